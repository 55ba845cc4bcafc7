// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

/// Groups whose creation fails: which jobs remain, and what the error says.
@Suite struct V2GroupCreationTests {
  private static let slow = Sandbox.JobDurations(pending: .seconds(360_000))

  private func subject(retries: Int = 0) throws -> SandboxedBackend {
    try SandboxedBackend(
      .v2Current, durations: Self.slow, options: V2Options(concurrency: 1), retries: retries)
  }

  private func documents(_ count: Int) -> [String] {
    Array(repeating: SandboxedBackend.invoice, count: count)
  }

  /// Returns a backend that reaches the subject's sandbox through another transport.
  private func backend(
    _ subject: SandboxedBackend, _ transport: any HTTPTransport, retries: Int = 0,
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) throws -> V2Backend {
    try #require(
      SandboxedBackend.backend(
        .v2Current, on: transport, clock: subject.clock, options: V2Options(concurrency: 1),
        retries: retries, observe: observe)
        as? V2Backend)
  }

  /// The statuses of all jobs in the sandbox.
  private func statuses(_ subject: SandboxedBackend) async throws -> [JobStatus] {
    let lister = try SandboxedBackend.backend(
      .v2Current, on: subject.sandbox, clock: subject.clock,
      options: V2Options(listsGroups: false), seed: 99)
    var statuses: [JobStatus] = []
    for try await job in lister.jobs(matching: JobQuery()) { statuses.append(job.status) }
    return statuses
  }

  // MARK: - A first member that fails

  @Test(
    arguments: [
      (.connectionLost(.afterProcessing), .connection), (.garbage, .malformedResponse),
      (.truncation, .malformedResponse),
    ] as [(Sandbox.Fault, ClassifyError.Code)])
  func cancelsFirstMemberWhoseResponseWasLost(
    fault: Sandbox.Fault, code: ClassifyError.Code
  ) async throws {
    let subject = try subject()
    subject.sandbox.inject(fault, into: [.createV2Job])
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.code == code)
    #expect(error?.message.contains("1 created member was cancelled") == true)
    #expect(error?.message.contains("of the group 01a") == true, "\(error?.message ?? "")")
    #expect(try await statuses(subject) == [.cancelled])
    #expect(subject.sandbox.requestCount(of: .createV2Job) == 1)
  }

  @Test func looksForFirstMemberAfterServerError() async throws {
    let subject = try subject()
    subject.sandbox.inject(.unavailable, into: [.createV2Job])
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.code == .server)
    #expect(error?.message.contains("1 without a response was not found and may exist") == true)
    // Nothing was created, which only repeated looks can tell: around the time in the group's ID, and
    // among the newest jobs.
    #expect(subject.sandbox.requestCount(of: .listV2Jobs) == 3 * 2)
    #expect(try await statuses(subject).isEmpty)
  }

  @Test(
    arguments: [
      (400, .badRequest), (401, .authentication), (402, .paymentRequired), (403, .permissionDenied),
      (404, .notFound), (422, .unprocessable), (429, .rateLimited),
    ] as [(Int, ClassifyError.Code)])
  func looksForNothingAfterRejection(status: Int, code: ClassifyError.Code) async throws {
    let subject = try subject()
    subject.sandbox.inject(
      .errorResponse(HTTPStatus(code: status), detail: "no"), into: [.createV2Job])
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(5)))
    }
    #expect(error?.code == code)
    #expect(error?.message.contains("no job was created") == true)
    #expect(subject.sandbox.requestCount(of: .listV2Jobs) == 0)
  }

  @Test func looksForNothingAfterRefusedConnection() async throws {
    let subject = try subject()
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.request = { (_) async throws(TransportError) in
      throw TransportError(kind: .cannotConnect, delivery: .notSent, message: "refused")
    }
    let backend = try backend(subject, transport)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(5))) }
    #expect(error?.code == .connection)
    #expect(subject.sandbox.requests.isEmpty)
  }

  @Test func keepsFirstMemberOfCallersGroup() async throws {
    let subject = try subject()
    let backend = try #require(subject.backend as? V2Backend)
    let id = try #require(backend.newGroup(memberCount: 5))
    let request = subject.request(documents(5), idempotency: .group(id))
    subject.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV2Job])
    let error = await classifyError { _ = try await backend.submit(request) }
    #expect(error?.code == .connection)
    #expect(error?.message.contains("\(id)") == true)
    #expect(error?.message.contains("1 member may exist") == true)
    #expect(subject.sandbox.requestCount(of: .cancelV2Job) == 0)
    #expect(try await backend.submit(request).documents.count == 5)
    #expect(try await statuses(subject) == Array(repeating: .pending, count: 5))
  }

  // MARK: - Cleaning up

  /// The service goes on with a request whose connection was lost.
  @Test func cancelsMemberThatIsCreatedAfterFirstLook() async throws {
    let subject = try subject()
    let creation = Shared<HTTPRequest?>(nil)
    let lookCount = Shared(0)
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.request = { (request) async throws(TransportError) in
      if request.isCreation, creation.value == nil {
        creation.update { $0 = request }
        throw TransportError(kind: .connectionLost, delivery: .unknown, message: "lost")
      }
      if request.method == .get {
        lookCount.update { $0 += 1 }
        // The first look reads two lists.
        if lookCount.value == 3, let creation = creation.value {
          _ = try await subject.sandbox.send(creation)
        }
      }
      return request
    }
    let backend = try backend(subject, transport)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(5))) }
    #expect(error?.code == .connection)
    #expect(error?.message.contains("1 created member was cancelled") == true)
    #expect(lookCount.value == 3)
    #expect(try await statuses(subject) == [.cancelled])
  }

  @Test(arguments: [-2_592_000, 2_592_000], [0, 2])
  func cancelsLostMemberDespiteClockSkew(seconds: Int, createdCount: Int) async throws {
    let subject = try subject()
    subject.sandbox.inject(
      .connectionLost(.afterProcessing), into: [.createV2Job], skipping: createdCount)
    let maker = try SandboxedBackend.backend(
      .v2Current, on: subject.sandbox, clock: subject.clock, options: V2Options(concurrency: 1),
      retries: 0, clockError: .seconds(seconds))
    let error = await classifyError { _ = try await maker.submit(subject.request(documents(5))) }
    #expect(error?.code == (createdCount == 0 ? .connection : .incompleteGroup))
    #expect(
      try await statuses(subject) == Array(repeating: .cancelled, count: createdCount + 1))
  }

  @Test func startsNoCleanupRequestAfterOneMinute() async throws {
    let subject = try subject()
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 20, times: .max)
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.request = { (request) async throws(TransportError) in
      if !request.isCreation { subject.clock.advance(by: .seconds(25)) }
      return request
    }
    let backend = try backend(subject, transport)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(30))) }
    #expect(error?.code == .incompleteGroup)
    #expect(subject.sandbox.requestCount(of: .cancelV2Job) == 3)
    #expect(
      error?.message.contains("3 created members were cancelled and 17 may still run") == true)
    // Every member that may exist is known.
    #expect(subject.sandbox.requestCount(of: .listV2Jobs) == 0)
  }

  // MARK: - Documents that are rejected

  @Test(arguments: ["", String(repeating: "a", count: 201), "dfl-1\n"])
  func sendsNothingWhenOneDocumentIsInvalid(id: String) async throws {
    let subject = try subject()
    var request = subject.request(documents(60))
    request.documents[37] = .file(id)
    let refusal = await #expect(throws: TranslationRefusal.self) {
      try await subject.backend.submit(request)
    }
    #expect(refusal?.reasons.count == 1)
    #expect(refusal?.reasons.first?.message.contains("document 37 has") == true)
    #expect(subject.sandbox.requests.isEmpty)
  }

  @Test(arguments: [(0, .unprocessable), (3, .incompleteGroup)] as [(Int, ClassifyError.Code)])
  func namesDocumentThatServiceRejects(position: Int, code: ClassifyError.Code) async throws {
    let subject = try subject()
    let request = subject.request(documents(6))
    subject.sandbox.inject(
      .errorResponse(422, detail: "file_input is not an ID"), into: [.createV2Job],
      skipping: position)
    let error = await classifyError { _ = try await subject.backend.submit(request) }
    #expect(error?.code == code)
    #expect(error?.status == 422)
    #expect(error?.serverMessage == "file_input is not an ID")
    let id = request.documents[position].identifier
    #expect(error?.message.contains("document \(position + 1) of 6 (\(id))") == true)
    #expect(error?.message.contains("file_input is not an ID") == true)
    #expect(
      try await statuses(subject) == Array(repeating: .cancelled, count: position))
  }

  /// One sentence says what happened, one what to do: a rejected document would be rejected again.
  @Test func advisesToCorrectRejectedDocument() async throws {
    let subject = try subject()
    let backend = try #require(subject.backend as? V2Backend)
    let group = try #require(backend.newGroup(memberCount: 6))
    var request = subject.request(documents(6), idempotency: .group(group))
    let rejection = Sandbox.Fault.errorResponse(422, detail: "file_input is not an ID")
    subject.sandbox.inject(rejection, into: [.createV2Job], skipping: 3)
    let error = await classifyError { _ = try await backend.submit(request) }
    let id = request.documents[3].identifier
    #expect(
      error?.message
        == "1 of 6 documents of the group \(group) failed and 2 were not sent: document 4 of 6 (\(id)):"
        + " status 422: file_input is not an ID; 3 members exist and keep running. Correct what was "
        + "refused, then submit the request again with the group's ID to create the missing members."
    )
    request.documents[3] = subject.request(documents(1)).documents[0]
    #expect(try await backend.submit(request).documents.count == 6)
    #expect(subject.sandbox.createdV2JobCount == 6)
  }

  @Test(
    arguments: [
      (.errorResponse(422, detail: "no"), "Correct what was refused, then submit"),
      (.unavailable, "Submit"), (.connectionLost(.beforeProcessing), "Submit"),
    ] as [(Sandbox.Fault, String)])
  func advisesNewGroupAfterCleanup(fault: Sandbox.Fault, beginning: String) async throws {
    let subject = try subject()
    subject.sandbox.inject(fault, into: [.createV2Job], skipping: 2)
    let error = await classifyError {
      _ = try await subject.backend.submit(subject.request(documents(3)))
    }
    #expect(error?.message.hasSuffix(". \(beginning) the request as a new group.") == true)
    #expect(error?.message.split(separator: ". ").count == 2, "\(error?.message ?? "")")
  }

  // MARK: - Responses that are not the member

  /// A service that doesn't return the key, or returns null.
  @Test(arguments: ["", #""transaction_id":null,"#])
  func stopsAtFirstMemberWithoutKey(key: String) async throws {
    let subject = try subject()
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.response = { _, text in text.replacing(/"transaction_id":"[^"]*",/, with: key) }
    let backend = try backend(subject, transport)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(5))) }
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("has no transaction_id") == true)
    #expect(try await statuses(subject) == [.cancelled])
    #expect(subject.sandbox.requestCount(of: .createV2Job) == 1)
  }

  @Test func rejectsMembersWithOneID() async throws {
    let subject = try subject()
    let first = Shared<String?>(nil)
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.response = { request, text in
      guard request.isCreation, let id = text.firstMatch(of: /"id":"(clj-[^"]*)"/)?.1 else {
        return text
      }
      let other = first.update { first in
        first = first ?? String(id)
        return first ?? ""
      }
      return text.replacing(id, with: other)
    }
    let backend = try backend(subject, transport)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(5))) }
    #expect(error?.code == .incompleteGroup)
    #expect(error?.message.contains("which is that of document 1") == true)
    #expect(try await statuses(subject) == [.cancelled, .cancelled])
  }

  /// A service that trims what it is sent.
  private func trimming(_ sandbox: Sandbox) -> AlteringTransport {
    var transport = AlteringTransport(sandbox: sandbox)
    transport.response = { _, text in text.replacing(#" ""#, with: #"""#) }
    return transport
  }

  @Test(arguments: [1, 3])
  func notesTrimmedDescriptionOfNewRequest(count: Int) async throws {
    let subject = try subject()
    let notes = Shared<[Note]>([])
    let backend = try backend(subject, trimming(subject.sandbox)) { new in
      notes.update { $0 += new }
    }
    var request = subject.request(documents(count))
    let rule = Rule(type: "invoice", description: "has an invoice number ")
    request.configuration = .inline(InlineConfiguration(rules: [rule]))
    #expect(try await backend.submit(request).documents.count == count)
    let noted = notes.value.filter { $0.code == .echoDiffers }
    #expect(noted.count == count)
    #expect(noted.first?.pointer == "/configuration/rules/0/description")
    #expect(noted.first?.before == "has an invoice number ")
    #expect(noted.first?.after == "has an invoice number")
  }

  @Test func rejectsTrimmedDescriptionUnderCallersKey() async throws {
    let subject = try subject()
    let backend = try backend(subject, trimming(subject.sandbox))
    // Another process can have used the group.
    let other = try #require(subject.backend as? V2Backend)
    let group = try #require(other.newGroup(memberCount: 2))
    let rule = Rule(type: "invoice", description: "has an invoice number ")
    for (count, key) in [
      (1, ClassifyRequest.Idempotency.transaction("order-1")), (2, .group(group)),
    ] {
      var request = subject.request(documents(count), idempotency: key)
      request.configuration = .inline(InlineConfiguration(rules: [rule]))
      let error = await classifyError { _ = try await backend.submit(request) }
      #expect(error?.code == .idempotencyMismatch)
    }
    #expect(subject.sandbox.createdV2JobCount == 2)
    #expect(subject.sandbox.requestCount(of: .cancelV2Job) == 0)
  }

  /// No request has used a group that this process has just made.
  @Test func notesTrimmedDescriptionOfUnusedGroup() async throws {
    let subject = try subject()
    let notes = Shared<[Note]>([])
    let backend = try backend(subject, trimming(subject.sandbox)) { new in
      notes.update { $0 += new }
    }
    let group = try #require(backend.newGroup(memberCount: 2))
    var request = subject.request(documents(2), idempotency: .group(group))
    let rule = Rule(type: "invoice", description: "has an invoice number ")
    request.configuration = .inline(InlineConfiguration(rules: [rule]))
    #expect(try await backend.submit(request).id == .group(group))
    #expect(notes.value.count { $0.code == .echoDiffers } == 2)
  }

  /// Until a submission has completed it, a group that this client made belongs to one request.
  @Test func keepsGroupNewUntilItIsCompleted() async throws {
    let subject = try subject()
    let notes = Shared<[Note]>([])
    let backend = try backend(subject, trimming(subject.sandbox)) { new in
      notes.update { $0 += new }
    }
    let group = try #require(backend.newGroup(memberCount: 3))
    var request = subject.request(documents(3), idempotency: .group(group))
    let rule = Rule(type: "invoice", description: "has an invoice number ")
    request.configuration = .inline(InlineConfiguration(rules: [rule]))
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 2)
    let failure = await classifyError { _ = try await backend.submit(request) }
    #expect(failure?.code == .incompleteGroup)

    var other = request
    let otherRule = Rule(type: "invoice", description: "has a total amount")
    other.configuration = .inline(InlineConfiguration(rules: [otherRule]))
    let mismatch = await classifyError { _ = try await backend.submit(other) }
    #expect(mismatch?.code == .idempotencyMismatch)

    #expect(try await backend.submit(request).documents.count == 3)
    #expect(notes.value.contains { $0.code == .echoDiffers })
    #expect(subject.sandbox.createdV2JobCount == 3)
    let later = await classifyError { _ = try await backend.submit(request) }
    #expect(later?.code == .idempotencyMismatch)
  }

  /// Webhooks are not returned by the service, so those of existing jobs can't be compared.
  @Test func notesThatExistingMembersKeepTheirWebhooks() async throws {
    let subject = try subject()
    let notes = Shared<[Note]>([])
    let backend = try backend(subject, subject.sandbox) { new in notes.update { $0 += new } }
    let group = try #require(backend.newGroup(memberCount: 3))
    var request = subject.request(documents(3), idempotency: .group(group))
    request.webhooks = [Webhook(url: "https://a.example/first")]
    subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 2)
    _ = await classifyError { _ = try await backend.submit(request) }
    #expect(!notes.value.contains { $0.code == .webhookKept })
    request.webhooks = [Webhook(url: "https://a.example/second")]
    #expect(try await backend.submit(request).documents.count == 3)
    let kept = notes.value.filter { $0.code == .webhookKept }
    #expect(kept.map(\.pointer) == ["/webhook_configurations"])
    #expect(kept.first?.message.hasPrefix("2 of 3 jobs exist already") == true)
  }

  // MARK: - Members that exist more than once

  @Test func cancelsAndDeletesRepeatedMembers() async throws {
    let subject = try subject()
    let notes = Shared<[Note]>([])
    let transport = AlteringTransport.losingIdempotency(subject.sandbox)
    subject.sandbox.inject(
      .connectionLost(.afterProcessing), into: [.createV2Job], skipping: 1, times: 1)
    subject.sandbox.inject(
      .connectionLost(.afterProcessing), into: [.createV2Job], skipping: 3, times: 1)
    let backend = try backend(subject, transport, retries: 2) { new in notes.update { $0 += new } }
    let job = try await backend.submit(subject.request(documents(5)))
    #expect(job.documents.count == 5)
    #expect(subject.sandbox.createdV2JobCount == 7)
    #expect(try await backend.cancel(job.id).status == .cancelled)
    #expect(try await statuses(subject) == Array(repeating: .cancelled, count: 7))
    let noted = notes.value.filter { $0.code == .memberRepeated }
    #expect(Set(noted.map(\.pointer)) == ["/1/transaction_id", "/3/transaction_id"])
    try await backend.delete(job.id)
    #expect(try await statuses(subject).isEmpty)
  }

  @Test func cancelsRepeatedMembersOnCleanup() async throws {
    let subject = try subject()
    let transport = AlteringTransport.losingIdempotency(subject.sandbox)
    subject.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV2Job], skipping: 1)
    subject.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 3, times: .max)
    let backend = try backend(subject, transport, retries: 2)
    let error = await classifyError { _ = try await backend.submit(subject.request(documents(5))) }
    #expect(error?.code == .incompleteGroup)
    // Three members, one of them twice.
    #expect(subject.sandbox.createdV2JobCount == 4)
    #expect(error?.message.contains("4 created members were cancelled") == true)
    #expect(try await statuses(subject) == Array(repeating: .cancelled, count: 4))
  }

  @Test func listsGroupWithRepeatedFirstMemberOnce() async throws {
    let subject = try subject()
    let transport = AlteringTransport.losingIdempotency(subject.sandbox)
    subject.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV2Job])
    let job = try await backend(subject, transport, retries: 2).submit(
      subject.request(documents(3)))
    let lister = try backend(subject, transport)
    var listed: [ClassifyJob] = []
    for try await job in lister.jobs(matching: JobQuery(pageSize: 1)) { listed.append(job) }
    #expect(listed.map(\.id) == [job.id])
    #expect(listed.first?.documents.count == 3)
  }

  // MARK: - An unknown status

  @Test func boundsWaitForMembersInUnknownStatus() async throws {
    let subject = try subject()
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.response = { _, text in
      text.replacing(#""status":"PENDING""#, with: #""status":"PAUSED""#)
    }
    let backend = try backend(subject, transport)
    let job = try await backend.submit(subject.request(documents(3)))
    _ = try await backend.cancel(.v2(try #require(job.documents.first?.identifier)))
    let error = await classifyError {
      _ = try await backend.waitUntilFinished(job.id, clock: subject.clock)
    }
    #expect(error?.code == .malformedResponse)
    #expect(error?.message.contains("PAUSED") == true)
    #expect(subject.clock.now.offset < .seconds(600))
  }
}
