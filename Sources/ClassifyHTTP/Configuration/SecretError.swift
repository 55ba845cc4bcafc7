// SPDX-License-Identifier: Apache-2.0

/// The reason why a text is no secret; it does not hold the text.
public struct SecretError: Error, Sendable, Hashable {
  /// What is wrong with the text.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// There is none.
    case empty
    /// It has a space, a control character or a character outside ASCII.
    case invalidCharacter
  }

  /// What is wrong.
  public let code: Code
  /// Where the faulty character is, as a UTF-8 byte offset counted from 0.
  public let offset: Int
}

extension SecretError: CustomStringConvertible {
  /// A sentence that says what is wrong, where, and what to do.
  public var description: String {
    switch code {
    case .empty:
      "The key is empty: give the key as LlamaCloud shows it, beginning with llx-."
    case .invalidCharacter:
      "The key has a space at an end, a line break or another character that keys don't have at byte "
        + "\(offset): give the key alone."
    }
  }
}
