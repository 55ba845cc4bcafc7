// SPDX-License-Identifier: Apache-2.0

/// How sure a classification is, with the digits that the service wrote.
///
/// The contract says 0.0 to 1.0. A record with another number is kept; ``isInRange`` tells.
public struct Confidence: Sendable, Hashable {
  /// The number as it was written, such as `0.950`.
  public let text: String
  /// The number.
  public let value: Double

  /// Makes a confidence of the text of a JSON number.
  ///
  /// It is `nil` if the text is not a number in JSON; one beyond the range of `Double` is infinite.
  ///
  /// - Parameter text: The number as it was written.
  public init?(text: String) {
    guard Self.isJSONNumber(text), let value = Double(text) else { return nil }
    self.text = text
    self.value = value
  }

  /// Makes a confidence of a number.
  ///
  /// It is `nil` if it is not finite.
  ///
  /// - Parameter value: The number.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.value = value
    text = "\(value)"
  }

  /// Whether the number is from 0 to 1, as the contract says.
  public var isInRange: Bool { (0...1).contains(value) }
}

extension Confidence {
  /// Tells whether a text is a number of RFC 8259: it is written back as one, and Swift reads more,
  /// such as `+1`, `.5` and `0x1p-1`.
  private static func isJSONNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func take(_ characters: Unicode.Scalar...) -> Bool {
      guard let byte = rest.first, characters.contains(Unicode.Scalar(byte)) else { return false }
      rest.removeFirst()
      return true
    }
    func takeDigits() -> Bool {
      let count = rest.count
      rest = rest.drop { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      return rest.count < count
    }
    _ = take("-")
    guard take("0") || takeDigits() else { return false }
    if take("."), !takeDigits() { return false }
    if take("e", "E") {
      _ = take("+", "-")
      guard takeDigits() else { return false }
    }
    return rest.isEmpty
  }
}

extension Confidence: Comparable {
  /// Tells whether one number is less than another, whatever their digits.
  public static func < (left: Confidence, right: Confidence) -> Bool {
    left.value < right.value
  }
}

extension Confidence: CustomStringConvertible {
  /// The number as it was written.
  public var description: String { text }
}
