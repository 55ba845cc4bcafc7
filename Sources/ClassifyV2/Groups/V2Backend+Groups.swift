// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

// Finds the members of a group with nothing but its id.
extension V2Backend {
  /// How many ids one query names: their URL stays below what servers take.
  private static let idsPerQuery = 50
  /// How far the clock of whoever made a group may be from the service's.
  private static let clockSkew: Int64 = 15 * 60_000
  /// How long after a group was made its members are looked for first.
  private static let usualCreationTime: Int64 = 60 * 60_000
  /// How far the clock of whoever made a group may be ahead at the very most.
  private static let wildClockSkew: Int64 = 24 * 60 * 60_000

  /// How far members are looked for.
  enum Search {
    /// Around the time at which the group was made: one list of bounded length.
    case aroundCreation
    /// Also before, as far as a wrong clock may have put them, and at any time after.
    case everywhere
  }

  /// Reads a group whose members all exist.
  func group(_ id: GroupID) async throws -> ClassifyJob {
    try model(of: id, members: try await completeMembers(of: id))
  }

  /// Makes one job of the members of a group that exist.
  ///
  /// A group is not finished as long as members are missing, unless the others were all cancelled.
  func model(of id: GroupID, members: [Int: V2.Job]) throws(ClassifyError) -> ClassifyJob {
    let ordered = members.sorted { $0.key < $1.key }.map(\.value)
    guard var job = translator.job(fromGroup: ordered, id: .group(id))?.value else {
      throw Self.noSuchGroup(id, operation: "classify.get")
    }
    if members.count < id.memberCount, job.status.isFinished, job.status != .cancelled {
      job.status = .pending
    }
    return job
  }

  func completeMembers(of id: GroupID) async throws -> [Int: V2.Job] {
    let members = try await members(of: id)
    guard !members.isEmpty else { throw Self.noSuchGroup(id, operation: "classify.get") }
    let missing = (0..<id.memberCount).filter { members[$0] == nil }
    guard missing.isEmpty else {
      throw ClassifyError(
        code: .incompleteGroup,
        message: "the group \(id) has \(id.memberCount) members and \(missing.count) of them do "
          + "not exist, the first is number \(missing[0]); submit its request again with the "
          + "group's id to create what is missing",
        operation: "classify.get")
    }
    return members
  }

  static func noSuchGroup(_ id: GroupID, operation: String) -> ClassifyError {
    ClassifyError(
      code: .notFound,
      message: "no job of the group \(id) exists in this project; check the id and the project",
      operation: operation)
  }

  /// Finds the members that exist, by their ids if this process knows them and else by their keys.
  func members(
    of id: GroupID, searching search: Search = .everywhere
  ) async throws -> [Int: V2.Job] {
    var found: [Int: V2.Job] = [:]
    let known = knownMembers.members(of: id).sorted { $0.key < $1.key }.map(\.value)
    for start in stride(from: 0, to: known.count, by: Self.idsPerQuery) {
      let ids = Array(known[start..<min(start + Self.idsPerQuery, known.count)])
      try await collect(
        id, V2.ClassifyListParams(jobIDs: ids, pageSize: Self.idsPerQuery), into: &found)
    }
    // Most groups are created at once; one that was taken up again may have later members.
    let begin = id.milliseconds - Self.clockSkew
    let end = id.milliseconds + Self.usualCreationTime
    var windows: [(Int64, Int64?)] = [(begin, end)]
    if search == .everywhere {
      windows += [(end, nil), (id.milliseconds - Self.wildClockSkew, begin)]
    }
    for window in windows where found.count < id.memberCount {
      let query = V2.ClassifyListParams(
        createdAtOnOrAfter: Timestamp.Instant(milliseconds: window.0).description,
        createdAtOnOrBefore: window.1.map { Timestamp.Instant(milliseconds: $0).description },
        pageSize: 100)
      try await collect(id, query, into: &found)
    }
    knownMembers.remember(found.mapValues(\.id), of: id)
    return found
  }

  /// Adds the members on a list, until all are found.
  private func collect(
    _ id: GroupID, _ query: V2.ClassifyListParams, into found: inout [Int: V2.Job]
  ) async throws {
    let list = Paged<V2.Job> { [client] token in
      try await client.send(V2Calls.list(query, pageToken: token)).value.page
    }
    for try await page in list.pages {
      for job in page.items {
        if let (group, index) = Self.place(of: job), group == id { found[index] = job }
      }
      if found.count == id.memberCount { return }
    }
  }
}
