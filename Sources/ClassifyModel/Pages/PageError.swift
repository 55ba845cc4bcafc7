// SPDX-License-Identifier: Apache-2.0

/// The reason why a text or an array is not a selection of pages.
public struct PageError: Error, Sendable, Hashable, Codable {
  /// The kind of mistake, one of the codes `pages.…`.
  public let code: NoteCode
  /// The location of the faulty token, or `nil` if no single token is at fault.
  public let location: PageLocation?
  /// The mistake and the remedy, for a person.
  public let message: String

  /// Creates an error.
  package init(_ code: NoteCode, at location: PageLocation? = nil, message: String) {
    self.code = code
    self.location = location
    self.message = message
  }
}

extension PageError: CustomStringConvertible {
  /// The message, the location and the code.
  public var description: String {
    let place = location.map { " at \($0)" } ?? ""
    return "\(message)\(place) (\(code.rawValue))"
  }
}
