// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV2
import TestSupport
import Testing

@Suite struct GroupMembersTests {
  private func job(_ name: String, _ key: String, _ time: String) throws -> V2.Job {
    try V2.Job(
      json: """
        {"id":"\(name)","configuration":{"rules":[]},"document_input_type":"file_id",\
        "project_id":"p","status":"PENDING","user_id":"u","created_at":"\(time)",\
        "transaction_id":"\(key)"}
        """)
  }

  private func newGroup(memberCount: Int) throws -> GroupID {
    var generator = SeededGenerator(seed: 4)
    return try #require(
      GroupID(milliseconds: 1_790_000_000_000, memberCount: memberCount, using: &generator))
  }

  @Test func choosesFirstCreatedOfRepeatedMembers() throws {
    let id = try newGroup(memberCount: 2)
    let jobs = try [
      job("b", "cb1.\(id).0", "2026-01-01T00:00:01Z"),
      job("a", "cb1.\(id).0", "2026-01-01T00:00:02Z"),
      job("c", "cb1.\(id).0", "2026-01-01T00:00:00Z"),
      job("d", "cb1.\(id).1", "2026-01-01T00:00:00Z"),
      job("c", "cb1.\(id).0", "2026-01-01T00:00:00Z"),
    ]
    for order in [jobs, jobs.reversed()] {
      var members = GroupMembers(id)
      for job in order { members.insert(job) }
      #expect(members.jobs.mapValues(\.id) == [0: "c", 1: "d"])
      #expect(members.isComplete)
      #expect(Set(members.repetitions.map(\.id)) == ["a", "b"])
      #expect(members.notes.map(\.code) == [.memberRepeated, .memberRepeated])
    }
  }

  @Test(arguments: ["", "order-1", "cb1.x.0", "cb1.GROUP.2", "cb1.GROUP.-1", "cb1.OTHER.0"])
  func ignoresOtherJobs(key: String) throws {
    let id = try newGroup(memberCount: 2)
    let key = key.replacing("GROUP", with: id.description)
      .replacing("OTHER", with: "019a0f2c-3d4e-8002-8a1b-2c3d4e5f6071")
    var members = GroupMembers(id)
    members.insert(try job("a", key, "2026-01-01T00:00:00Z"))
    #expect(members.jobs.isEmpty)
    #expect(members.repetitions.isEmpty)
  }
}
