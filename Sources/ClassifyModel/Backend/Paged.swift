// SPDX-License-Identifier: Apache-2.0

/// Jobs that are listed page by page.
public typealias JobPages = Paged<ClassifyJob>

/// Items that a service lists page by page, as a sequence of items or of ``pages``.
///
/// A page is fetched when its first item is asked for. The list ends with a page that names no
/// next one; an empty page that names one is passed over. A token that was seen before is an
/// error, since the list would never end.
public struct Paged<Item: Sendable>: AsyncSequence, Sendable {
  /// One page of a list.
  public struct Page: Sendable {
    /// The items of the page; they may be none.
    public let items: [Item]
    /// The token of the next page, or `nil` on the last.
    ///
    /// A later query that begins with it goes on there.
    public let nextToken: String?
    /// How many items the list has in all, if the service says so; it may be an estimate.
    public let totalSize: Int?

    /// Makes a page, where an empty token is none.
    public init(items: [Item], nextToken: String?, totalSize: Int? = nil) {
      self.items = items
      self.nextToken = nextToken.flatMap { $0.isEmpty ? nil : $0 }
      self.totalSize = totalSize
    }
  }

  private let firstToken: String?
  private let fetch: @Sendable (_ token: String?) async throws -> Page

  /// Makes a list.
  ///
  /// - Parameters:
  ///   - token: The token of the page to begin with; `nil` for the first.
  ///   - fetch: Fetches the page of a token.
  public init(
    from token: String? = nil, fetch: @escaping @Sendable (_ token: String?) async throws -> Page
  ) {
    firstToken = token
    self.fetch = fetch
  }

  /// The pages of the list.
  public var pages: Pages { Pages(list: self) }

  /// Returns an iterator that begins with the first item.
  public func makeAsyncIterator() -> Iterator {
    Iterator(pages: pages.makeAsyncIterator())
  }

  /// Steps through the items.
  public struct Iterator: AsyncIteratorProtocol {
    private var pages: Pages.Iterator
    private var items: [Item] = []
    private var position = 0

    init(pages: Pages.Iterator) {
      self.pages = pages
    }

    /// Returns the next item, or `nil` after the last.
    ///
    /// - Throws: What fetching a page throws.
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

  /// The pages of a list as a sequence.
  public struct Pages: AsyncSequence, Sendable {
    let list: Paged<Item>

    /// Returns an iterator that begins with the first page.
    public func makeAsyncIterator() -> Iterator {
      Iterator(list: list)
    }

    /// Steps through the pages.
    public struct Iterator: AsyncIteratorProtocol {
      private let list: Paged<Item>
      private var token: String?
      private var seen: Set<String> = []
      private var isFinished = false

      init(list: Paged<Item>) {
        self.list = list
        token = list.firstToken
      }

      /// Fetches the next page, or returns `nil` after the last.
      ///
      /// - Throws: What fetching throws; ``ClassifyError`` with the code
      ///   ``ClassifyError/Code/malformedResponse`` if the service names a page for the second
      ///   time.
      public mutating func next() async throws -> Page? {
        guard !isFinished else { return nil }
        try Task.checkCancellation()
        if let token { seen.insert(token) }
        let page = try await list.fetch(token)
        token = page.nextToken
        isFinished = token == nil
        if let token, seen.contains(token) {
          isFinished = true
          throw ClassifyError(
            code: .malformedResponse,
            message: "the list names the page \"\(token)\" twice, so it would never end")
        }
        return page
      }
    }
  }
}

extension Paged {
  /// Returns the list with each page changed.
  ///
  /// - Parameter transform: Makes a page's items of the service's.
  /// - Returns: The list of what it makes.
  public func mapPages<Other: Sendable>(
    _ transform: @escaping @Sendable ([Item]) async throws -> [Other]
  ) -> Paged<Other> {
    Paged<Other>(from: firstToken) { token in
      let page = try await fetch(token)
      return Paged<Other>.Page(
        items: try await transform(page.items), nextToken: page.nextToken,
        totalSize: page.totalSize)
    }
  }
}

extension Paged {
  /// Fetches the page of a token.
  ///
  /// - Parameter token: The token; `nil` for the first page.
  /// - Returns: The page.
  /// - Throws: What fetching throws.
  public func page(_ token: String?) async throws -> Page {
    try await fetch(token)
  }
}
