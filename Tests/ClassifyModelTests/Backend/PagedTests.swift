// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Synchronization
import Testing

@Suite struct PagedTests {
  /// A service that serves fixed pages and records the tokens they were fetched with.
  final class Service: Sendable {
    typealias Page = Paged<Int>.Page

    private let pages: [String?: Page]
    private let state = Mutex<(fetchedTokens: [String?], failures: Int)>(([], 0))

    init(_ pages: [String?: Page]) {
      self.pages = pages
    }

    var fetchedTokens: [String?] { state.withLock { $0.fetchedTokens } }

    func failNextFetches(_ count: Int) {
      state.withLock { $0.failures = count }
    }

    func list(from token: String? = nil) -> Paged<Int> {
      Paged(from: token) { [self] token in
        let fails = state.withLock { state in
          state.fetchedTokens.append(token)
          state.failures -= 1
          // Stops an endless list, so that the test fails instead of hanging.
          return state.failures >= 0 || state.fetchedTokens.count > 20
        }
        guard !fails, let page = pages[token] else {
          throw ClassifyError(code: .server, message: "no page \(token ?? "one")")
        }
        return page
      }
    }
  }

  /// A service with four pages, of which the first and the third are empty.
  static func service() -> Service {
    Service([
      nil: .init(items: [], nextToken: "b", totalSize: 5),
      "b": .init(items: [1, 2], nextToken: "c"),
      "c": .init(items: [], nextToken: "d"),
      "d": .init(items: [3], nextToken: nil),
    ])
  }

  @Test func iteratesItemsOfAllPagesSkippingEmptyOnes() async throws {
    let service = Self.service()
    #expect(try await all(of: service.list()) == [1, 2, 3])
    #expect(service.fetchedTokens == [nil, "b", "c", "d"])
  }

