// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ClassifyHTTP

@Suite struct RedactorTests {
  private static let key = "llx-AbC/d\"e+f0123456789"

  @Test(arguments: [
    ("\(key)", "«redacted»"), ("a \(key) b \(key)", "a «redacted» b «redacted»"),
    ("\(key)\(key)", "«redacted»«redacted»"), ("llx-AbC/d\"e+ cut", "«redacted» cut"),
    ("llx-AbC", "llx-AbC"), ("", ""), ("a\r\n\u{1B}[2Jb", "a   [2Jb"),
    ("llx-AbC/d\\\"e+f0123456789", "«redacted»"), ("llx-AbC\\/d\\\"e+f0123456789", "«redacted»"),
    ("llx-AbC%2Fd%22e%2Bf0123456789", "«redacted»"),
  ])
  func redactsSecretsInEveryEncoding(text: String, expected: String) {
    #expect(Redactor([Self.key]).redacted(text) == expected)
  }

  @Test func redactsShortSecretsOnlyWhenComplete() {
    #expect(Redactor(["abc", "ab"]).redacted("xabcab") == "x«redacted»«redacted»")
    #expect(Redactor([""]).redacted("x") == "x")
  }

  @Test func truncatesBetweenCharacters() {
    let redactor = Redactor([Self.key])
    #expect(redactor.redacted("ééé", limit: 3) == "éé…")
    #expect(redactor.redacted("abc", limit: 3) == "abc")
    #expect(redactor.redacted("abcd", limit: 3) == "abc…")
    #expect(redactor.redacted("ab\(Self.key)", limit: 3) == "ab«redacted»")
  }

  @Test func redactsKeyInRandomText() {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let redactor = Redactor([Self.key])
    var found = 0
    for _ in 0..<2_000 {
      let pieces = (0..<6).map { _ in
        [Self.key, String(Self.key.prefix(7)), "l", "ll", "é", " "].randomElement(using: &generator)
          ?? ""
      }
      let text = pieces.joined()
      let limit = Int.random(in: 0...100, using: &generator)
      found += text.contains(Self.key) ? 1 : 0
      let result = redactor.redacted(text, limit: limit)
      #expect(!result.contains(Self.key.prefix(12)), "seed \(generator.seed)")
    }
    #expect(found > 100)
  }
}
