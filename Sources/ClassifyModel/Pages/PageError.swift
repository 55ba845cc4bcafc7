// SPDX-License-Identifier: Apache-2.0

/// The reason why something is not a selection of pages.
public struct PageError: Error, Sendable, Hashable, Codable {
  /// A kind of mistake, as a text that stays the same across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// An empty text or array: neither "all pages" nor any page.
    case emptySelection = "pages.emptySelection"
    /// Nothing between two commas, or before the first, or after the last.
    case emptyItem = "pages.emptyItem"
    /// A character that has no place where it stands.
    case unexpectedCharacter = "pages.unexpectedCharacter"
    /// The number 0: page numbers begin at 1.
    case zeroPage = "pages.zeroPage"
    /// A range whose first page comes after its last, such as `5-3`.
    case reversedRange = "pages.reversedRange"
    /// A range without a first or a last page, such as `5-` or `-5`.
    case openRange = "pages.openRange"
    /// A page above the greatest that can be counted, `Int.max`.
    case overflow = "pages.overflow"
    /// An index below 0.
    case negativeIndex = "pages.negativeIndex"
    /// An array element that is not an integer.
    case notAnInteger = "pages.notAnInteger"
    /// More pages than a list of them may have.
    case tooManyPages = "pages.tooManyPages"
    /// A page that the document does not have.
    case beyondDocument = "pages.beyondDocument"
    /// Two selections that should name the same pages, and do not.
    case mismatch = "pages.mismatch"
    /// A space or a tab, in strict syntax.
    case whitespace = "pages.whitespace"
    /// A number that begins with 0, in strict syntax.
    case leadingZero = "pages.leadingZero"
    /// An item that begins before the one in front of it does, in strict syntax.
    case unordered = "pages.unordered"
    /// An item whose pages were all named before, in strict syntax.
    case duplicate = "pages.duplicate"
    /// An item some of whose pages were named before, in strict syntax.
    case overlap = "pages.overlap"
  }

  /// What is wrong.
  public let code: Code
  /// Where the faulty token stands, or `nil` where no token is at fault.
  public let location: PageLocation?
  /// What is wrong and what to do, for a person.
  public let message: String

  /// Makes an error.
  package init(_ code: Code, at location: PageLocation? = nil, message: String) {
    self.code = code
    self.location = location
    self.message = message
  }
}

extension PageError: CustomStringConvertible {
  /// The message, the place and the code.
  public var description: String {
    let place = location.map { " at \($0)" } ?? ""
    return "\(message)\(place) (\(code.rawValue))"
  }
}
