// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// A paginated list of jobs.
public typealias JobPages = Paged<ClassifyJob>

/// What a list may do before it counts as endless.
private enum ListLimits {
  /// The maximum size of a token in bytes.
  static let tokenBytes = 8_192
  /// The maximum number of pages in a row without a new record.
  static let stalePages = 100
}

/// A paginated list, as an asynchronous sequence of items or of ``pages``.
///
/// A record that can't be read does not end the list: it is in ``Page/unreadable``, and
/// ``onUnreadable(_:)`` reports it to those who iterate over items.
///
/// Each page is fetched when the iteration reaches it. The list ends with a page that has no token
/// for the next one; an empty page with a token does not end it. A repeated token, a token of more
/// than 8,192 bytes, and more than 100 pages in a row that have no record at the service, or the
/// records of an earlier page, are errors, since the list would never end.
public struct Paged<Item: Sendable>: AsyncSequence, Sendable {
  /// One page of a list.
  public struct Page: Sendable {
    /// The items of the page; can be empty.
    public let items: [Item]
    /// The token of the next page; `nil` on the last page.
    ///
    /// A later query can start from it.
    public let nextToken: String?
    /// The total number of items in the list, possibly an estimate; `nil` if the service does not
    /// report it.
    public let totalSize: Int?
    /// The records of the page that can't be read, which are not among ``items``.
    public let unreadable: [UnreadableRecord]
    /// The members of the service's page that are not in its reference, in their original order.
    public let unknownMembers: JSONObject
    /// The number of items that the service returned, before any were filtered or merged here.
    package let serviceItemCount: Int
    /// A hash of the IDs of the service's records, in any order; `nil` for none or unknown ones.
    package let contentHash: Int?

    /// Creates a page; an empty token counts as `nil`.
    public init(
      items: [Item], nextToken: String?, totalSize: Int? = nil,
      unreadable: [UnreadableRecord] = [], unknownMembers: JSONObject = [:]
    ) {
      self.init(
        items: items, nextToken: nextToken, totalSize: totalSize, unreadable: unreadable,
        unknownMembers: unknownMembers, serviceItemCount: items.count + unreadable.count)
    }

    /// Creates a page whose items were made from those of a page of the service.
    package init(
      items: [Item], nextToken: String?, totalSize: Int?, unreadable: [UnreadableRecord] = [],
      unknownMembers: JSONObject = [:], serviceItemCount: Int, contentHash: Int? = nil
    ) {
      self.items = items
      self.unreadable = unreadable
      self.unknownMembers = unknownMembers
      self.serviceItemCount = serviceItemCount
      self.contentHash = contentHash
      self.nextToken = nextToken.flatMap { $0.isEmpty ? nil : $0 }
      self.totalSize = totalSize
    }
  }

  private let firstToken: String?
  private let fetch: @Sendable (_ token: String?) async throws -> Page

  /// Creates a list.
  ///
  /// - Parameters:
  ///   - token: The token of the page to start from; `nil` for the first.
  ///   - fetch: Fetches one page by its token; `nil` for the first.
  public init(
    from token: String? = nil, fetch: @escaping @Sendable (_ token: String?) async throws -> Page
  ) {
    firstToken = token
    self.fetch = fetch
  }

  /// The list as a sequence of pages.
  public var pages: Pages { Pages(list: self) }

  /// Returns an iterator over the items.
  public func makeAsyncIterator() -> Iterator {
    Iterator(pages: pages.makeAsyncIterator())
  }

  /// An iterator over the items of a list.
  public struct Iterator: AsyncIteratorProtocol {
    private var pages: Pages.Iterator
    private var items: [Item] = []
    private var position = 0

    init(pages: Pages.Iterator) {
      self.pages = pages
    }

    /// Returns the next item, or `nil` after the last; fetches the next page if necessary.
    ///
    /// - Throws: Any error from fetching a page; ``ClassifyError`` with the code
    ///   ``ClassifyError/Code/malformedResponse`` if the list would never end;
    ///   `CancellationError` in a cancelled task.
    public mutating func next() async throws -> Item? {
      while position == items.count {
        guard let page = try await pages.next() else { return nil }
        items = page.items
        position = 0
      }
      position += 1
      return items[position - 1]
    }
  }

