// SPDX-License-Identifier: Apache-2.0

/// A number as it was written, with every digit.
///
/// `1`, `1.0` and `1e0` are three different numbers here, because they are three different texts:
/// `==` compares the text. Compare ``integer`` or ``double`` to compare what they are worth.
public struct JSONNumber: Sendable, Hashable {
  /// The text, in the grammar of RFC 8259.
  public let text: String

  /// Makes a number from its text.
  ///
  /// - Returns: `nil` unless the whole text is a number in the grammar of RFC 8259: no sign but
  ///   `-`, no leading zero, digits on both sides of the point.
  public init?(_ text: String) {
    guard Self.isNumber(text.utf8) else { return nil }
    self.text = text
  }

  /// Makes a number from an integer.
  public init(_ value: Int) {
    text = String(value)
  }

  /// Makes a number from the shortest text that gives `value` back.
  ///
  /// - Returns: `nil` for infinity and for what is not a number: JSON has no word for them.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = value.description
  }

  /// Makes a number from a text that the reader has found to be one.
  @inlinable
  init(validated text: String) {
    self.text = text
  }

  /// The nearest `Double`; infinity if the number is larger than any.
  public var double: Double { Double(text) ?? .nan }
}

extension JSONNumber: ExpressibleByIntegerLiteral {
  /// Makes a number from an integer literal.
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

extension JSONNumber: CustomStringConvertible {
  /// The text as it was written.
  public var description: String { text }
}
