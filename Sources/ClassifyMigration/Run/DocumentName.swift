// SPDX-License-Identifier: Apache-2.0

/// The name of a document as a key, compared by its UTF-8 bytes.
///
/// As a `String`, two names that differ only in their Unicode normal form, such as `é` as one scalar
/// and as two, are equal. As paths they are two files.
public struct DocumentName: Sendable, Hashable {
  /// The name.
  public let text: String

  /// Creates a key.
  public init(_ text: String) {
    self.text = text
  }

  /// Returns whether the bytes of two names are equal.
  public static func == (left: DocumentName, right: DocumentName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(text.utf8.count)
  }
}

extension DocumentName: ExpressibleByStringLiteral {
  /// Creates a key from a literal.
  public init(stringLiteral value: String) { self.init(value) }
}

extension DocumentName: Comparable {
  /// Returns whether the bytes of a name come before those of another.
  public static func < (left: DocumentName, right: DocumentName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
