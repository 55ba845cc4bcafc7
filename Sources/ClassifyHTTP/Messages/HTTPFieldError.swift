// SPDX-License-Identifier: Apache-2.0

/// The reason why a header field can't be sent.
public struct HTTPFieldError: Error, Sendable, Hashable {
  /// What is wrong with the field.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The name is empty, or has a character that names can't have.
    case invalidName
    /// The value has a control character.
    case invalidValue
  }

  /// What is wrong.
  public let code: Code
  /// The name of the field as it was given.
  public let name: String
}

extension HTTPFieldError: CustomStringConvertible {
  /// A sentence that says what is wrong and what to do; it never holds the value.
  public var description: String {
    switch code {
    case .invalidName:
      "The header name \(name.debugDescription) can't be sent: use ASCII letters, digits and any "
        + "of !#$%&'*+-.^_`|~ only."
    case .invalidValue:
      "The value of the header \(name) can't be sent, since it holds a control character: remove "
        + "line breaks and other invisible characters."
    }
  }
}
