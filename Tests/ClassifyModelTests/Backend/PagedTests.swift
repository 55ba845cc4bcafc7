// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization
import Testing

@Suite struct PagedTests {
  /// A service that has these pages, and remembers which tokens it was asked for.
  final class Service: Sendable {
    typealias Page = Paged<Int>.Page

    private let pages: [String?: Page]
    private let state = Mutex<(asked: [String?], failures: Int)>(([], 0))

    init(_ pages: [String?: Page]) {
      self.pages = pages
    }

    var asked: [String?] { state.withLock { $0.asked } }

    func failNextFetches(_ count: Int) {
      state.withLock { $0.failures = count }
    }

    func list(from token: String? = nil) -> Paged<Int> {
      Paged(from: token) { [self] token in
        let fails = state.withLock { state in
          state.asked.append(token)
          state.failures -= 1
          // A list that goes round in circles ends here, as a test that fails.
          return state.failures >= 0 || state.asked.count > 20
        }
        guard !fails, let page = pages[token] else {
          throw ClassifyError(code: .server, message: "no page \(token ?? "one")")
        }
        return page
      }
    }
  }

  /// Four pages, of which the first and the third are empty.
  static func service() -> Service {
    Service([
      nil: .init(items: [], nextToken: "b", totalSize: 5),
      "b": .init(items: [1, 2], nextToken: "c"),
      "c": .init(items: [], nextToken: "d"),
      "d": .init(items: [3], nextToken: nil),
    ])
  }

  @Test func stepsThroughTheItemsOfAllPagesPastEmptyOnes() async throws {
    let service = Self.service()
    #expect(try await all(of: service.list()) == [1, 2, 3])
    #expect(service.asked == [nil, "b", "c", "d"])
  }

  @Test func stepsThroughThePages() async throws {
    var pages: [Paged<Int>.Page] = []
    for try await page in Self.service().list().pages { pages.append(page) }
    #expect(pages.map(\.items) == [[], [1, 2], [], [3]])
    #expect(pages.map(\.nextToken) == ["b", "c", "d", nil])
    #expect(pages.map(\.totalSize) == [5, nil, nil, nil])
  }

  @Test(arguments: [("b", [1, 2, 3]), ("c", [3]), ("d", [3])])
  func goesOnWhereATokenSays(token: String, items: [Int]) async throws {
    #expect(try await all(of: Self.service().list(from: token)) == items)
  }

  @Test func anEmptyTokenIsNone() async throws {
    #expect(Paged<Int>.Page(items: [], nextToken: "").nextToken == nil)
    let service = Service([nil: .init(items: [7], nextToken: "")])
    #expect(try await all(of: service.list()) == [7])
    #expect(service.asked == [nil])
  }

  @Test func fetchesAPageWhenItsFirstItemIsAskedFor() async throws {
    let service = Self.service()
    var iterator = service.list().makeAsyncIterator()
    #expect(service.asked.isEmpty)
    #expect(try await iterator.next() == 1)
    #expect(try await iterator.next() == 2)
    #expect(service.asked == [nil, "b"])
    #expect(try await iterator.next() == 3)
    #expect(service.asked == [nil, "b", "c", "d"])
  }

  @Test func staysAtItsEnd() async throws {
    let service = Self.service()
    var iterator = service.list().makeAsyncIterator()
    while try await iterator.next() != nil {}
    #expect(try await iterator.next() == nil)
    #expect(service.asked.count == 4)
  }

  @Test func canBeReadTwice() async throws {
    let list = Self.service().list()
    #expect(try await all(of: list) == [1, 2, 3])
    #expect(try await all(of: list) == [1, 2, 3])
  }

  @Test(
    arguments: [
      // A page that names itself, a circle of two, and one that leads back to where it was resumed.
      ("b", nil, 2), ("c", "b", 3), ("b", "b", 1),
    ] as [(String, String?, Int)])
  func refusesATokenThatItHasSeen(last: String, start: String?, fetches: Int) async throws {
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
    #expect(error?.message.contains("\"b\" twice") == true)
    #expect(service.asked.count == fetches)
    // It is over then: nothing is fetched any more.
    #expect(try await iterator.next() == nil)
    #expect(service.asked.count == fetches)
  }

  @Test func anErrorInTheMiddleComesAfterTheItemsBeforeItAndCanBeTriedAgain() async throws {
    let service = Self.service()
    var iterator = service.list().makeAsyncIterator()
    #expect(try await iterator.next() == 1)
    #expect(try await iterator.next() == 2)
    service.failNextFetches(1)
    await #expect(throws: ClassifyError.self) { try await iterator.next() }
    #expect(try await iterator.next() == 3)
    #expect(service.asked == [nil, "b", "c", "c", "d"])
  }

  @Test func aCancelledTaskFetchesNothing() async throws {
    let service = Self.service()
    let task = Task {
      var iterator = service.list().makeAsyncIterator()
      var items = [try await iterator.next()]
      withUnsafeCurrentTask { $0?.cancel() }
      // What was fetched is still given; the next page is not fetched.
      items.append(try await iterator.next())
      #expect(items == [1, 2])
      return try await iterator.next()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(service.asked == [nil, "b"])
  }

  @Test func changesPageByPageAndKeepsTheTokens() async throws {
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

  @Test func changingAPageCanFail() async throws {
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

  @Test func aSinglePageCanBeFetched() async throws {
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
