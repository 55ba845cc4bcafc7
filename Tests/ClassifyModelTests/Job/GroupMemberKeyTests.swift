// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct GroupMemberKeyTests {
  static let uuid = "01234567-89ab-8abc-bfff-ffffffffffff"

  @Test(arguments: [0, 1, 499, 4_094, Int.max])
  func hasOneTextThatReadsBack(index: Int) throws {
    let key = GroupMemberKey(group: try #require(UniversalID(Self.uuid)), index: index)
    #expect(key.description == "cb1.\(Self.uuid).\(index)")
    #expect(GroupMemberKey(key.description) == key)
  }

  @Test func tiesJobsOfAnyUUIDTogether() {
    // The UUID of a v1 job, which is of another version than a group's.
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
  func refusesOtherTexts(text: String) {
    #expect(GroupMemberKey(text) == nil)
  }
}
