// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import TestSupport
import Testing

@testable import ClassifyV2

@Suite struct GroupCacheTests {
  private func newGroup(_ seed: UInt64 = 4) throws -> GroupID {
    var generator = SeededGenerator(seed: seed)
    return try #require(
      GroupID(milliseconds: 1_790_000_000_000, memberCount: 3, using: &generator))
  }

  private func jobs(_ ids: [Int: String]) throws -> [Int: V2.Job] {
    try ids.mapValues { id in
      try V2.Job(
        json: """
          {"id":"\(id)","configuration":{"rules":[]},"document_input_type":"file_id",\
          "project_id":"p","status":"PENDING","user_id":"u"}
          """)
    }
  }

  /// A search that began while the group was created can end after its creation.
  @Test func keepsMembersThatLaterSearchHasNotFound() throws {
    let cache = GroupCache(capacity: 10)
    let group = try newGroup()
    cache.store(try jobs([0: "a", 1: "b", 2: "c"]), of: group, organizationID: nil)
    cache.store(try jobs([0: "a", 1: "B"]), of: group, organizationID: nil)
    #expect(cache[group]?.members == [0: "a", 1: "B", 2: "c"])
  }

  @Test func forgetsOldestGroupsBeyondCapacity() throws {
    let cache = GroupCache(capacity: 4)
    let groups = try (1...3).map { try newGroup($0) }
    for group in groups.prefix(2) {
      cache.store(try jobs([0: "a"]), of: group, organizationID: nil)
      cache.store(try jobs([1: "b"]), of: group, organizationID: nil)
    }
    #expect(groups.prefix(2).allSatisfy { cache[$0]?.members.count == 2 })
    cache.store(try jobs([0: "a"]), of: groups[2], organizationID: nil)
    #expect(cache[groups[0]] == nil)
    #expect(cache[groups[1]]?.members.count == 2)
    #expect(cache[groups[2]]?.members.count == 1)
  }
}
