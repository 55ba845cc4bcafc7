// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct UnknownMembersTests {
  @Test func returnsMembersByVersionAndParentInOrder() {
    let number = JSONValue.number(1)
    let unknownMembers = UnknownMembers(members: [
      UnknownMembers.Member(version: .v2, parent: "", name: "z", value: number),
      UnknownMembers.Member(version: .v1, parent: "", name: "a", value: "2"),
      UnknownMembers.Member(version: .v2, parent: "/result", name: "b", value: [:]),
      UnknownMembers.Member(version: .v2, parent: "", name: "c", value: .null),
    ])
    #expect(unknownMembers.object(of: .v2, in: "").jsonText() == #"{"z":1,"c":null}"#)
    #expect(unknownMembers.object(of: .v1, in: "") == ["a": "2"])
    #expect(unknownMembers.object(of: .v2, in: "/result") == ["b": [:]])
    #expect(unknownMembers.object(of: .v1, in: "/result") == [:])
  }

  /// A pointer writes `~` as `~0` and `/` as `~1` (RFC 6901, section 3).
  @Test(arguments: [
    ("", "a", "/a"), ("/result", "b", "/result/b"), ("", "", "/"), ("", "a/b", "/a~1b"),
    ("", "m~n", "/m~0n"), ("", "~1", "/~01"), ("/x", "~/é", "/x/~0~1é"),
  ])
  func escapesMemberNameInPointer(parent: String, name: String, pointer: String) {
    let member = UnknownMembers.Member(version: .v2, parent: parent, name: name, value: 1)
    #expect(member.pointer == pointer)
  }

  @Test func derivesJobOriginFromWritingVersionOrJobID() {
    let id = JobID.job("clj-1", .v2)
    var job = ClassifyJob(id: id, status: .pending, rules: [], projectID: "", userID: "")
    #expect(job.origin == .v2)
    job.unknownMembers.origin = .v1
    #expect(job.origin == .v1)
  }
}
