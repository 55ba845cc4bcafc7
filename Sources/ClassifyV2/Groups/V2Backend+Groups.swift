// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

// Lookup of a group's members by the group's ID alone.
extension V2Backend {
  /// The number of IDs per query, which keeps the URL within common length limits.
  private static let idsPerQuery = 50
  /// The expected clock skew between a group's creator and the service, in milliseconds.
  private static let expectedClockSkew: Int64 = 15 * 60_000
  /// The time after a group's creation in which members are looked up first, in milliseconds.
  private static let creationWindow: Int64 = 60 * 60_000
  /// The maximum time by which the clock of a group's creator may be ahead, in milliseconds.
  private static let maximumClockSkew: Int64 = 24 * 60 * 60_000

  /// The creation times in which members are looked up.
  enum SearchWindow {
    /// Around the group's creation time: one list of bounded length.
    case aroundCreation
    /// Also earlier, by up to the maximum clock skew, and at any later time.
    case extended
  }

  /// Reads a group; throws an error unless all its members exist.
  func group(_ id: GroupID) async throws -> ClassifyJob {
    try model(of: id, members: try await completeMembers(of: id))
  }

  /// Combines the existing members of a group into one job.
  ///
  /// A group with missing members is unfinished unless all the others were cancelled.
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

  /// Returns all members of a group; throws an error if any is missing.
  func completeMembers(of id: GroupID) async throws -> [Int: V2.Job] {
    let members = try await members(of: id)
    guard !members.isEmpty else { throw Self.noSuchGroup(id, operation: "classify.get") }
    let missing = (0..<id.memberCount).filter { members[$0] == nil }
    guard missing.isEmpty else {
      throw ClassifyError(
        code: .incompleteGroup,
        message: "the group \(id) has \(id.memberCount) members and \(missing.count) of them do "
          + "not exist; the first is number \(missing[0]); submit its request again with the "
          + "group's ID to create the missing ones",
        operation: "classify.get")
    }
    return members
  }

  static func noSuchGroup(_ id: GroupID, operation: String) -> ClassifyError {
    ClassifyError(
      code: .notFound,
      message: "no job of the group \(id) exists in this project; check the ID and the project",
      operation: operation)
  }

  /// Returns the existing members by position, found by their cached IDs or else by their keys.
  func members(
    of id: GroupID, within window: SearchWindow = .extended
  ) async throws -> [Int: V2.Job] {
    var found: [Int: V2.Job] = [:]
    let known = knownMembers.members(of: id).sorted { $0.key < $1.key }.map(\.value)
    for start in stride(from: 0, to: known.count, by: Self.idsPerQuery) {
      let ids = Array(known[start..<min(start + Self.idsPerQuery, known.count)])
      try await collect(
        id, V2.ClassifyListParams(jobIDs: ids, pageSize: Self.idsPerQuery), into: &found)
    }
    // Most groups are created within a short time; a resubmitted one may have later members.
    let begin = id.milliseconds - Self.expectedClockSkew
    let end = id.milliseconds + Self.creationWindow
    var intervals: [(Int64, Int64?)] = [(begin, end)]
    if window == .extended {
      intervals += [(end, nil), (id.milliseconds - Self.maximumClockSkew, begin)]
    }
    for interval in intervals where found.count < id.memberCount {
      let query = V2.ClassifyListParams(
        createdAtOnOrAfter: Timestamp.Instant(milliseconds: interval.0).description,
        createdAtOnOrBefore: interval.1.map { Timestamp.Instant(milliseconds: $0).description },
        pageSize: 100)
      try await collect(id, query, into: &found)
    }
    knownMembers.store(found.mapValues(\.id), of: id)
    return found
  }

  /// Adds a group's members from a list, until all are found.
  private func collect(
    _ id: GroupID, _ query: V2.ClassifyListParams, into found: inout [Int: V2.Job]
  ) async throws {
    let list = Paged<V2.Job> { [client] token in
      try await client.send(V2Calls.list(query, pageToken: token)).value.page
    }
    for try await page in list.pages {
      for job in page.items {
        if let (group, index) = Self.memberPosition(of: job), group == id { found[index] = job }
      }
      if found.count == id.memberCount { return }
    }
  }
}
