// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import TestSupport

/// Writes JSON values on one line with random whitespace, escapes and order of members.
struct Respelling {
  private var generator: WireGenerator
  /// The whitespace of the whole text: most writers are consistent.
  private let comma: String
  private let colon: String
  private let edge: String
  private let escapes: Bool
  private let shuffles: Bool
  private let varies: Bool

  init(_ generator: WireGenerator) {
    var generator = generator
    comma = generator.pick([",", ", ", " , ", ",\t"])
    colon = generator.pick([":", ": ", " : "])
    edge = generator.pick(["", "", " "])
    escapes = generator.chance(30)
    shuffles = generator.chance(30)
    varies = generator.chance(20)
    self.generator = generator
  }

  /// Returns the text of a value.
  mutating func text(_ value: JSONValue) -> String {
    switch value {
    case .null, .bool, .number: return value.jsonText()
    case .string(let text): return string(text)
    case .array(let elements):
      return "[" + elements.map { text($0) }.joined(separator: space(comma)) + "]"
    case .object(let object):
      var members = object.map { string($0.name) + space(colon) + text($0.value) }
      if shuffles {
        for position in members.indices {
          members.swapAt(position, generator.number(below: position + 1))
        }
      }
      return "{" + space(edge) + members.joined(separator: space(comma)) + space(edge) + "}"
    }
  }

  private mutating func space(_ usual: String) -> String {
    varies ? usual + generator.pick(["", " ", "\t"]) : usual
  }

  private mutating func string(_ text: String) -> String {
    guard escapes else { return text.jsonText() }
    return "\"" + text.unicodeScalars.map { escaped($0) }.joined() + "\""
  }

  private mutating func escaped(_ scalar: Unicode.Scalar) -> String {
    // By scalar: as a character, a quote can include what follows it.
    let quoted = String(scalar).jsonText().unicodeScalars
    let plain = String(String.UnicodeScalarView(quoted.dropFirst().dropLast()))
    guard generator.chance(20), scalar.value < 0x1_0000 else { return plain }
    let digits = String(scalar.value, radix: 16, uppercase: generator.chance(50))
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
