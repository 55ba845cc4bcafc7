// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

/// Job groups: the v2 jobs of several documents, which only the service stores.
@Suite struct V2GroupTests {
  private func documents(_ count: Int) -> [String] {
    (0..<count).map {
      $0.isMultiple(of: 3) ? SandboxedBackend.invoice : SandboxedBackend.receipt
    }
  }

  private func newGroup(_ subject: SandboxedBackend, _ count: Int) throws -> GroupID {
    let backend = try #require(subject.backend as? V2Backend)
    return try #require(backend.newGroup(memberCount: count))
  }

  @Test func findsGroupOf500DocumentsFromSecondProcess() async throws {
    let subject = try SandboxedBackend(.v2Current)
    // Other jobs precede and follow the group in the service's list.
    for _ in 0..<5 { _ = try await subject.backend.submit(subject.request(documents(1))) }
    let request = subject.request(documents(500))
    let job = try await subject.backend.submit(request)
    for _ in 0..<5 { _ = try await subject.backend.submit(subject.request(documents(1))) }

    guard case .group(let id) = job.id else {
      Issue.record("\(job.id) is not a group")
      return
    }
    #expect(UniversalID(job.id.text)?.version == 8)
    #expect(id.memberCount == 500)
    #expect(subject.sandbox.createdV2JobCount == 510)

    // The second process has only the text of the ID.
    let text = job.id.text
    let other = try SandboxedBackend.backend(
      .v2Current, on: subject.sandbox, clock: subject.clock, seed: 8)
    let found = try await other.job(.group(try #require(GroupID(text))))
    #expect(found.status == .succeeded)
    #expect(found.documents.map(\.reference) == request.documents.map(Optional.some))
    #expect(
      found.documents.map(\.outcome.classification?.type)
        == (0..<500).map { $0.isMultiple(of: 3) ? "invoice" : "receipt" })
  }

  @Test func readsGroupByMemberIDsWhenKnown() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let job = try await subject.backend.submit(subject.request(documents(120)))
    let before = subject.sandbox.requests.count
    _ = try await subject.backend.job(job.id)
    // 120 IDs in queries of 50.
    #expect(subject.sandbox.requests.count - before == 3)
    #expect(subject.sandbox.requests.last?.path.contains("job_ids=") == true)
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func limitsCreationRate(perSecond: Int) async throws {
    let subject = try SandboxedBackend(
      .v2Current, options: V2Options(creationsPerSecond: Double(perSecond)))
    _ = try await subject.backend.submit(subject.request(documents(11)))
    // Minus the rounding error of dividing a second.
    #expect(subject.clock.now.offset >= .seconds(1) / perSecond * 10 - .microseconds(1))
  }

  @Test(arguments: 0..<12)
  func createsEachMemberOnceWhenRerunAfterCrash(
    crashAfter sent: Int
  ) async throws {
    for moment in Sandbox.Fault.Moment.allCases {
      let subject = try SandboxedBackend(
        .v2Current, options: V2Options(concurrency: 3, incompleteGroupAction: .keepMembers),
        retries: 0)
      let id = try newGroup(subject, 12)
      let request = subject.request(documents(12), idempotency: .group(id))
      // The backend lists existing members first; nothing reaches the service after the crash.
      subject.sandbox.inject(.connectionLost(moment), into: [.createV2Job], skipping: sent)
      subject.sandbox.inject(
        .connectionLost(.beforeProcessing), into: [.createV2Job], skipping: sent, times: .max)
      let error = await classifyError { _ = try await subject.backend.submit(request) }
      #expect(error != nil)
      let created = subject.sandbox.createdV2JobCount
      #expect(created <= 12)

      // Another process that knows only the request and the ID.
      let create = Sandbox.Operation.createV2Job
      subject.sandbox.removeFaults()
      let other = try SandboxedBackend.backend(
        .v2Current, on: subject.sandbox, clock: subject.clock, seed: 9)
      let job = try await other.submit(request)
      #expect(job.id == .group(id))
      #expect(subject.sandbox.createdV2JobCount == 12)
      #expect(job.documents.map(\.reference) == request.documents.map(Optional.some))
      let requests = subject.sandbox.requests.count { $0.operation == create && $0.status == 200 }
      // Only missing members were requested again.
      #expect(requests <= 12)
    }
  }

  @Test func createsNothingWhenGroupIsComplete() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let id = try newGroup(subject, 4)
    let request = subject.request(documents(4), idempotency: .group(id))
    let first = try await subject.backend.submit(request)
    let creations = subject.sandbox.requestCount(of: .createV2Job)
    let second = try await subject.backend.submit(request)
    #expect(first.documents.map(\.identifier) == second.documents.map(\.identifier))
    #expect(subject.sandbox.requestCount(of: .createV2Job) == creations)
  }

