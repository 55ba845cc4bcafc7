// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Reads the jobs that match a query.
  ///
  /// A group is listed once, in the place of its first member; a page can so have fewer jobs than
  /// the service's. One that has members missing is listed, too, as unfinished; members that were
  /// created more than an hour after their group count as missing here, unless this process has
  /// seen them. The status of a group is that of all its members, so with groups a query by
  /// status is filtered here; without (``V2Options/listsGroups``) the service does it.
  ///
  /// - Parameter query: Which jobs.
  /// - Returns: The list.
  public func jobs(matching query: JobQuery) -> JobPages {
    let groups = query.jobIDs.compactMap { id in
      if case .group(let group) = id { group } else { nil }
    }
    let singles = query.jobIDs.compactMap { $0.text(in: .v2) }
    if !query.jobIDs.isEmpty, singles.isEmpty {
      // Groups are found one by one, and nothing else was asked for.
      return Paged { _ in
        var jobs: [ClassifyJob] = []
        for group in groups { jobs += try await self.listed(group) }
        return Paged.Page(items: jobs.filter(query.matches), nextToken: nil)
      }
    }
    let listQuery = V2.ClassifyListParams(
      configurationID: query.configurationID,
      createdAtOnOrAfter: query.createdOnOrAfter?.text,
      createdAtOnOrBefore: query.createdOnOrBefore?.text, jobIDs: singles,
      pageSize: query.pageSize,
      status: options.listsGroups ? nil : query.status.flatMap(wireStatus))
    let list = Paged<V2.Job>(from: query.resumeToken) { [client] token in
      try await client.send(V2Calls.list(listQuery, pageToken: token)).value.page
    }
    let foldsGroups = options.listsGroups && singles.isEmpty
    return Paged(from: query.resumeToken) { token in
      let page = try await list.page(token)
      var jobs: [ClassifyJob] = []
      if token == nil {
        for group in groups { jobs += try await self.listed(group).filter(query.matches) }
      }
      for job in page.items {
        jobs += try await self.listed(job, on: page.items, foldsGroups: foldsGroups)
      }
      return Paged.Page(
        items: jobs.filter { Self.matches($0, query) }, nextToken: page.nextToken,
        totalSize: page.totalSize)
    }
  }

  /// Returns what a job of the service's list is in this list: itself, its group, or nothing.
  private func listed(
    _ job: V2.Job, on page: [V2.Job], foldsGroups: Bool
  ) async throws -> [ClassifyJob] {
    guard foldsGroups, let (group, index) = Self.place(of: job) else {
      return [translator.job(from: job).value]
    }
    guard index == 0 else { return [] }
    var members: [Int: V2.Job] = [:]
    for other in page {
      if let (owner, index) = Self.place(of: other), owner == group { members[index] = other }
    }
    if members.count < group.memberCount {
      members.merge(try await self.members(of: group, searching: .aroundCreation)) { $1 }
    }
    return [try model(of: group, members: members)]
  }

  /// Returns a group that was asked for, or nothing if it has no member.
  private func listed(_ group: GroupID) async throws -> [ClassifyJob] {
    let members = try await members(of: group)
    return members.isEmpty ? [] : [try model(of: group, members: members)]
  }

  /// The group that a job is a member of, and its place there.
  static func place(of job: V2.Job) -> (GroupID, Int)? {
    guard let key = job.memberKey, case .group(let group) = key.owner,
      key.index < group.memberCount
    else { return nil }
    return (group, key.index)
  }

  /// The query is asked of the service; what is left to do here is a group's status.
  private static func matches(_ job: ClassifyJob, _ query: JobQuery) -> Bool {
    query.status.map { job.status == $0 } ?? true
  }

  /// The service's word for a status; `nil` if the dialect has none to filter by.
  private func wireStatus(_ status: JobStatus) -> V2.Status? {
    let word: V2.Status? = status.word()
    return word == .cancelled && translator.dialect == .published ? nil : word
  }
}
