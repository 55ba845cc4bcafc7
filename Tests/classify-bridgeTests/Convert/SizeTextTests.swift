// SPDX-License-Identifier: Apache-2.0

#if CLI
import Testing

@testable import classify_bridge

@Suite struct SizeTextTests {
  @Test(arguments: [
    ("1", 1), ("1000000", 1_000_000), ("16MB", 16_000_000), ("16mb", 16_000_000),
    ("16MiB", 16_777_216), ("2k", 2_048), ("3G", 3_221_225_472), ("7B", 7),
  ])
  func readsUnits(text: String, bytes: Int) {
    #expect(SizeText(argument: text)?.bytes == bytes)
  }

  @Test(arguments: ["", "0", "MB", "-1", "1.5MB", "1 MB", "1TB", "9223372036854775807k", "x1"])
  func rejectsOtherText(text: String) {
    #expect(SizeText(argument: text) == nil)
  }
}
#endif