  @Test func rejectsGroupIDOfDifferentRequest() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let id = try newGroup(subject, 2)
    _ = try await subject.backend.submit(
      subject.request(documents(2), idempotency: .group(id)))
    let otherFiles = subject.request(documents(2), idempotency: .group(id))
    let error = await classifyError { _ = try await subject.backend.submit(otherFiles) }
    #expect(error?.code == .idempotencyMismatch)
    let three = subject.request(documents(3), idempotency: .group(id))
    let countError = await classifyError { _ = try await subject.backend.submit(three) }
    #expect(countError?.code == .invalidRequest)
    #expect(subject.sandbox.createdV2JobCount == 2)
  }

  @Test func rejectsIdempotencyKeyOfDifferentRequest() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let first = subject.request(documents(1), idempotency: .transaction("order-17"))
    let job = try await subject.backend.submit(first)
    #expect(try await subject.backend.submit(first).id == job.id)
    var otherPages = first
    otherPages.configuration = .inline(
      InlineConfiguration(
        rules: SandboxedBackend.rules,
        parsing: ParsingOptions(pages: .pages(try PageSet(rangeString: "2")))))
    for request in [
      subject.request(documents(1), idempotency: .transaction("order-17")), otherPages,
    ] {
      let error = await classifyError { _ = try await subject.backend.submit(request) }
      #expect(error?.code == .idempotencyMismatch)
      #expect(error?.message.contains("order-17") == true)
    }
    #expect(subject.sandbox.createdV2JobCount == 1)
  }

  @Test func cancelsOtherMembersAndReportsFailedOne() async throws {
    let subject = try SandboxedBackend(
      .v2Current, durations: Sandbox.JobDurations(pending: .seconds(3_600)))
    var request = subject.request(documents(6))
    request.documents[3] = .file("dfl-00000000-0000-4000-8000-000000000000")
    let error = await classifyError { _ = try await subject.backend.submit(request) }
    #expect(error?.code == .incompleteGroup)
    let document = "document 4 of 6 (dfl-00000000-0000-4000-8000-000000000000)"
    #expect(error?.message.contains(document) == true)
    let listing = subject.backend.jobs(matching: JobQuery())
    for try await job in listing { #expect(job.documents.allSatisfy { $0.outcome == .cancelled }) }
  }

  @Test func completesGroupWhoseMembersWereKept() async throws {
    let subject = try SandboxedBackend(.v2Published, retries: 0)
    let id = try newGroup(subject, 5)
    let request = subject.request(documents(5), idempotency: .group(id))
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 2)
    let error = await classifyError { _ = try await subject.backend.submit(request) }
    #expect(error?.code == .incompleteGroup)
    let reading = await classifyError { _ = try await subject.backend.job(.group(id)) }
    #expect(reading?.code == .incompleteGroup)
    #expect(try await subject.backend.submit(request).documents.count == 5)
    #expect(subject.sandbox.createdV2JobCount == 5)
  }

  @Test func throwsNotFoundForUnknownGroup() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let id = try newGroup(subject, 3)
    let error = await classifyError { _ = try await subject.backend.job(.group(id)) }
    #expect(error?.code == .notFound)
  }

  @Test func findsMemberCreatedHoursLater() async throws {
    let subject = try SandboxedBackend(
      .v2Current, options: V2Options(incompleteGroupAction: .keepMembers), retries: 0)
    let id = try newGroup(subject, 3)
    let request = subject.request(documents(3), idempotency: .group(id))
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 1)
    _ = await classifyError { _ = try await subject.backend.submit(request) }
    subject.clock.advance(by: .seconds(100 * 3_600))
    let other = try SandboxedBackend.backend(
      .v2Current, on: subject.sandbox, clock: subject.clock, seed: 10)
    _ = try await other.submit(request)
    let third = try SandboxedBackend.backend(
      .v2Current, on: subject.sandbox, clock: subject.clock, seed: 11)
    #expect(try await third.job(.group(id)).documents.count == 3)
    #expect(subject.sandbox.createdV2JobCount == 3)
  }

  @Test func listsMembersSeparatelyWhenGroupsAreOff() async throws {
    let subject = try SandboxedBackend(.v2Current, options: V2Options(listsGroups: false))
    _ = try await subject.backend.submit(subject.request(documents(3)))
    var ids: [JobID] = []
    for try await job in subject.backend.jobs(matching: JobQuery(status: .succeeded)) {
      ids.append(job.id)
    }
    #expect(ids.count == 3)
    #expect(ids.allSatisfy { $0.text(in: .v2) != nil })
    #expect(subject.sandbox.requests.last?.path.contains("status=COMPLETED") == true)
  }
}
