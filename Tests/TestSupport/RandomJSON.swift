// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// Generates JSON values of every kind, with the most error-prone strings and numbers.
public struct RandomJSON: Sendable {
  private static let alphabet: [String] = [
    "a", "Z", "0", " ", "/", "\\", "\"", "\u{0}", "\u{1F}", "\u{7F}", "\n", "\t", "é", "e\u{301}",
    "ß", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FEFF}", "\u{FFFF}", "\u{10000}", "😀",
    "\u{10FFFF}", "{", "}", "[", "]", ":", ",",
  ]

  private var generator: SeededGenerator

  /// Creates a source of values from a generator.
  public init(_ generator: SeededGenerator) {
    self.generator = generator
  }

  /// Returns the next value, at most `depth` levels deep.
  public mutating func value(depth: Int = 5) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
    case 0: .null
    case 1: .bool(Bool.random(using: &generator))
    case 2: .number(number())
    case 3, 4: .string(string())
    case 5, 6: .object(object(depth: depth - 1))
    default: .array((0..<count()).map { _ in value(depth: depth - 1) })
    }
  }

  /// Returns the next string, of up to 40 letters or mixed ASCII, control, and Unicode characters.
  public mutating func string() -> String {
    let plain = Bool.random(using: &generator)
    return (0..<Int.random(in: 0...40, using: &generator)).reduce(into: "") { text, _ in
      let letters = plain ? ["x", "y", "_"] : Self.alphabet
      text += letters[Int.random(in: 0..<letters.count, using: &generator)]
    }
  }

  /// Returns the next number, in any spelling that RFC 8259 allows.
  public mutating func number() -> JSONNumber {
    var text = Bool.random(using: &generator) ? "-" : ""
    text +=
      Bool.random(using: &generator) ? "0" : "\(Int.random(in: 1...12_345, using: &generator))"
    if Bool.random(using: &generator) { text += "." + digits() }
    if Bool.random(using: &generator) {
      text += ["e", "E", "e+", "E-"][Int.random(in: 0..<4, using: &generator)]
      text += "\(Int.random(in: 0...30, using: &generator))"
    }
    return JSONNumber(text) ?? 0
  }

  private mutating func object(depth: Int) -> JSONObject {
    var object = JSONObject()
    // Occasionally enough members to reach the code paths for large objects.
    let count = Int.random(in: 0..<40, using: &generator) == 0 ? 90 : count()
    for _ in 0..<count { object.append(string(), value(depth: depth)) }
    return object
  }

  private mutating func digits() -> String {
    (0...Int.random(in: 0...20, using: &generator)).reduce(into: "") { text, _ in
      text += "\(Int.random(in: 0...9, using: &generator))"
    }
  }

  private mutating func count() -> Int { Int.random(in: 0...6, using: &generator) }
}
