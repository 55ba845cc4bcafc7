// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct ResidueTests {
  @Test func membersGoBackToTheirVersionAndTheirObject() {
    let members = [
      Residue.Member(version: .v2, parent: "", name: "a", json: "1.0"),
      Residue.Member(version: .v1, parent: "", name: "a", json: "2"),
      Residue.Member(version: .v2, parent: "/result", name: "b", json: "{}"),
      Residue.Member(version: .v2, parent: "", name: "c", json: "null"),
    ]
    let residue = Residue(members: members)
    #expect(residue.members(of: .v2, in: "") == [members[0], members[3]])
    #expect(residue.members(of: .v1, in: "") == [members[1]])
    #expect(residue.members(of: .v2, in: "/result") == [members[2]])
    #expect(residue.members(of: .v1, in: "/result").isEmpty)
  }

  @Test func isEmptyOnlyWithoutMembersAndNulls() {
    #expect(Residue().isEmpty)
    #expect(!Residue(nulls: [.usage]).isEmpty)
    #expect(
      !Residue(members: [.init(version: .v1, parent: "", name: "a", json: "1")]).isEmpty)
  }
}
