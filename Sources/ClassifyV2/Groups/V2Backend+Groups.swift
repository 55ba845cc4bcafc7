// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

// Reading groups by their IDs alone.
extension V2Backend {
  /// Reads a group; throws an error unless all its members exist, or missing ones have a grace.
  func group(_ id: GroupID) async throws -> ClassifyJob {
    try model(of: try await completeMembers(of: id))
  }

  /// Combines the existing members of a group into one job.
  ///
  /// A group with missing members is unfinished unless all the others were cancelled. After
  /// ``missingMemberGrace`` its missing members count as failed.
  func model(of members: GroupMembers) throws(ClassifyError) -> ClassifyJob {
    guard var job = translator.job(fromGroup: members.ordered, id: .group(members.id))?.value
    else { throw noSuchGroup(members, operation: "classify.get") }
    if !members.isComplete, let missingMemberGrace {
      addMissingDocuments(of: members, to: &job, grace: missingMemberGrace)
    } else if !members.isComplete, job.status.isFinished, job.status != .cancelled {
      job.status = .pending
    }
    return job
  }

  /// Adds a document at the position of each missing member, and derives the status from all.
  private func addMissingDocuments(
    of members: GroupMembers, to job: inout ClassifyJob, grace: Duration
  ) {
    let age = Duration.milliseconds(now() - members.id.milliseconds)
    let isOverdue = age > grace && !members.isSearchTruncated
    let status: JobStatus =
      job.status == .cancelled ? .cancelled : isOverdue ? .failed : .pending
    for position in 0..<members.id.memberCount where members.jobs[position] == nil {
      job.documents.insert(
        DocumentRecord(
          reference: nil, status: status,
          errorMessage: status == .failed ? "no job of this document exists" : nil),
        at: position)
    }
    job.status = JobStatus.combined(job.documents.map(\.status)) ?? job.status
  }

  /// Returns all members of a group; throws an error if any is missing and there is no grace.
  private func completeMembers(of id: GroupID) async throws -> GroupMembers {
    let members = try await membersToRead(of: id)
    guard !members.jobs.isEmpty else { throw noSuchGroup(members, operation: "classify.get") }
    let missing = (0..<id.memberCount).filter { members.jobs[$0] == nil }
    guard missing.isEmpty || missingMemberGrace != nil else {
      let place = members.isSearchTruncated ? "were not found in the lists" : "do not exist"
      throw ClassifyError(
        code: .incompleteGroup,
        message:
          "the group \(id) has \(Counted.text(id.memberCount, "member")), of which \(missing.count) \(place) "
          + "(the first is that of document \(missing[0] + 1)); submit its request again with the "
          + "group's ID to create the missing ones",
        operation: "classify.get")
    }
    return members
  }

  /// Returns the existing members, found by their cached IDs or else by their keys.
  ///
  /// - Parameters:
  ///   - id: The ID of the group.
  ///   - found: The members that are found already; `nil` for none.
  ///   - extent: The creation times to search.
  ///   - findsRepetitions: Whether to search for jobs that repeat a member, even if all are found.
  ///   - maximumPages: The maximum number of pages around the creation.
  ///   - onPage: Called with the jobs of each page.
  /// - Returns: The members.
  /// - Throws: The errors of the service's lists.
  func members(
    of id: GroupID, found: GroupMembers? = nil, within extent: GroupSearch.Extent = .everywhere,
    findsRepetitions: Bool = false,
    maximumPages: Int = GroupSearch.maximumPagesAroundCreation,
    onPage: @escaping ([V2.Job]) -> Void = { _ in }
  ) async throws -> GroupMembers {
    var search = GroupSearch(scoped(to: id).client, found: found ?? GroupMembers(id))
    search.onPage = onPage
    search.now = now()
    search.pagesAroundCreation = maximumPages
    try await search.read(knownMembers[id]?.members ?? [:])
    search.findsRepetitions = findsRepetitions
    do {
      try await search.search(extent)
    } catch {
      // The next search need not find them again.
      remember(search.members)
      throw error
    }
    remember(search.members)
    return search.members
  }

