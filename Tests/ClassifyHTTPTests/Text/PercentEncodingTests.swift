// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import TestSupport
import Testing

@Suite struct PercentEncodingTests {
  /// RFC 3986 §2.3.
  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

  @Test func encodesAllASCIIExceptUnreserved() throws {
    for byte in UInt8.min...0x7F {
      let text = "a\(Unicode.Scalar(byte))"
      let hexadecimal = String(byte, radix: 16, uppercase: true)
      let expected =
        Self.unreserved.contains(byte) ? text : "a%\(byte < 16 ? "0" : "")\(hexadecimal)"
      #expect(PercentEncoding.queryComponent(text) == expected)
      #expect(try PercentEncoding.pathSegment(text) == expected)
    }
  }

  @Test(arguments: [
    ("2026-01-02T03:04:05+00:00", "2026-01-02T03%3A04%3A05%2B00%3A00"), ("a b", "a%20b"),
    ("é", "%C3%A9"), ("😀", "%F0%9F%98%80"), ("a/b", "a%2Fb"), ("%2F", "%252F"), ("", ""),
  ])
  func encodesKnownTexts(text: String, encoded: String) {
    #expect(PercentEncoding.queryComponent(text) == encoded)
  }

  @Test(arguments: ["", ".", "..", "%2e", "%2E%2e", ".%2E"])
  func rejectsEmptyAndDotSegments(text: String) {
    let error = #expect(throws: ClassifyError.self) { try PercentEncoding.pathSegment(text) }
    #expect(error?.code == .invalidRequest)
    #expect(error?.message.contains(text.debugDescription) == true)
  }

  @Test(arguments: [("a", 1_000), ("é", 500)])
  func boundsSizeOfIDs(character: String, count: Int) throws {
    let longest = String(repeating: character, count: count)
    #expect(decoded(try PercentEncoding.pathSegment(longest)) == Array(longest.utf8))
    let error = #expect(throws: ClassifyError.self) {
      try PercentEncoding.pathSegment(longest + "b")
    }
    #expect(error?.code == .invalidRequest)
    #expect(error?.message.contains("1001 bytes") == true)
    #expect((error?.message.utf8.count ?? 0) < 200)
  }

  /// Quadratic time would take hours.
  @Test(.timeLimit(.minutes(15)))
  func takesLinearTime() {
    let text = String(repeating: "%2e/é", count: 100_000)
    #expect(PercentEncoding.queryComponent(text).utf8.count == 100_000 * (5 + 3 + 6))
    #expect(throws: ClassifyError.self) { try PercentEncoding.pathSegment(text) }
  }

  @Test(arguments: ["../x", "a/../b", "...", ".a", "a?b#c", "a\r\nHost: b", "a\u{0}"])
  func keepsIDInOneSegment(text: String) throws {
    let segment = try PercentEncoding.pathSegment(text)
    #expect(!segment.utf8.contains { "/?#\r\n\0".utf8.contains($0) })
    #expect(decoded(segment) == Array(text.utf8))
  }

  @Test func roundTripsRandomText() {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    for _ in 0..<2_000 {
      let scalars = (0..<Int.random(in: 1...12, using: &generator)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x1_FFFF, using: &generator))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let encoded = PercentEncoding.queryComponent(text)
      #expect(decoded(encoded) == Array(text.utf8), "seed \(generator.seed)")
      #expect(encoded.utf8.allSatisfy { Self.unreserved.contains($0) || $0 == 0x25 })
    }
  }

  /// Percent-decodes text, independently of the code under test.
  private func decoded(_ text: String) -> [UInt8] {
    let parts = text.split(separator: "%", omittingEmptySubsequences: false)
    return parts.enumerated().flatMap { index, part -> [UInt8] in
      guard index > 0 else { return Array(part.utf8) }
      return [UInt8(part.prefix(2), radix: 16) ?? 0] + part.dropFirst(2).utf8
    }
  }
}

@Suite struct QueryItemsTests {
  @Test func keepsOrderAndOmitsNil() {
    var query: QueryItems = ["b": "1", "a": nil, "c": ""]
    query.append("page_size", 20)
    query.append("none", nil as Int?)
    #expect(query.encoded == "b=1&c=&page_size=20")
  }

  @Test func repeatsNameForLists() {
    var query = QueryItems()
    query.append("job_ids", ["a", "b"])
    query.append("empty", [])
    #expect(query.encoded == "job_ids=a&job_ids=b")
  }

  @Test func encodesNamesAndValues() {
    let query: QueryItems = ["a&b": "c=d+e f"]
    #expect(query.encoded == "a%26b=c%3Dd%2Be%20f")
  }
}
