// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

/// What is cancelled of a group that is not created completely, and what is reported of the rest.
@Suite struct V2GroupCleanupTests {
  private static let slow = Sandbox.JobDurations(pending: .seconds(360_000))
  private static let oneAtATime = V2Options(concurrency: 1)
  private static let keeping = V2Options(concurrency: 1, incompleteGroupAction: .keepMembers)

  private func subject(_ kind: SandboxedBackend.Kind = .v2Current) throws -> SandboxedBackend {
    try SandboxedBackend(kind, durations: Self.slow, options: Self.oneAtATime, retries: 0)
  }

  private func documents(_ count: Int) -> [String] {
    Array(repeating: SandboxedBackend.invoice, count: count)
  }

  /// The jobs in the sandbox, or its groups.
  private func jobs(_ subject: SandboxedBackend, groups: Bool = false) async throws -> [ClassifyJob]
  {
    let lister = try SandboxedBackend.backend(
      subject.kind, on: subject.sandbox, clock: subject.clock,
      options: V2Options(listsGroups: groups), seed: 99)
    var jobs: [ClassifyJob] = []
    for try await job in lister.jobs(matching: JobQuery()) { jobs.append(job) }
    return jobs
  }

  private func statuses(_ subject: SandboxedBackend) async throws -> [JobStatus] {
    try await jobs(subject).map(\.status)
  }

  // MARK: - Cancelled tasks

