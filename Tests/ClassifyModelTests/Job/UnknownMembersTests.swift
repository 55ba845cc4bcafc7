// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct UnknownMembersTests {
  @Test func filtersMembersByVersionAndParent() {
    let members = [
      UnknownMembers.Member(version: .v2, parent: "", name: "a", json: "1.0"),
      UnknownMembers.Member(version: .v1, parent: "", name: "a", json: "2"),
      UnknownMembers.Member(version: .v2, parent: "/result", name: "b", json: "{}"),
      UnknownMembers.Member(version: .v2, parent: "", name: "c", json: "null"),
    ]
    let unknownMembers = UnknownMembers(members: members)
    #expect(unknownMembers.members(of: .v2, in: "") == [members[0], members[3]])
    #expect(unknownMembers.members(of: .v1, in: "") == [members[1]])
    #expect(unknownMembers.members(of: .v2, in: "/result") == [members[2]])
    #expect(unknownMembers.members(of: .v1, in: "/result").isEmpty)
  }

  @Test func isEmptyOnlyWithoutMembersAndNulls() {
    #expect(UnknownMembers().isEmpty)
    #expect(!UnknownMembers(nulls: [.usage]).isEmpty)
    #expect(
      !UnknownMembers(members: [.init(version: .v1, parent: "", name: "a", json: "1")]).isEmpty)
  }

  /// A pointer writes `~` as `~0` and `/` as `~1` (RFC 6901, section 3).
  @Test(arguments: [
    ("", "a", "/a"), ("/result", "b", "/result/b"), ("", "", "/"), ("", "a/b", "/a~1b"),
    ("", "m~n", "/m~0n"), ("", "~1", "/~01"), ("/x", "~/é", "/x/~0~1é"),
  ])
  func escapesMemberNameInPointer(parent: String, name: String, pointer: String) {
    let member = UnknownMembers.Member(version: .v2, parent: parent, name: name, json: "1")
    #expect(member.pointer == pointer)
  }

  @Test func derivesJobOriginFromWritingVersionOrJobID() {
    let id = JobID.v2("clj-1")
    var job = ClassifyJob(id: id, status: .pending, rules: [], projectID: "", userID: "")
    #expect(job.origin == .v2)
    job.unknownMembers.origin = .v1
    #expect(job.origin == .v1)
  }
}
