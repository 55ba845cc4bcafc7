// SPDX-License-Identifier: Apache-2.0

#if CLI
import Testing

@testable import classify_bridge

@Suite struct SizeTextTests {
  @Test(arguments: [
    ("1", 1), ("65536", 65_536), ("7B", 7), ("16MB", 16_000_000), ("16mb", 16_000_000),
    ("64KiB", 65_536), ("16MiB", 16_777_216), ("2k", 2_048), ("3G", 3_221_225_472),
    ("1GiB", 1_073_741_824), ("1024GiB", 1_099_511_627_776),
  ])
  func readsUnits(text: String, bytes: Int) throws {
    #expect(try SizeText(text).bytes == bytes)
  }

  @Test(arguments: [
    ("", "not a size"), ("KiB", "not a size"), ("-1", "not a size"), ("+1", "not a size"),
    ("1.5MiB", "not a size"), ("1 MiB", "not a size"), ("1TB", "not a size"), ("x1", "not a size"),
    ("١", "not a size"), ("99999999999999999999", "not a size"), ("0", "at least 1 byte"),
    ("0KiB", "at least 1 byte"), ("1025GiB", "at most 1024GiB"),
    ("9223372036854775807k", "at most 1024GiB"),
  ])
  func rejectsOtherText(text: String, reason: String) {
    let error = #expect(throws: CommandFailure.self) { try SizeText(text) }
    #expect(error?.description.hasPrefix(text.debugDescription) == true)
    #expect(error?.description.contains(reason) == true)
  }

  @Test(arguments: [
    (1, "1"), (1_001, "1001"), (1_000, "1kB"), (65_536, "64KiB"), (16_000_000, "16MB"),
    (3 << 20, "3MiB"), (2_000_000_000, "2GB"), (1 << 30, "1GiB"),
  ])
  func printsLargestUnit(bytes: Int, text: String) throws {
    #expect(SizeText(bytes: bytes).description == text)
    #expect(try SizeText(text).bytes == bytes)
  }
}
#endif
