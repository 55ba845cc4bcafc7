// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

extension V2Backend {
  /// Lists the jobs that match a query.
  ///
  /// A group is listed once, at the position of its first member, so a page can have fewer jobs
  /// than the service's. A listing reads each member once, unless more than 5,000 members lie
  /// between those of a group. A group with missing members is listed as unfinished; members created
  /// more than an hour after their group count as missing, unless their IDs are cached. A group's
  /// status is derived from all its members, so a query by status is filtered on the client; it is
  /// filtered by the service if ``V2Options/listsGroups`` is `false`.
  ///
  /// A query for more job IDs than fit into a URL is sent in several parts, one after the other.
  ///
  /// - Parameter query: The filters, the page size, and the token of the first page.
  /// - Returns: The jobs; errors are thrown when a page is fetched.
  public func jobs(matching query: JobQuery) -> JobPages {
    let groups = query.jobIDs.compactMap { id in
      if case .group(let group) = id { group } else { nil }
    }
    let jobIDs = JobIDBatches(query.jobIDs.compactMap { $0.text(in: .v2) })
    if !query.jobIDs.isEmpty, jobIDs.batches.isEmpty {
      // The query names only groups, which are looked up one by one.
      return Paged { _ in
        var jobs: [ClassifyJob] = []
        for group in groups { jobs += try await self.listEntries(for: group) }
        return Paged.Page(items: jobs.filter(query.matches), nextToken: nil)
      }
    }
    let listed = ListedMembers()
    let collapsesGroups = options.listsGroups && jobIDs.batches.isEmpty
    return Paged(from: query.pageToken) { token in
      guard let position = jobIDs.position(token) else {
        throw ClassifyError(
          code: .invalidRequest,
          message: "the page token \"\(token ?? "")\" is not of this query; use one that a page of "
            + "the same query returned",
          operation: "classify.list")
      }
      if token == query.pageToken { listed.removeMembers() }
      let page = try await self.page(at: position, of: jobIDs, query)
      var jobs: [ClassifyJob] = []
      if token == nil {
        for group in groups { jobs += try await self.listEntries(for: group).filter(query.matches) }
      }
      if collapsesGroups { listed.add(page.items) }
      for job in page.items {
        jobs += try await self.listEntries(for: job, in: collapsesGroups ? listed : nil)
      }
      return Paged.Page(
        items: jobs.filter { Self.matches($0, query) },
        nextToken: jobIDs.token(after: position, serviceToken: page.nextToken),
        totalSize: jobIDs.batches.count > 1 ? nil : page.totalSize, unreadable: page.unreadable,
        unknownMembers: page.unknownMembers,
        // The number of batches is finite, so a batch without jobs is no sign of an endless list.
        serviceItemCount: page.nextToken == nil
          ? page.unreadable.count + 1 : page.serviceItemCount,
        contentHash: page.contentHash)
    }
  }

  /// Fetches a page of the service's list.
  private func page(
    at position: JobIDBatches.Position, of jobIDs: JobIDBatches, _ query: JobQuery
  ) async throws -> Paged<V2.Job>.Page {
    let listQuery = V2.ClassifyListParams(
      configurationID: query.configurationID,
      createdAtOnOrAfter: query.createdOnOrAfter?.text,
      createdAtOnOrBefore: query.createdOnOrBefore?.text,
      jobIDs: jobIDs.batches.isEmpty ? [] : jobIDs.batches[position.batch],
      pageSize: query.pageSize,
      status: options.listsGroups ? nil : query.status.flatMap(wireStatus))
    return try await client.send(V2Calls.list(listQuery, pageToken: position.token)).value.page
  }

  /// Returns the entries for a job of the service's list: the job, its group, or none.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - listed: The members that the listing has read; `nil` if it shows members, not groups.
  /// - Returns: The entries.
  /// - Throws: The errors of the service's lists.
  private func listEntries(
    for job: V2.Job, in listed: ListedMembers?
  ) async throws -> [ClassifyJob] {
    guard let listed, let (group, index) = Self.memberPosition(of: job) else {
      return [translator.job(from: job).value]
    }
    guard index == 0, listed.shows(group, at: job.id) else { return [] }
    var members = listed.members(of: group)
    // The other members of its page can have removed it from those that the listing keeps.
    members.insert(job)
    if !members.isComplete {
      members = try await membersToRead(
        of: group, found: members, within: .aroundCreation, onPage: listed.addToKnownGroups)
    }
    return [try model(of: members)]
  }

  /// Returns the entry for a group that the query names, or none if no member exists.
  private func listEntries(for group: GroupID) async throws -> [ClassifyJob] {
    let members = try await membersToRead(of: group)
    return members.jobs.isEmpty ? [] : [try model(of: members)]
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