  /// The pages of a list, as an asynchronous sequence.
  public struct Pages: AsyncSequence, Sendable {
    let list: Paged<Item>

    /// Returns an iterator over the pages.
    public func makeAsyncIterator() -> Iterator {
      Iterator(list: list)
    }

    /// An iterator over the pages of a list.
    public struct Iterator: AsyncIteratorProtocol {
      private let list: Paged<Item>
      private var token: String?
      private var seen: Set<String> = []
      private var pageCount = 0
      /// The number of the first page with each content.
      private var pageNumbers: [Int: Int] = [:]
      /// The number of pages in a row without a new record.
      private var stalePages = 0
      private var isFinished = false

      init(list: Paged<Item>) {
        self.list = list
        token = list.firstToken
      }

      /// Fetches the next page, or returns `nil` after the last.
      ///
      /// - Throws: Any error from fetching the page; ``ClassifyError`` with the code
      ///   ``ClassifyError/Code/malformedResponse`` if the list would never end;
      ///   `CancellationError` in a cancelled task.
      public mutating func next() async throws -> Page? {
        guard !isFinished else { return nil }
        try Task.checkCancellation()
        if let token { seen.insert(token) }
        let page = try await list.fetch(token)
        token = page.nextToken
        isFinished = token == nil
        let earlier = earlierPage(like: page)
        let isStale = earlier != nil || page.serviceItemCount <= page.unreadable.count
        stalePages = isStale ? stalePages + 1 : 0
        if let token, let fault = fault(of: token, repeating: earlier) {
          isFinished = true
          throw ClassifyError(code: .malformedResponse, message: fault)
        }
        return page
      }

      /// Returns the number of the first page with the same records, or `nil` if this is the first.
      private mutating func earlierPage(like page: Page) -> Int? {
        pageCount += 1
        guard let hash = page.contentHash else { return nil }
        if let number = pageNumbers[hash] { return number }
        pageNumbers[hash] = pageCount
        return nil
      }

      /// Returns why the list would never end, or `nil` if it can.
      ///
      /// It does not contain the token: the service can put any text into it.
      private func fault(of token: String, repeating earlierPage: Int?) -> String? {
        if token.utf8.count > ListLimits.tokenBytes {
          return "the token of the list's next page has \(token.utf8.count) bytes, more than "
            + "\(ListLimits.tokenBytes)"
        }
        if seen.contains(token) {
          return "the list names a page twice, so it would never end"
        }
        guard stalePages > ListLimits.stalePages else { return nil }
        let end =
          earlierPage.map { "the last one repeats page \($0) of the list" }
          ?? "to go on, start from the nextToken of the last page"
        return "\(stalePages) pages in a row have no new record that can be read, and the last one "
          + "names a further page; \(end)"
      }
    }
  }
}

extension Paged {
  /// Returns a list with the items of each page transformed.
  ///
  /// - Parameter transform: Transforms the items of one page.
  /// - Returns: The list of transformed items; everything else of a page is the same.
  public func mapPages<Other: Sendable>(
    _ transform: @escaping @Sendable ([Item]) async throws -> [Other]
  ) -> Paged<Other> {
    Paged<Other>(from: firstToken) { token in
      let page = try await fetch(token)
      return Paged<Other>.Page(
        items: try await transform(page.items), nextToken: page.nextToken,
        totalSize: page.totalSize, unreadable: page.unreadable,
        unknownMembers: page.unknownMembers, serviceItemCount: page.serviceItemCount,
        contentHash: page.contentHash)
    }
  }

  /// Returns a list that reports the records that can't be read.
  ///
  /// ```swift
  /// for try await job in client.classify.list().onUnreadable({ print($0) }) { print(job.id) }
  /// ```
  ///
  /// - Parameter report: Called with each unreadable record when its page is fetched.
  /// - Returns: The same list.
  public func onUnreadable(
    _ report: @escaping @Sendable (UnreadableRecord) -> Void
  ) -> Paged {
    Paged(from: firstToken) { token in
      let page = try await fetch(token)
      page.unreadable.forEach(report)
      return page
    }
  }
}

extension Paged {
  /// Fetches one page.
  ///
  /// - Parameter token: The token of the page; `nil` for the first.
  /// - Returns: The page.
  /// - Throws: Any error from fetching the page.
  public func page(_ token: String?) async throws -> Page {
    try await fetch(token)
  }
}
