// SPDX-License-Identifier: Apache-2.0

/// An error in a text or an array that selects pages.
public struct PageError: Error, Sendable, Hashable, Codable {
  /// The error code, one of the codes `pages.…`.
  public let code: NoteCode
  /// The location of the invalid token; `nil` if the error has no single location.
  public let location: PageLocation?
  /// A description for people: what is wrong, and what to do.
  public let message: String

  /// Creates an error.
  package init(_ code: NoteCode, at location: PageLocation? = nil, message: String) {
    self.code = code
    self.location = location
    self.message = message
  }
}

extension PageError: CustomStringConvertible {
  /// The location, the message and the code.
  public var description: String { "\(messageWithLocation) (\(code.rawValue))" }

  /// The location and the message, for a note that has the code of its own.
  package var messageWithLocation: String {
    // The location first: after the advice it would read as a part of it.
    (location.map { "\($0): " } ?? "") + message
  }
}
