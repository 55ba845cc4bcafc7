// SPDX-License-Identifier: Apache-2.0

/// A paginated list of jobs.
public typealias JobPages = Paged<ClassifyJob>

/// A paginated list, as an asynchronous sequence of items or of ``pages``.
///
/// A record that can't be read does not end the list: it is in ``Page/unreadable``, and
/// ``onUnreadable(_:)`` reports it to those who iterate over items.
///
/// Each page is fetched when the iteration reaches it. The list ends with a page that has no token
/// for the next one; an empty page with a token does not end it. A repeated token, a token of more
/// than 8,192 bytes, and more than 100 pages in a row that are empty at the service are errors, since
/// the list would never end.
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
    /// The number of items that the service returned, before any were filtered or merged here.
    package let serviceItemCount: Int

    /// Creates a page; an empty token counts as `nil`.
    public init(
      items: [Item], nextToken: String?, totalSize: Int? = nil,
      unreadable: [UnreadableRecord] = []
    ) {
      self.init(
        items: items, nextToken: nextToken, totalSize: totalSize, unreadable: unreadable,
        serviceItemCount: items.count + unreadable.count)
    }

    /// Creates a page whose items were made from those of a page of the service.
    package init(
      items: [Item], nextToken: String?, totalSize: Int?, unreadable: [UnreadableRecord] = [],
      serviceItemCount: Int
    ) {
      self.items = items
      self.unreadable = unreadable
      self.serviceItemCount = serviceItemCount
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
      private var emptyPages = 0
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
        emptyPages = page.serviceItemCount <= page.unreadable.count ? emptyPages + 1 : 0
        if let token, let fault = fault(of: token) {
          isFinished = true
          throw ClassifyError(code: .malformedResponse, message: fault)
        }
        return page
      }

      /// Returns why the list would never end, or `nil` if it can.
      ///
      /// It does not contain the token: the service can put any text into it.
      private func fault(of token: String) -> String? {
        if token.utf8.count > 8_192 {
          return "the token of the list's next page has \(token.utf8.count) bytes, more than 8192"
        }
        if seen.contains(token) {
          return "the list names a page twice, so it would never end"
        }
        return emptyPages > 100
          ? "the list has \(emptyPages) empty pages in a row, or ones with unreadable records only, and names "
            + "a further one; to go on, start from the nextToken of the last page" : nil
      }
    }
  }
}

extension Paged {
  /// Returns a list with the items of each page transformed.
  ///
  /// - Parameter transform: Transforms the items of one page.
  /// - Returns: The list of transformed items, with the same tokens and total sizes.
  public func mapPages<Other: Sendable>(
    _ transform: @escaping @Sendable ([Item]) async throws -> [Other]
  ) -> Paged<Other> {
    Paged<Other>(from: firstToken) { token in
      let page = try await fetch(token)
      return Paged<Other>.Page(
        items: try await transform(page.items), nextToken: page.nextToken,
        totalSize: page.totalSize, unreadable: page.unreadable,
        serviceItemCount: page.serviceItemCount)
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
