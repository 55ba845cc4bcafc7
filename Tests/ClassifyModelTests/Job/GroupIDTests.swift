// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import TestSupport
import Testing

/// A generator that always returns the same number.
private struct ConstantGenerator: RandomNumberGenerator {
  let number: UInt64

  mutating func next() -> UInt64 { number }
}

@Suite struct GroupIDTests {
  /// The layout in bits: 48 of time, 4 of version, 12 of count, 2 of variant, 62 random.
  @Test(
    arguments: [
      (0x0123_4567_89AB, 0xABC, .max, "01234567-89ab-8abc-bfff-ffffffffffff"),
      (0x0123_4567_89AB, 0xABC, 0, "01234567-89ab-8abc-8000-000000000000"),
      (0, 1, 0, "00000000-0000-8001-8000-000000000000"),
      (0xFFFF_FFFF_FFFF, 4_095, 0, "ffffffff-ffff-8fff-8000-000000000000"),
      // The example of version 7 in RFC 9562: 2022-02-22T19:22:22Z.
      (1_645_557_742_000, 500, 0x1234_5678_9ABC_DEF0, "017f22e2-79b0-81f4-9234-56789abcdef0"),
    ] as [(Int64, Int, UInt64, String)])
  func encodesTimeAndMemberCount(
    milliseconds: Int64, memberCount: Int, random: UInt64, text: String
  ) throws {
    var generator = ConstantGenerator(number: random)
    let id = try #require(
      GroupID(milliseconds: milliseconds, memberCount: memberCount, using: &generator))
    #expect(id.description == text)
    #expect(id.milliseconds == milliseconds)
    #expect(id.memberCount == memberCount)
    #expect(id.uuid.version == 8)
    #expect(id.uuid.hasStandardVariant)
    #expect(GroupID(text) == id)
    #expect(GroupID(text.uppercased()) == id)
    #expect(GroupID(milliseconds: milliseconds, memberCount: memberCount, random: random) == id)
    #expect(id.randomBits == random & 0x3FFF_FFFF_FFFF_FFFF)
  }

  @Test func acceptsOnlyMemberCountsFrom1To4095() {
    var generator = SeededGenerator(seed: 4_095)
    for count in 1...4_095 {
      let id = GroupID(milliseconds: 1, memberCount: count, using: &generator)
      #expect(id?.memberCount == count)
      #expect(id?.milliseconds == 1)
    }
    for count in [Int.min, -1, 0, 4_096, Int.max] {
      #expect(GroupID(milliseconds: 1, memberCount: count, using: &generator) == nil)
    }
  }

  @Test func keepsLower48BitsOfTime() {
    var generator = SeededGenerator(seed: 48)
    for milliseconds in [Int64.min, -1, 1 << 48, .max] {
      let id = GroupID(milliseconds: milliseconds, memberCount: 7, using: &generator)
      #expect(id?.milliseconds == milliseconds & 0xFFFF_FFFF_FFFF)
      #expect(id?.memberCount == 7)
      #expect(id?.uuid.version == 8)
    }
  }

  @Test(arguments: [
    "", "clj-1", "919108f7-52d1-4320-9bac-f847db4148a8",
    // Version 8, but without members or with another variant.
    "01234567-89ab-8000-8000-000000000000", "01234567-89ab-8001-c000-000000000000",
    "01234567-89ab-8001-4000-000000000000",
  ])
  func rejectsOtherText(text: String) {
    #expect(GroupID(text) == nil)
  }
}

@Suite struct GroupMemberKeyTests {
  static let uuid = "01234567-89ab-8abc-bfff-ffffffffffff"

  @Test(arguments: [0, 1, 499, 4_094, Int.max])
  func roundTripsThroughText(index: Int) throws {
    let key = GroupMemberKey(group: try #require(UniversalID(Self.uuid)), index: index)
    #expect(key.description == "cb1.\(Self.uuid).\(index)")
    #expect(GroupMemberKey(key.description) == key)
  }

  @Test func acceptsGroupUUIDOfAnyVersion() {
    // A v1 job's UUID, whose UUID version differs from that of a group.
    let key = GroupMemberKey("cb1.919108f7-52d1-4320-9bac-f847db4148a8.2")
    #expect(key?.group.version == 4)
    #expect(key?.index == 2)
  }

  @Test(arguments: [
    "", "cb1", "cb1.", "cb1..", "cb1.\(uuid)", "cb1.\(uuid).", "cb1.\(uuid).-1", "cb1.\(uuid).+1",
    "cb1.\(uuid).01", "cb1.\(uuid).1.2", "cb1.\(uuid). 1", "cb1.\(uuid).x", "cb2.\(uuid).1",
    "CB1.\(uuid).1", "cb1.0.1", " cb1.\(uuid).1", "cb1.\(uuid).9223372036854775808",
    "cb1.\(uuid).１",
  ])
  func rejectsOtherText(text: String) {
    #expect(GroupMemberKey(text) == nil)
  }
}
