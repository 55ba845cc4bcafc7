// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// An API key that is redacted wherever it is printed and can't be encoded.
public struct Secret: Sendable, Hashable {
  private let text: String

  /// Creates a secret, such as a LlamaCloud API key.
  ///
  /// - Throws: ``SecretError`` if the text is empty, starts or ends with a space, or contains a
  ///   character other than printable ASCII, such as a trailing newline.
  public init(_ text: String) throws(SecretError) {
    let bytes = text.utf8
    if bytes.isEmpty { throw SecretError(code: .empty, offset: 0) }
    let edges = [0, bytes.count - 1]
    for (offset, byte) in bytes.enumerated() where !ASCII.isVisible(byte) {
      if byte == UInt8(ascii: " "), !edges.contains(offset) { continue }
      throw SecretError(code: .invalidCharacter, offset: offset)
    }
    self.text = text
  }

  /// Returns the text in the clear.
  package func revealed() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder for the redacted text.
  public var description: String { Redaction.placeholder }
  /// A placeholder for the redacted text.
  public var debugDescription: String { Redaction.placeholder }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// An error for text that can't be used as an API key; it does not contain the text.
public struct SecretError: Error, Sendable, Hashable {
  /// The reason the text can't be used.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The text is empty.
    case empty
    /// The text has a leading or trailing space, a control character or a non-ASCII character.
    case invalidCharacter
  }

  /// The error code.
  public let code: Code
  /// The zero-based UTF-8 byte offset of the invalid character.
  public let offset: Int
}

extension SecretError: CustomStringConvertible {
  /// A message with the cause, the byte offset and the fix.
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