  /// The shortest time between two searches for the missing members of a group.
  static let minimumSearchInterval = Duration.seconds(5)
  /// The longest such time, as a part of the group's age.
  private static let searchesPerAge = 60
  /// The maximum number of pages of one search while members are still being created, which covers
  /// 20 minutes at the service's maximum rate.
  private static let maximumPagesOfPoll = 500

  /// Returns the existing members of a group for a caller that reads it again and again.
  ///
  /// With a ``missingMemberGrace``, a group that lacks members is not searched for them each time,
  /// unless ``searchesAgain``, and only around its creation.
  ///
  /// - Parameters:
  ///   - id: The ID of the group.
  ///   - found: The members that are found already; `nil` for none.
  ///   - extent: The creation times to search if there is no grace.
  ///   - onPage: Called with the jobs of each page of a search.
  /// - Returns: The members.
  /// - Throws: The errors of the service's lists.
  func membersToRead(
    of id: GroupID, found: GroupMembers? = nil, within extent: GroupSearch.Extent = .everywhere,
    onPage: @escaping ([V2.Job]) -> Void = { _ in }
  ) async throws -> GroupMembers {
    guard let missingMemberGrace else {
      return try await members(of: id, found: found, within: extent, onPage: onPage)
    }
    let age = Duration.milliseconds(now() - id.milliseconds)
    if !searchesAgain, let known = knownMembers[id], let last = known.lastSearch,
      .milliseconds(now() - last.end) < max(Self.minimumSearchInterval, age / Self.searchesPerAge)
    {
      var search = GroupSearch(scoped(to: id).client, found: found ?? GroupMembers(id))
      try await search.read(known.members)
      remember(search.members)
      var members = search.members
      members.isSearchTruncated = last.isTruncated
      return members
    }
    let members = try await members(
      of: id, found: found, within: extent == .everywhere ? .everywhereIfNone : extent,
      maximumPages: age > missingMemberGrace
        ? GroupSearch.maximumPagesAroundCreation : Self.maximumPagesOfPoll, onPage: onPage)
    if !members.isComplete {
      knownMembers.record(
        GroupCache.Search(end: now(), isTruncated: members.isSearchTruncated), of: id)
    }
    return members
  }

  /// Caches the members of a group and reports those that exist more than once.
  func remember(_ members: GroupMembers) {
    let organizationID = scoped(to: members.id).client.configuration.organizationID
    knownMembers.store(members.jobs, of: members.id, organizationID: organizationID)
    let notes = members.notes
    if !notes.isEmpty { observe(notes) }
  }

  /// Returns the backend for the requests of a group: in the project in which this client created or
  /// found the group, unless the client or the call names a project.
  func scoped(to id: GroupID) -> V2Backend {
    guard client.configuration.projectID == nil, let group = knownMembers[id] else { return self }
    var backend = self
    backend.client.configuration.projectID = group.projectID
    if client.configuration.organizationID == nil {
      backend.client.configuration.organizationID = group.organizationID
    }
    return backend
  }

  /// Returns the error for a group without members, which says where they were searched.
  func noSuchGroup(_ members: GroupMembers, operation: String) -> ClassifyError {
    let project = client.configuration.projectID
    let known = knownMembers[members.id]?.projectID
    let place = (project ?? known).map { "the project \($0)" } ?? "the key's default project"
    let advice =
      known.flatMap { $0 == project || project == nil ? nil : $0 }
      .map { "this client created it in the project \($0), so pass that project" }
      ?? "check the ID, and pass the project and organization in which it was created"
    let limit =
      members.isSearchTruncated
      ? " among the \(GroupSearch.maximumPagesElsewhere * GroupSearch.pageSize) jobs closest to its "
        + "creation time" : ""
    return ClassifyError(
      code: .notFound,
      message: "no job of the group \(members.id) exists in \(place)\(limit); \(advice)",
      operation: operation)
  }

  /// Returns the group of a job and its zero-based position there; `nil` for a single job.
  static func memberPosition(of job: V2.Job) -> (GroupID, Int)? {
    guard let key = job.memberKey, case .group(let group) = key.owner,
      key.index < group.memberCount
    else { return nil }
    return (group, key.index)
  }
}
