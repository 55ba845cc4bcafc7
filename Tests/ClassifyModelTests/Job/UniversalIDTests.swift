// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import TestSupport
import Testing

@Suite struct UniversalIDTests {
  /// The examples of RFC 9562, appendices A and B, and its nil and max UUIDs.
  @Test(arguments: [
    ("C232AB00-9414-11EC-B3C8-9F6BDECED846", 1, true),
    ("5df41881-3aed-3515-88a7-2f4a814cf09e", 3, true),
    ("919108f7-52d1-4320-9bac-f847db4148a8", 4, true),
    ("2ed6657d-e927-568b-95e1-2665a8aea6a2", 5, true),
    ("1EC9414C-232A-6B00-B3C8-9F6BDECED846", 6, true),
    ("017F22E2-79B0-7CC3-98C4-DC0C0C07398F", 7, true),
    ("2489E9AD-2EE2-8E00-8EC9-32D5F69181C0", 8, true),
    ("00000000-0000-0000-0000-000000000000", 0, false),
    ("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", 15, false),
  ])
  func parsesEitherCaseAndWritesLowercase(
    text: String, version: Int, hasStandardVariant: Bool
  ) throws {
    let id = try #require(UniversalID(text))
    #expect(id.description == text.lowercased())
    #expect(id.version == version)
    #expect(id.hasStandardVariant == hasStandardVariant)
    #expect(id.bits == UInt128(text.filter { $0 != "-" }, radix: 16))
    #expect(UniversalID(text.lowercased()) == id)
  }

  @Test(arguments: [
    "", "919108f7-52d1-4320-9bac-f847db4148a", "919108f7-52d1-4320-9bac-f847db4148a80",
    "919108f752d143209bacf847db4148a8", "919108f7-52d1-4320-9bacf-847db4148a8",
    "919108f7-52d1-4320-9bac-f847db4148ag", "{919108f7-52d1-4320-9bac-f847db4148a8}",
    " 919108f7-52d1-4320-9bac-f847db4148a8", "919108f7-52d1-4320-9bac-f847db4148a8 ",
    "urn:uuid:919108f7-52d1-4320-9bac-f847db4148a8", "919108f7–52d1–4320–9bac–f847db4148a8",
    "９19108f7-52d1-4320-9bac-f847db4148a8", "9191-08f752d1-4320-9bac-f847db4148a8",
  ])
  func rejectsOtherText(text: String) {
    #expect(UniversalID(text) == nil)
  }

  @Test func setsOnlyVersionAndVariantBitsInVersion8() {
    #expect(
      UniversalID(version8: .max).description == "ffffffff-ffff-8fff-bfff-ffffffffffff")
    #expect(UniversalID(version8: 0).description == "00000000-0000-8000-8000-000000000000")
    let versionAndVariant: UInt128 = 0x8 << 76 | 0x2 << 62
    let fixed = [62, 63, 76, 77, 78, 79]
    for bit in 0..<128 where !fixed.contains(bit) {
      let free: UInt128 = 1 << bit
      let id = UniversalID(version8: free)
      #expect(id.bits == free | versionAndVariant)
      #expect(id.version == 8 && id.hasStandardVariant)
    }
  }

  /// The FNV reference's test vectors for 128 bits, with the six version and variant bits replaced.
  @Test(arguments: [
    ("", "6c62272e-07bb-8142-a2b8-21756295c58d"),
    ("a", "d228cb69-6f1a-8caf-b891-2b704e4a8964"),
    ("foobar", "343e1662-793c-84bf-af0d-3597ba446f18"),
  ])
  func derivesStableIDFromText(text: String, expected: String) {
    #expect(UniversalID(derivedFrom: text).description == expected)
  }

  @Test func roundTripsThroughText() {
    var generator = SeededGenerator(seed: 9562)
    for _ in 0..<10_000 {
      let id = UniversalID(bits: UInt128.random(in: .min ... .max, using: &generator))
      #expect(UniversalID(id.description) == id, "seed \(generator.seed)")
    }
  }
}
