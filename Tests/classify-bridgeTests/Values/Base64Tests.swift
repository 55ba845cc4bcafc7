// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct Base64Tests {
  // RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func vectorsOfTheStandard(text: String, encoded: String) {
    #expect(Base64.text(of: Array(text.utf8)) == encoded)
  }

  @Test func theLastLettersOfTheAlphabet() {
    #expect(Base64.text(of: [0xFB, 0xFF, 0xBF]) == "+/+/")
  }
}
