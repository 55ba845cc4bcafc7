// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Lists the jobs that match a query.
  ///
  /// A group is listed once, at the position of its first member, so a page can have fewer jobs
  /// than the service's. A group with missing members is listed as unfinished; members created more
  /// than an hour after their group count as missing, unless their IDs are cached. A group's status
  /// is derived from all its members, so a query by status is filtered on the client; it is
  /// filtered by the service if ``V2Options/listsGroups`` is `false`.
  ///
  /// - Parameter query: The filters, the page size, and the token of the first page.
  /// - Returns: The jobs; errors are thrown when a page is fetched.
  public func jobs(matching query: JobQuery) -> JobPages {
    let groups = query.jobIDs.compactMap { id in
      if case .group(let group) = id { group } else { nil }
    }
    let jobIDs = query.jobIDs.compactMap { $0.text(in: .v2) }
    if !query.jobIDs.isEmpty, jobIDs.isEmpty {
      // The query names only groups, which are looked up one by one.
      return Paged { _ in
        var jobs: [ClassifyJob] = []
        for group in groups { jobs += try await self.listEntries(for: group) }
        return Paged.Page(items: jobs.filter(query.matches), nextToken: nil)
      }
    }
    let listQuery = V2.ClassifyListParams(
      configurationID: query.configurationID,
      createdAtOnOrAfter: query.createdOnOrAfter?.text,
      createdAtOnOrBefore: query.createdOnOrBefore?.text, jobIDs: jobIDs,
      pageSize: query.pageSize,
      status: options.listsGroups ? nil : query.status.flatMap(wireStatus))
    let list = Paged<V2.Job>(from: query.pageToken) { [client] token in
      try await client.send(V2Calls.list(listQuery, pageToken: token)).value.page
    }
    let collapsesGroups = options.listsGroups && jobIDs.isEmpty
    return Paged(from: query.pageToken) { token in
      let page = try await list.page(token)
      var jobs: [ClassifyJob] = []
      if token == nil {
        for group in groups { jobs += try await self.listEntries(for: group).filter(query.matches) }
      }
      for job in page.items {
        jobs += try await self.listEntries(
          for: job, on: page.items, collapsesGroups: collapsesGroups)
      }
      return Paged.Page(
        items: jobs.filter { Self.matches($0, query) }, nextToken: page.nextToken,
        totalSize: page.totalSize, unreadable: page.unreadable,
        serviceItemCount: page.serviceItemCount)
    }
  }

  /// Returns the entries for a job of the service's list: the job, its group, or none.
  private func listEntries(
    for job: V2.Job, on page: [V2.Job], collapsesGroups: Bool
  ) async throws -> [ClassifyJob] {
    guard collapsesGroups, let (group, index) = Self.memberPosition(of: job) else {
      return [translator.job(from: job).value]
    }
    guard index == 0 else { return [] }
    var members: [Int: V2.Job] = [:]
    for other in page {
      if let (owner, index) = Self.memberPosition(of: other), owner == group {
        members[index] = other
      }
    }
    if members.count < group.memberCount {
      members.merge(try await self.members(of: group, within: .aroundCreation)) { $1 }
    }
    return [try model(of: group, members: members)]
  }

  /// Returns the entry for a group that the query names, or none if no member exists.
  private func listEntries(for group: GroupID) async throws -> [ClassifyJob] {
    let members = try await members(of: group)
    return members.isEmpty ? [] : [try model(of: group, members: members)]
  }

  /// Returns the group of a job and its zero-based position there; `nil` for a single job.
  static func memberPosition(of job: V2.Job) -> (GroupID, Int)? {
    guard let key = job.memberKey, case .group(let group) = key.owner,
      key.index < group.memberCount
    else { return nil }
    return (group, key.index)
  }

  /// Returns whether the status matches; the service applies all other filters.
  private static func matches(_ job: ClassifyJob, _ query: JobQuery) -> Bool {
    query.status.map { job.status == $0 } ?? true
  }

  /// Returns the status to filter by; `nil` if the dialect does not have it.
  private func wireStatus(_ status: JobStatus) -> V2.Status? {
    let word: V2.Status? = status.word()
    return word == .cancelled && translator.dialect == .published ? nil : word
  }
}
