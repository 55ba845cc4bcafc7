// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A key that can be used but not read: it is never printed, and can't be encoded.
public struct Secret: Sendable, Hashable {
  private let text: String

  /// Makes a secret, such as a key of LlamaCloud.
  ///
  /// - Throws: ``SecretError`` if the text is empty, or has a character other than visible ASCII or a
  ///   space within, which a header can't carry; a line break at the end is the usual case.
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

  /// Returns the text, for the one place that sends it.
  package func revealed() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder.
  public var description: String { Redaction.placeholder }
  /// A placeholder.
  public var debugDescription: String { Redaction.placeholder }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
