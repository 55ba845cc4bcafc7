// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct SystemTextTests {
  @Test(
    arguments: [
      (Array("Größe 東京".utf8), "Größe 東京"),
      ([0x63, 0xE9, 0x2E, 0x70], "c\\xE9.p"),
      // A sequence that ends too early, and a surrogate.
      ([0xE6, 0x9D, 0x41], "\\xE6\\x9DA"), ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
      // A character of the private range counts as bytes.
      ([0xF4, 0x8F, 0xBA, 0x80], "\\xF4\\x8F\\xBA\\x80"),
      // A name that looks like one with an escape.
      (Array("a\\xE9".utf8), "a\\x5CxE9"), (Array("a\\n".utf8), "a\\n"),
    ] as [([UInt8], String)])
  func keepsAndDisplaysBytes(bytes: [UInt8], displayed: String) {
    let text = SystemText.text(of: bytes)
    #expect(SystemText.bytes(of: text) == bytes)
    #expect(SystemText.displayed(text) == displayed)
  }

  @Test func printsEscapesOnTerminal() {
    #expect(PlainText.printable(SystemText.text(of: [0x61, 0xFF, 0x1B])) == "a\\xFF\u{FFFD}")
  }
}