  /// Submits five documents, cancels the task before or while the third is sent, and returns the
  /// notes about what may still run.
  private func notesOfCancelledSubmission(
    _ subject: SandboxedBackend, dialect: SandboxedBackend.Kind,
    options: V2Options = Self.oneAtATime, isSent: Bool = true
  ) async throws -> [Note] {
    let cancel = Shared<(@Sendable () -> Void)?>(nil)
    let creationCount = Shared(0)
    let notes = Shared<[Note]>([])
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.request = { (request) async throws(TransportError) in
      if request.isCreation {
        creationCount.update { $0 += 1 }
        if creationCount.value == 3 {
          cancel.value?()
          guard !isSent else {
            throw TransportError(kind: .cancelled, delivery: .unknown, message: "cancelled")
          }
        }
      }
      return request
    }
    let backend = try SandboxedBackend.backend(
      dialect, on: transport, clock: subject.clock, options: options, retries: 0
    ) { new in notes.update { $0 += new } }
    let request = subject.request(documents(5))
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for await _ in gate {}
      return try await backend.submit(request)
    }
    cancel.update { $0 = { task.cancel() } }
    opener.finish()
    await #expect(throws: CancellationError.self) { try await task.value }
    return notes.value.filter { $0.message.contains("may still run") }
  }

  @Test func reportsGroupOfCancelledTaskThatServiceCannotCancel() async throws {
    let subject = try subject(.v2Published)
    let notes = try await notesOfCancelledSubmission(subject, dialect: .v2Published)
    #expect(try await statuses(subject) == [.pending, .pending])
    guard case .group(let id)? = try await jobs(subject, groups: true).first?.id else {
      Issue.record("no group is listed")
      return
    }
    #expect(notes.map(\.code) == [.groupMayRun])
    #expect(notes.first?.message.contains("the group \(id)") == true)
  }

  @Test func cancelsGroupInPublishedDialectIfServiceCan() async throws {
    let subject = try subject(.v2Current)
    let notes = try await notesOfCancelledSubmission(subject, dialect: .v2Published)
    #expect(try await statuses(subject) == [.cancelled, .cancelled])
    // The third member was never found, and may exist.
    #expect(notes.count == 1)
    #expect(notes.first?.message.contains("up to 1 member of") == true)
  }

  @Test func reportsGroupOfCancelledTaskWhoseCleanupFails() async throws {
    let subject = try subject()
    subject.sandbox.inject(.unavailable, into: [.cancelV2Job], times: .max)
    let notes = try await notesOfCancelledSubmission(subject, dialect: .v2Current)
    #expect(try await statuses(subject) == [.pending, .pending])
    #expect(notes.first?.message.contains("up to 3 members") == true)
  }

  @Test func reportsGroupOfCancelledTaskWhoseMembersAreKept() async throws {
    let subject = try subject()
    let notes = try await notesOfCancelledSubmission(
      subject, dialect: .v2Current, options: Self.keeping)
    #expect(subject.sandbox.requestCount(of: .cancelV2Job) == 0)
    #expect(notes.first?.message.contains("up to 3 members") == true)
  }

  @Test func countsNoMemberWhoseRequestWasNotSent() async throws {
    let subject = try subject()
    let notes = try await notesOfCancelledSubmission(
      subject, dialect: .v2Current, options: Self.keeping, isSent: false)
    #expect(try await statuses(subject) == [.pending, .pending])
    #expect(notes.first?.message.contains("up to 2 members") == true)
  }

  // MARK: - Cancelling members

  /// A service whose responses to cancellations have no body.
  private func withoutCancelledJobs(_ subject: SandboxedBackend) throws -> any ClassifyBackend {
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.response = { request, text in request.path.contains("/cancel") ? "" : text }
    return try SandboxedBackend.backend(
      .v2Current, on: transport, clock: subject.clock, options: Self.oneAtATime, retries: 0)
  }

  @Test func countsMembersAsCancelledAlthoughTheyCannotBeRead() async throws {
    let subject = try subject()
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2)
    subject.sandbox.inject(.unavailable, into: [.getV2Job], times: .max)
    let backend = try withoutCancelledJobs(subject)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(5))) }
    #expect(error?.message.contains("2 created members were cancelled") == true)
    #expect(try await statuses(subject) == [.cancelled, .cancelled])
  }

  @Test func readsMembersAfterCancellationWithoutBody() async throws {
    let subject = try subject()
    let backend = try withoutCancelledJobs(subject)
    let job = try await backend.submit(subject.request(documents(3)))
    let cancelled = try await backend.cancel(job.id)
    #expect(cancelled.documents.count == 3)
    #expect(cancelled.documents.allSatisfy { $0.outcome == .cancelled })
  }

  @Test func cancelsKnownMembersAlthoughListsFail() async throws {
    let subject = try subject()
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 2)
    subject.sandbox.inject(.unavailable, into: [.listV2Jobs], times: .max)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    subject.sandbox.removeFaults()
    #expect(error?.message.contains("2 created members were cancelled") == true)
    #expect(error?.message.contains("1 without a response was not found") == true)
    #expect(try await statuses(subject) == [.cancelled, .cancelled])
  }

  @Test func cancelsOtherMembersAfterTooManyRequests() async throws {
    let subject = try subject()
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 3)
    subject.sandbox.inject(.rateLimited(), into: [.cancelV2Job], times: 5)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.message.contains("3 created members were cancelled") == true)
    #expect(try await statuses(subject) == [.cancelled, .cancelled, .cancelled])
  }

  @Test func endsWhenEveryCancellationIsRateLimited() async throws {
    let subject = try subject()
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 3)
    subject.sandbox.inject(.rateLimited(), into: [.cancelV2Job], times: .max)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.message.contains("3 may still run") == true)
    #expect(subject.clock.now.offset < .seconds(120))
  }

  @Test(arguments: [400, 409, 422])
  func countsUnfinishedMemberAsRunningAfterRejection(status: Int) async throws {
    let subject = try subject()
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2)
    subject.sandbox.inject(
      .errorResponse(HTTPStatus(code: status), detail: "no"), into: [.cancelV2Job], times: .max)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.message.contains("2 may still run") == true)
    #expect(try await statuses(subject) == [.pending, .pending])
  }

  @Test func countsFinishedMemberAsEndedAfterRejection() async throws {
    let subject = try SandboxedBackend(.v2Current, options: Self.oneAtATime, retries: 0)
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.message.contains("2 created members were cancelled") == true)
    #expect(error?.message.contains("may still run") == false)
  }

  @Test(arguments: [404, 405])
  func keepsMembersIfServiceHasNoCancellation(status: Int) async throws {
    let subject = try subject()
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2)
    subject.sandbox.inject(
      .errorResponse(HTTPStatus(code: status), detail: "Not Found"), into: [.cancelV2Job],
      times: .max)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.message.contains("2 members exist and keep running") == true)
    #expect(subject.sandbox.requestCount(of: .cancelV2Job) == 1)
  }

  // MARK: - Jobs without a key

  /// A service that doesn't return keys.
  private func withoutKeys(
    _ subject: SandboxedBackend, options: V2Options
  ) throws -> V2Backend {
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.response = { _, text in text.replacing(/"transaction_id":"[^"]*",/, with: "") }
    return try #require(
      SandboxedBackend.backend(
        .v2Current, on: transport, clock: subject.clock, options: options, retries: 0)
        as? V2Backend)
  }

  @Test(arguments: [false, true])
  func cancelsJobWithoutKeyOfKeptGroup(isCallersGroup: Bool) async throws {
    let subject = try subject()
    let backend = try withoutKeys(subject, options: Self.keeping)
    let group = try #require(backend.newGroup(memberCount: 3))
    let request = subject.request(
      documents(3), idempotency: isCallersGroup ? .group(group) : .automatic)
    let error = await classifyError { _ = try await backend.submit(request) }
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("submit the request again") == false)
    #expect(try await statuses(subject) == [.cancelled])
  }

  @Test func namesJobWithoutKeyThatMayStillRun() async throws {
    let subject = try subject()
    subject.sandbox.inject(.unavailable, into: [.cancelV2Job], times: .max)
    let backend = try withoutKeys(subject, options: Self.oneAtATime)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(3))) }
    let id = try #require(try await jobs(subject).first?.id.text)
    #expect(error?.message.contains("does not find the jobs \(id)") == true)
    #expect(error?.message.contains("do not repeat the request") == true)
    #expect(error?.message.contains("submit the request") == false)
  }

  /// A job ID can be anything, such as the key of the request.
  @Test func redactsIDOfJobWithoutKey() async throws {
    let subject = try subject()
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.response = { _, text in
      text.replacing(/"transaction_id":"[^"]*",/, with: "")
        .replacing(/"id":"clj-[^"]*"/, with: #""id":"llx-test""#)
    }
    let backend = try SandboxedBackend.backend(
      .v2Current, on: transport, clock: subject.clock, options: Self.oneAtATime, retries: 0)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(3))) }
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("job «redacted» has no transaction_id") == true)
    #expect(error?.description.contains("llx-test") == false)
  }

  // MARK: - Errors

  @Test func doesNotAdviseToRepeatMemberByItsKey() async throws {
    let subject = try subject()
    subject.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV2Job], skipping: 1)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(3)))
    }
    #expect(error?.code == .incompleteGroup)
    #expect(error?.description.contains("transaction_id") == false)
  }

  // MARK: - Cancelling a complete group

  @Test(arguments: [1, 8])
  func cancelsOtherMembersAfterFailure(concurrency: Int) async throws {
    let subject = try SandboxedBackend(
      .v2Current, durations: Self.slow, options: V2Options(concurrency: concurrency), retries: 0)
    let job = try await subject.backend.submit(subject.request(documents(5)))
    subject.sandbox.inject(.unavailable, into: [.cancelV2Job])
    let error = await classifyError { _ = try await subject.backend.cancel(job.id) }
    #expect(error?.code == .server)
    #expect(try await statuses(subject).count { $0 == .cancelled } == 4)
    #expect(try await subject.backend.cancel(job.id).status == .cancelled)
  }

  @Test func cancelsKnownMembersBeforeSearch() async throws {
    let subject = try subject()
    let job = try await subject.backend.submit(subject.request(documents(5)))
    // The first list is the query for the known IDs.
    subject.sandbox.inject(.unavailable, into: [.listV2Jobs], skipping: 1, times: .max)
    let error = await classifyError { _ = try await subject.backend.cancel(job.id) }
    subject.sandbox.removeFaults()
    #expect(error?.code == .server)
    #expect(try await statuses(subject) == Array(repeating: .cancelled, count: 5))
  }
}
