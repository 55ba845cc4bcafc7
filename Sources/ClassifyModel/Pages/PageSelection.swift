// SPDX-License-Identifier: Apache-2.0

/// The pages of a document to read: all, or a set of pages.
///
/// "All" is a separate case and never an empty set.
public enum PageSelection: Sendable, Hashable {
  /// All pages of the document.
  case all
  /// The pages of a set.
  case pages(PageSet)

  /// The selected pages; `nil` for all.
  public var pages: PageSet? {
    switch self {
    case .all: nil
    case .pages(let pages): pages
    }
  }

  /// Returns the pages that the selection reads in a document of a given length.
  ///
  /// - Parameter pageCount: The number of pages of the document.
  /// - Returns: The selected pages, all of which the document has.
  /// - Throws: ``PageError`` with the code ``NoteCode/pagesBeyondDocument`` if the document does
  ///   not have a selected page, or has no pages.
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
  /// Decodes null as all pages, and a range string of one-based numbers as its pages.
  ///
  /// - Throws: `DecodingError` if the value is neither null nor a range string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .all : .pages(try container.decode(PageSet.self))
  }

  /// Encodes all pages as null, and a set of pages as a range string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .all: try container.encodeNil()
    case .pages(let pages): try container.encode(pages)
    }
  }
}