  @Test func throwsAfterTooManyEmptyPagesInARow() async throws {
    let list = Paged<Int> { token in
      Paged.Page(items: [], nextToken: "\((token.flatMap { Int($0) } ?? 0) + 1)")
    }
    var count = 0
    let error = await #expect(throws: ClassifyError.self) {
      for try await _ in list.pages { count += 1 }
    }
    #expect(count == 100)
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("101 pages in a row") == true)
  }

  @Test func throwsAfterTooManyUnreadablePagesInARow() async throws {
    let error = JSONError(
      code: .wrongType, offset: 0, line: 1, column: 1, pointer: "", message: "expected a job")
    let record = UnreadableRecord(index: 0, in: "items", error: error, value: ["a": 1])
    let list = Paged<Int> { token in
      Paged.Page(
        items: [], nextToken: "\((token.flatMap { Int($0) } ?? 0) + 1)", unreadable: [record])
    }
    var count = 0
    let failure = await #expect(throws: ClassifyError.self) {
      for try await _ in list.pages { count += 1 }
    }
    #expect(count == 100)
    #expect(failure?.code == .malformedResponse)
  }

  /// Page 2 of the service is repeated under ever-new tokens, alone or in turn with page 3.
  @Test(arguments: [1, 2])
  func throwsAfterTooManyRepeatedPagesInARow(period: Int) async throws {
    let list = Paged<Int> { token in
      let number = token.flatMap { Int($0) } ?? 0
      let content = number == 0 ? 0 : (number - 1) % period + 1
      return Paged.Page(
        items: [content], nextToken: "\(number + 1)", totalSize: nil, serviceItemCount: 1,
        contentHash: content)
    }
    var count = 0
    let error = await #expect(throws: ClassifyError.self) {
      for try await _ in list.mapPages({ $0 }).pages { count += 1 }
    }
    // The first page, the pages that are repeated, and 100 repetitions.
    #expect(count == 1 + period + 100)
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("repeats page 2 of the list") == true)
  }

  @Test func throwsAfterTooManyPagesThatAreEmptyOrRepeated() async throws {
    let list = Paged<Int> { token in
      let number = token.flatMap { Int($0) } ?? 0
      let isEmpty = number % 2 == 1
      return Paged.Page(
        items: isEmpty ? [] : [0], nextToken: "\(number + 1)", totalSize: nil,
        serviceItemCount: isEmpty ? 0 : 1, contentHash: isEmpty ? nil : 0)
    }
    var count = 0
    let error = await #expect(throws: ClassifyError.self) {
      for try await _ in list.pages { count += 1 }
    }
    #expect(count == 1 + 100)
    #expect(error?.message.contains("101 pages in a row have no new record") == true)
  }

  /// A list that changes between two requests can repeat a page.
  @Test func acceptsRepeatedPagesBetweenNewOnes() async throws {
    let list = Paged<Int> { token in
      let number = token.flatMap { Int($0) } ?? 0
      return Paged.Page(
        items: [number], nextToken: number < 500 ? "\(number + 1)" : nil, totalSize: nil,
        serviceItemCount: 1, contentHash: number / 100)
    }
    #expect(try await all(of: list).count == 501)
  }

  /// Pages that are empty only because their items are filtered here don't count.
  @Test func iteratesManyPagesWhoseItemsAreFilteredOut() async throws {
    let list = Paged<Int> { token in
      let number = token.flatMap { Int($0) } ?? 0
      return Paged.Page(items: [number], nextToken: number < 500 ? "\(number + 1)" : nil)
    }
    #expect(try await all(of: list.mapPages { $0.filter { $0 == 500 } }) == [500])
  }

  @Test(arguments: [(8_192, true), (8_193, false)])
  func acceptsTokensUpToMaximumSize(size: Int, isAccepted: Bool) async throws {
    let list = Paged<Int> { token in
      Paged.Page(
        items: [1], nextToken: token == nil ? String(repeating: "t", count: size) : nil)
    }
    if isAccepted {
      #expect(try await all(of: list) == [1, 1])
    } else {
      let error = await #expect(throws: ClassifyError.self) { _ = try await all(of: list) }
      #expect(error?.code == .malformedResponse)
      #expect(error?.message.contains("8193 bytes") == true)
    }
  }

  @Test func iteratesPages() async throws {
    var pages: [Paged<Int>.Page] = []
    for try await page in Self.service().list().pages { pages.append(page) }
    #expect(pages.map(\.items) == [[], [1, 2], [], [3]])
    #expect(pages.map(\.nextToken) == ["b", "c", "d", nil])
    #expect(pages.map(\.totalSize) == [5, nil, nil, nil])
  }

  @Test(arguments: [("b", [1, 2, 3]), ("c", [3]), ("d", [3])])
  func resumesFromToken(token: String, items: [Int]) async throws {
    #expect(try await all(of: Self.service().list(from: token)) == items)
  }

  @Test func treatsEmptyTokenAsNil() async throws {
    #expect(Paged<Int>.Page(items: [], nextToken: "").nextToken == nil)
    let service = Service([nil: .init(items: [7], nextToken: "")])
    #expect(try await all(of: service.list()) == [7])
    #expect(service.fetchedTokens == [nil])
  }

  @Test func fetchesPageWhenFirstItemIsRequested() async throws {
    let service = Self.service()
    var iterator = service.list().makeAsyncIterator()
    #expect(service.fetchedTokens.isEmpty)
    #expect(try await iterator.next() == 1)
    #expect(try await iterator.next() == 2)
    #expect(service.fetchedTokens == [nil, "b"])
    #expect(try await iterator.next() == 3)
    #expect(service.fetchedTokens == [nil, "b", "c", "d"])
  }

  @Test func returnsNilAfterLastItem() async throws {
    let service = Self.service()
    var iterator = service.list().makeAsyncIterator()
    while try await iterator.next() != nil {}
    #expect(try await iterator.next() == nil)
    #expect(service.fetchedTokens.count == 4)
  }

  @Test func canBeIteratedTwice() async throws {
    let list = Self.service().list()
    #expect(try await all(of: list) == [1, 2, 3])
    #expect(try await all(of: list) == [1, 2, 3])
  }

  @Test(
    arguments: [
      // A page whose next token is its own, a cycle of two, and a cycle to the resume token.
      ("b", nil, 2), ("c", "b", 3), ("b", "b", 1),
    ] as [(String, String?, Int)])
  func rejectsRepeatedToken(last: String, start: String?, fetches: Int) async throws {
    let service = Service([
      nil: .init(items: [1], nextToken: "b"),
      "b": .init(items: [2], nextToken: last),
      "c": .init(items: [3], nextToken: last == "c" ? "d" : "b"),
      "d": .init(items: [4], nextToken: "b"),
    ])
    var iterator = service.list(from: start).makeAsyncIterator()
    var error: ClassifyError?
    do {
      while try await iterator.next() != nil {}
    } catch let thrown as ClassifyError {
      error = thrown
    }
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("a page twice") == true)
    #expect(service.fetchedTokens.count == fetches)
    // The sequence has ended; nothing more is fetched.
    #expect(try await iterator.next() == nil)
    #expect(service.fetchedTokens.count == fetches)
  }

  @Test func throwsAfterFetchedItemsAndRetriesPageAfterError() async throws {
    let service = Self.service()
    var iterator = service.list().makeAsyncIterator()
    #expect(try await iterator.next() == 1)
    #expect(try await iterator.next() == 2)
    service.failNextFetches(1)
    await #expect(throws: ClassifyError.self) { try await iterator.next() }
    #expect(try await iterator.next() == 3)
    #expect(service.fetchedTokens == [nil, "b", "c", "c", "d"])
  }

  @Test func fetchesNothingAfterCancellation() async throws {
    let service = Self.service()
    let task = Task {
      var iterator = service.list().makeAsyncIterator()
      var items = [try await iterator.next()]
      withUnsafeCurrentTask { $0?.cancel() }
      // Fetched items are still returned; the next page is not fetched.
      items.append(try await iterator.next())
      #expect(items == [1, 2])
      return try await iterator.next()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(service.fetchedTokens == [nil, "b"])
  }

  @Test func keepsUnknownMembersOfMappedPages() async throws {
    let list = Paged<Int> { _ in
      Paged.Page(items: [1], nextToken: nil, unknownMembers: ["x": 1])
    }
    #expect(try await list.mapPages { $0.map(String.init) }.page(nil).unknownMembers == ["x": 1])
  }

  @Test func mapsPagesAndKeepsTokens() async throws {
    let service = Self.service()
    let texts = service.list(from: "b").mapPages { items in items.map { "\($0)/\(items.count)" } }
    #expect(try await all(of: texts) == ["1/2", "2/2", "3/1"])
    var tokens: [String?] = []
    for try await page in texts.pages { tokens.append(page.nextToken) }
    #expect(tokens == ["c", "d", nil])
    var sizes: [Int?] = []
    for try await page in service.list().mapPages({ $0 }).pages { sizes.append(page.totalSize) }
    #expect(sizes.first == 5)
  }

  @Test func keepsAndReportsUnreadableRecords() async throws {
    let error = JSONError(
      code: .wrongType, offset: 0, line: 1, column: 1, pointer: "/status",
      message: "expected a string, found the number 5")
    let record = UnreadableRecord(
      index: 1, in: "items", error: error, value: ["id": "clj-1", "status": 5])
    #expect(
      record.description
        == "record clj-1 at /items/1/status: expected a string, found the number 5")
    let service = Service([
      nil: .init(items: [1, 2], nextToken: "b", unreadable: [record]),
      "b": .init(items: [3], nextToken: nil),
    ])
    let list = service.list().mapPages { $0.map { -$0 } }
    var pages: [Paged<Int>.Page] = []
    for try await page in list.pages { pages.append(page) }
    #expect(pages.map(\.unreadable) == [[record], []])
    #expect(pages.map(\.serviceItemCount) == [3, 1])
    let reported = Mutex<[UnreadableRecord]>([])
    let items = try await all(of: list.onUnreadable { new in reported.withLock { $0.append(new) } })
    #expect(items == [-1, -2, -3])
    #expect(reported.withLock(\.self) == [record])
  }

  @Test func rethrowsErrorOfPageTransform() async throws {
    let failure = ClassifyError(code: .malformedResponse, message: "not a job")
    let list = Self.service().list().mapPages { items -> [Int] in
      guard !items.contains(3) else { throw failure }
      return items
    }
    var iterator = list.makeAsyncIterator()
    #expect(try await iterator.next() == 1)
    #expect(try await iterator.next() == 2)
    await #expect(throws: failure) { try await iterator.next() }
  }

  @Test func fetchesSinglePage() async throws {
    let list = Self.service().list()
    #expect(try await list.page(nil).totalSize == 5)
    #expect(try await list.page("b").items == [1, 2])
    await #expect(throws: ClassifyError.self) { try await list.page("x") }
  }

  private func all<Item: Sendable>(of list: Paged<Item>) async throws -> [Item] {
    var items: [Item] = []
    for try await item in list { items.append(item) }
    return items
  }
}
