// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Generates JSON as clients and servers of both versions might send it, including odd values.
///
/// The JSON can always be decoded: required members are present and of the right kind. All other
/// members can be absent, null, unknown, of another kind, or nonsense.
public struct WireGenerator {
  private var random: SeededGenerator
  /// The percentage of odd values; zero for half of the seeds.
  private var oddity = 0

  /// Creates a generator from a seed.
  public init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    oddity = chance(50) ? 0 : 20
  }

  /// Returns true with a probability of `percent` in a hundred.
  public mutating func chance(_ percent: Int) -> Bool { number(below: 100) < percent }

  /// Returns a number from 0 to `bound`, exclusive.
  public mutating func number(below bound: Int) -> Int {
    Int(truncatingIfNeeded: (random.next() >> 1) % UInt64(bound))
  }

  /// Returns a random element.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// Returns whether the next value should be odd.
  mutating func isOdd() -> Bool { oddity > 0 && chance(oddity) }

  /// Returns a usual value, or sometimes an odd one.
  mutating func pick(_ usual: [JSONValue], odd: [JSONValue]) -> JSONValue {
    isOdd() ? pick(odd) : pick(usual)
  }

  /// Adds a member, or leaves it absent or null.
  mutating func add(_ name: String, _ value: JSONValue, to object: inout JSONObject) {
    switch number(below: 10) {
    case 0, 1, 2: break
    case 3: object.append(name, .null)
    default: object.append(name, value)
    }
  }

  /// Occasionally adds unknown members.
  mutating func addUnknown(to object: inout JSONObject) {
    guard chance(6) else { return }
    for _ in 0...number(below: 2) {
      object.append(pick(Pool.unknownNames), pick(Pool.unknownValues))
    }
  }

  mutating func text() -> JSONValue { .string(pick(Pool.texts)) }

  mutating func time() -> JSONValue {
    .string(isOdd() ? pick(Pool.oddTimes) : pick(Pool.times))
  }

  /// Returns a lowercase UUID, or sometimes an odd identifier.
  mutating func identifier() -> String {
    isOdd() ? pick(Pool.oddIdentifiers) : uuid()
  }

  mutating func uuid() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(36)
    var bits = random.next()
    for position in 0..<36 {
      switch position {
      case 8, 13, 18, 23: bytes.append(UInt8(ascii: "-"))
      case 14: bytes.append(UInt8(ascii: "4"))
      case 19: bytes.append(UInt8(ascii: "a"))
      default:
        if position == 20 { bits = random.next() }
        bytes.append(digits[Int(bits & 0xF)])
        bits >>= 4
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func rules(atLeast least: Int) -> JSONValue {
    let count = isOdd() ? number(below: 4) : chance(80) ? 1 : 2
    let first = number(below: Pool.ruleTypes.count)
    return .array(
      (0..<max(least, count)).map { position in
        var rule = JSONObject()
        rule.append("description", .string(isOdd() ? pick(Pool.texts) : pick(Pool.descriptions)))
        rule.append(
          "type",
          .string(
            isOdd()
              ? pick(Pool.texts) : Pool.ruleTypes[(first + position) % Pool.ruleTypes.count]))
        addUnknown(to: &rule)
        return .object(rule)
      })
  }

  mutating func result() -> JSONValue {
    var result = JSONObject()
    result.append("confidence", pick(Pool.confidences, odd: Pool.oddConfidences))
    result.append("reasoning", text())
    add("type", text(), to: &result)
    addUnknown(to: &result)
    return .object(result)
  }

  mutating func parsing(
    languages: [JSONValue], oddLanguages: [JSONValue], pages: [JSONValue], oddPages: [JSONValue]
  ) -> JSONValue {
    var parsing = JSONObject()
    add("lang", pick(languages, odd: oddLanguages), to: &parsing)
    add("max_pages", pick(Pool.maxPages, odd: Pool.oddMaxPages), to: &parsing)
    add("target_pages", pick(pages, odd: oddPages), to: &parsing)
    addUnknown(to: &parsing)
    return .object(parsing)
  }

  mutating func webhooks(events: [JSONValue]) -> JSONValue {
    .array(
      (0..<(chance(80) ? 1 : number(below: 3))).map { _ in
        var webhook = JSONObject()
        add(
          "webhook_events", .array((0..<number(below: 3)).map { _ in pick(events) }),
          to: &webhook)
        add("webhook_headers", pick(Pool.headers, odd: Pool.oddHeaders), to: &webhook)
        add("webhook_output_format", pick(["string", "json", "xml"]), to: &webhook)
        add("webhook_signing_secret", "hush", to: &webhook)
        webhook.append(
          "webhook_url", pick(["https://example.com/hook", "http://h/"], odd: Pool.oddURLs))
        addUnknown(to: &webhook)
        return .object(webhook)
      })
  }
}
