// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyHTTP

@Suite struct ShortURLTests {
  private static let start = "https://api.cloud.llamaindex.ai/api/v2/classify?"

  @Test(arguments: ["", start, start + String(repeating: "a", count: 200 - start.utf8.count)])
  func keepsShortURLs(url: String) {
    #expect(ShortURL.text(url) == url)
  }

  @Test func keepsBeginningAndEndOfLongQuery() {
    let ids = (1...50).map { "job_ids=3fa85f64-5717-4562-b3fc-2c963f66af\($0)" }
    let short = ShortURL.text(Self.start + ids.joined(separator: "&") + "&page_size=50")
    #expect(short.utf8.count <= 200)
    #expect(short.hasPrefix(Self.start + "job_ids=3fa85f64"))
    #expect(short.hasSuffix("&page_size=50"))
    #expect(short.contains("…"))
  }

  /// Cuts at every position of an escape and of a character.
  @Test(arguments: ["%C3%A9", "«redacted»", "é", "a%2F"], 0..<12)
  func keepsEscapesAndCharactersWhole(part: String, shift: Int) {
    let url =
      Self.start + String(repeating: "x", count: shift) + String(repeating: part, count: 100)
    let short = ShortURL.text(url)
    #expect(short.utf8.count <= 200)
    #expect(!short.contains("\u{FFFD}"))
    let escapes = short.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
    #expect(escapes.allSatisfy { $0.utf8.count >= 2 && UInt8($0.prefix(2), radix: 16) != nil })
    let halves = short.split(separator: "…")
    #expect(halves.count == 2)
    #expect(halves.first.map { url.hasPrefix($0) } == true)
    #expect(halves.last.map { url.hasSuffix($0) } == true)
    if part.first == "%", let tail = halves.last { #expect(tail.first == "%") }
  }
}
