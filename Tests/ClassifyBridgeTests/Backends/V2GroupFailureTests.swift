// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

/// Job groups with missing members, unfinished members, or lost responses.
@Suite struct V2GroupFailureTests {
  private static let slow = Sandbox.JobDurations(pending: .seconds(3_600))

  private func documents(_ count: Int) -> [String] {
    Array(repeating: SandboxedBackend.invoice, count: count)
  }

  private func newGroup(_ subject: SandboxedBackend, _ count: Int) throws -> GroupID {
    let backend = try #require(subject.backend as? V2Backend)
    return try #require(backend.newGroup(memberCount: count))
  }

  /// Creates the first two of five members and returns the group's ID.
  private func incompleteGroup(_ subject: SandboxedBackend) async throws -> GroupID {
    let id = try newGroup(subject, 5)
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 2, times: .max)
    let request = subject.request(documents(5), idempotency: .group(id))
    let error = await classifyError { _ = try await subject.backend.submit(request) }
    #expect(error?.code == .incompleteGroup)
    subject.sandbox.removeFaults()
    #expect(subject.sandbox.createdV2JobCount == 2)
    return id
  }

  private func jobs(
    _ subject: SandboxedBackend, _ query: JobQuery = JobQuery()
  ) async throws -> [ClassifyJob] {
    var jobs: [ClassifyJob] = []
    for try await job in subject.backend.jobs(matching: query) { jobs.append(job) }
    return jobs
  }

  // MARK: - Missing members

  /// Documents are counted from 1.
  @Test func namesFirstMissingDocument() async throws {
    let subject = try SandboxedBackend(
      .v2Current, options: V2Options(concurrency: 1), retries: 0)
    let id = try await incompleteGroup(subject)
    let error = await classifyError { _ = try await subject.backend.job(.group(id)) }
    #expect(error?.code == .incompleteGroup)
    #expect(error?.message.contains("3 do not exist (the first is that of document 3)") == true)
  }

  @Test func listsGroupWithMissingMembersAsUnfinished() async throws {
    let subject = try SandboxedBackend(
      .v2Published, options: V2Options(concurrency: 1), retries: 0)
    let id = try await incompleteGroup(subject)
    for query in [JobQuery(), JobQuery(jobIDs: [.group(id)])] {
      let listed = try await jobs(subject, query)
      #expect(listed.map(\.status) == [.pending])
      #expect(listed.first?.documents.count == 2)
    }
    #expect(try await jobs(subject, JobQuery(status: .succeeded)).isEmpty)
  }

  @Test func listsRequestedGroupsDespiteMissingMembersOfOne() async throws {
    let subject = try SandboxedBackend(
      .v2Current, options: V2Options(concurrency: 1), retries: 0)
    let id = try await incompleteGroup(subject)
    let whole = try await subject.backend.submit(subject.request(documents(2)))
    let listed = try await jobs(subject, JobQuery(jobIDs: [.group(id), whole.id]))
    #expect(listed.map(\.id) == [.group(id), whole.id])
    #expect(listed.map(\.status) == [.pending, .succeeded])
  }

  @Test func cancelsGroupWithMissingMembers() async throws {
    let subject = try SandboxedBackend(
      .v2Current, durations: Self.slow, options: V2Options(concurrency: 1), retries: 0)
    let id = try await incompleteGroup(subject)
    let cancelled = try await subject.backend.cancel(.group(id))
    #expect(cancelled.status == .cancelled)
    #expect(cancelled.documents.map(\.outcome) == [.cancelled, .cancelled])
  }

  @Test func searchesMissingMembersOnlyAroundCreationHour() async throws {
    let subject = try SandboxedBackend(
      .v2Current, options: V2Options(concurrency: 1), retries: 0)
    _ = try await incompleteGroup(subject)
    subject.clock.advance(by: .seconds(7_200))
    _ = try await subject.backend.submit(subject.request(documents(300)))
    let other = try SandboxedBackend.backend(
      .v2Current, on: subject.sandbox, clock: subject.clock, seed: 12)
    let before = subject.sandbox.requestCount(of: .listV2Jobs)
    var count = 0
    for try await _ in other.jobs(matching: JobQuery(pageSize: 100)) { count += 1 }
    #expect(count == 2)
    // Four pages of the list, at most four to find the members of the complete group, and one or
    // two to search for the missing members of the other.
    #expect(subject.sandbox.requestCount(of: .listV2Jobs) - before <= 10)
  }

  /// Up to a month.
  @Test(arguments: [
    -2_592_000, -600_000, -80_000, -7_200, -960, 960, 7_200, 80_000, 600_000, 2_592_000,
  ])
  func findsGroupDespiteClockSkewOfCreator(seconds: Int) async throws {
    let subject = try SandboxedBackend(.v2Current)
    let maker = try SandboxedBackend.backend(
      .v2Current, on: subject.sandbox, clock: subject.clock, seed: 13,
      clockError: .seconds(seconds))
    let job = try await maker.submit(subject.request(documents(3)))
    #expect(try await subject.backend.job(job.id).documents.count == 3)
  }

  // MARK: - Deleting

  @Test func deletesNothingWhileMemberIsUnfinished() async throws {
    let subject = try SandboxedBackend(.v2Current, durations: Self.slow)
    let job = try await subject.backend.submit(subject.request(documents(3)))
    let last = try #require(job.documents.last?.identifier)
    _ = try await subject.backend.cancel(.v2(last))
    let error = await classifyError { try await subject.backend.delete(job.id) }
    #expect(error?.code == .invalidRequest)
    #expect(error?.message.contains("2 unfinished members") == true)
    #expect(subject.sandbox.requestCount(of: .deleteV2Job) == 0)
    #expect(try await subject.backend.job(job.id).documents.count == 3)
  }

  @Test(arguments: [1, 3])
  func succeedsWhenResponseToCancelOrDeleteIsLost(count: Int) async throws {
    let subject = try SandboxedBackend(.v2Current, durations: Self.slow)
    let job = try await subject.backend.submit(subject.request(documents(count)))
    subject.sandbox.inject(.connectionLost(.afterProcessing), into: [.cancelV2Job])
    #expect(try await subject.backend.cancel(job.id).status == .cancelled)
    subject.sandbox.inject(.connectionLost(.afterProcessing), into: [.deleteV2Job])
    try await subject.backend.delete(job.id)
    #expect(subject.sandbox.pendingFaults.isEmpty)
  }

  // MARK: - Failed creation

  @Test func keepsMembersForCompletionWhenGroupIDIsGiven() async throws {
    let subject = try SandboxedBackend(
      .v2Current, durations: Self.slow, options: V2Options(concurrency: 1), retries: 0)
    let id = try newGroup(subject, 3)
    let request = subject.request(documents(3), idempotency: .group(id))
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 1)
    let error = await classifyError { _ = try await subject.backend.submit(request) }
    #expect(error?.code == .incompleteGroup)
    #expect(subject.sandbox.requestCount(of: .cancelV2Job) == 0)
    let job = try await subject.backend.submit(request)
    #expect(job.documents.map(\.outcome) == [.waiting, .waiting, .waiting])
  }

  @Test func cancelsMemberWhoseCreationResponseWasMalformed() async throws {
    let subject = try SandboxedBackend(
      .v2Current, durations: Self.slow, options: V2Options(concurrency: 1), retries: 0)
    subject.sandbox.inject(.garbage, into: [.createV2Job], skipping: 2)
    let request = subject.request(documents(4))
    let error = await classifyError { _ = try await subject.backend.submit(request) }
    #expect(error?.code == .incompleteGroup)
    #expect(subject.sandbox.createdV2JobCount == 3)
    #expect(
      try await jobs(subject).flatMap(\.documents).map(\.outcome).allSatisfy { $0 == .cancelled })
  }

  @Test func limitsCleanupRequestsWhenServiceIsUnavailable() async throws {
    let subject = try SandboxedBackend(
      .v2Current, durations: Self.slow, options: V2Options(concurrency: 2), retries: 5)
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 60, times: .max)
    subject.sandbox.inject(.unavailable, into: [.cancelV2Job], times: .max)
    let id = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(100)))
    }
    #expect(id?.code == .incompleteGroup)
    #expect(id?.message.contains("60 may still run") == true)
    // Two at a time with one retry each, and no more.
    #expect(subject.sandbox.requestCount(of: .cancelV2Job) <= 4)
  }

  @Test func retriesRateLimitedCreationsBeyondRetryLimit() async throws {
    // Each creation gets more 429 responses in a row than one call has retries.
    let subject = try SandboxedBackend(.v2Current, retries: 1)
    for position in 1..<6 {
      subject.sandbox.inject(.rateLimited(), into: [.createV2Job], skipping: position, times: 3)
    }
    let job = try await subject.backend.submit(subject.request(documents(6)))
    #expect(job.documents.count == 6)
    #expect(subject.sandbox.createdV2JobCount == 6)
  }

  @Test func stopsWhenEveryCreationIsRateLimited() async throws {
    let subject = try SandboxedBackend(
      .v2Published, options: V2Options(concurrency: 1), retries: 1)
    subject.sandbox.inject(.rateLimited(), into: [.createV2Job], skipping: 1, times: .max)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(3)))
    }
    #expect(error?.code == .incompleteGroup)
    #expect(error?.status == 429)
    // One that succeeds, and one that is attempted nine times with one retry each.
    #expect(subject.sandbox.requestCount(of: .createV2Job) == 1 + 18)
  }

  // MARK: - Options

  @Test(arguments: [0, -1, Int.min])
  func raisesConcurrencyToOne(concurrency: Int) async throws {
    var options = V2Options()
    options.concurrency = concurrency
    let subject = try SandboxedBackend(.v2Current, options: options)
    _ = try await subject.backend.submit(subject.request(documents(3)))
    #expect(subject.sandbox.createdV2JobCount == 3)
  }

  @Test(arguments: [0, -1, Double.nan, -Double.infinity])
  func raisesCreationRateToOnePerHour(perSecond: Double) {
    var options = V2Options()
    options.creationsPerSecond = perSecond
    #expect(options.creationsPerSecond == 1.0 / 3_600)
    #expect(V2Options(creationsPerSecond: perSecond) == options)
  }

  @Test func keepsCreationRateBelowOnePerSecond() async throws {
    let subject = try SandboxedBackend(
      .v2Current, options: V2Options(creationsPerSecond: 20 / 60))
    _ = try await subject.backend.submit(subject.request(documents(4)))
    #expect(subject.clock.now.offset >= .seconds(9) - .milliseconds(1))
  }

  // MARK: - Lists

  @Test func listsGroupsOnlyOnceWhenResumed() async throws {
    let subject = try SandboxedBackend(.v2Current)
    var ids: [JobID] = []
    for count in [2, 1, 1] {
      ids.append(try await subject.backend.submit(subject.request(documents(count))).id)
      subject.clock.advance(by: .seconds(1))
    }
    var query = JobQuery(jobIDs: ids, pageSize: 1)
    var pages = subject.backend.jobs(matching: query).pages.makeAsyncIterator()
    let first = try #require(try await pages.next())
    query.pageToken = first.nextToken
    let rest = try await jobs(subject, query).map(\.id)
    #expect(first.items.map(\.id).count == 2)
    #expect(Set(first.items.map(\.id) + rest) == Set(ids))
    #expect(rest.count == 1)
  }

  @Test func appliesTimeBoundsToGroups() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let group = try await subject.backend.submit(subject.request(documents(2)))
    let single = try await subject.backend.submit(subject.request(documents(1)))
    let future = Timestamp(Timestamp.Instant(milliseconds: 1_890_000_000_000))
    let query = JobQuery(jobIDs: [group.id, single.id], createdOnOrAfter: future)
    #expect(try await jobs(subject, query).isEmpty)
  }

  @Test func returnsNothingForStatusMissingFromDialect() async throws {
    let subject = try SandboxedBackend(.v2Published, options: V2Options(listsGroups: false))
    _ = try await subject.backend.submit(subject.request(documents(1)))
    #expect(try await jobs(subject, JobQuery(status: .cancelled)).isEmpty)
  }
}
