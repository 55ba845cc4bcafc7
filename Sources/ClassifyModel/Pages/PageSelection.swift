// SPDX-License-Identifier: Apache-2.0

/// Which pages of a document are to be read: all of them, or some.
///
/// "All" is a case of its own and never an empty set.
public enum PageSelection: Sendable, Hashable {
  /// Every page of the document, however many it has.
  case all
  /// These pages.
  case pages(PageSet)

  /// The selected pages, or `nil` for all.
  public var pages: PageSet? {
    switch self {
    case .all: nil
    case .pages(let pages): pages
    }
  }

  /// Checks the selection against a document's length.
  ///
  /// - Parameter pageCount: The number of pages of the document.
  /// - Returns: The pages that will be read.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesBeyondDocument`` if a selected page is
  ///   not in the document, or if the document has no pages at all.
  public func resolved(pageCount: Int) throws(PageError) -> PageSet {
    switch self {
    case .pages(let pages):
      return try pages.checked(pageCount: pageCount)
    case .all:
      guard let last = PageNumber(oneBased: pageCount) else {
        throw PageError(.pagesBeyondDocument, message: "the document has no pages")
      }
      return PageSet(PageNumber(unchecked: 1)...last)
    }
  }
}

extension PageSelection: CustomStringConvertible {
  /// `all`, or the pages as a range string.
  public var description: String { pages?.rangeString ?? "all" }
}

extension PageSelection: Codable {
  /// Decodes null as all pages, and a range string as the pages it names.
  ///
  /// - Throws: `DecodingError` if there is neither null nor a range string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .all : .pages(try container.decode(PageSet.self))
  }

  /// Encodes all pages as null, and others as a range string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .all: try container.encodeNil()
    case .pages(let pages): try container.encode(pages)
    }
  }
}
