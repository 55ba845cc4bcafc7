// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

/// The contract of ``ClassifyBackend``, tested on the backends of both versions.
@Suite struct BackendConformanceTests {
  typealias Kind = SandboxedBackend.Kind

  // MARK: - Submitting and reading

  @Test(arguments: Kind.allCases, [1, 2, 7])
  func returnsOutcomesInSubmittedOrder(
    kind: Kind, count: Int
  ) async throws {
    let subject = try SandboxedBackend(kind)
    let texts = (0..<count).map {
      $0.isMultiple(of: 2) ? SandboxedBackend.invoice : SandboxedBackend.receipt
    }
    let request = subject.request(texts)
    let job = try await subject.backend.classify(request, clock: subject.clock)
    #expect(job.status == .succeeded)
    #expect(job.documents.count == count)
    for (document, submitted) in zip(job.documents, request.documents) {
      #expect(document.reference?.isSameDocument(as: submitted) == true)
    }
    #expect(
      job.documents.map(\.outcome.classification?.type)
        == (0..<count).map { $0.isMultiple(of: 2) ? "invoice" : "receipt" })
    #expect(job.rules == SandboxedBackend.rules)
  }

  @Test(arguments: Kind.allCases)
  func readsJobByIDFromSubmit(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let submitted = try await subject.backend.submit(subject.request([SandboxedBackend.invoice]))
    let read = try await subject.backend.job(submitted.id)
    #expect(read.id == submitted.id)
    #expect(read.id.version == subject.backend.capabilities.version)
    #expect(JobID(read.id.description) == read.id)
  }

  @Test(arguments: Kind.allCases)
  func readsOnlySelectedPages(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let text = [SandboxedBackend.receipt, SandboxedBackend.invoice, "nothing"].joined(
      separator: "\u{C}")
    for (pages, type) in [("1", "receipt"), ("2", "invoice"), ("3", nil)] {
      let parsing = ParsingOptions(pages: .pages(try PageSet(rangeString: pages)))
      let request = subject.request([text], parsing: parsing)
      let job = try await subject.backend.classify(request, clock: subject.clock)
      #expect(job.documents.first?.outcome.classification?.type == type, "page \(pages)")
      #expect(job.parsing.pages == .value(parsing.pages))
    }
  }

  @Test(arguments: Kind.allCases)
  func readsWholeDocumentWithoutLimit(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    // v1's own default would stop after 5 pages.
    let text = Array(repeating: "blank", count: 7) + [SandboxedBackend.invoice]
    let request = subject.request([text.joined(separator: "\u{C}")])
    let job = try await subject.backend.classify(request, clock: subject.clock)
    #expect(job.documents.first?.outcome.classification?.type == "invoice")
  }

  @Test(arguments: Kind.allCases)
  func readsFirstPagesUpToLimit(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let text = "blank\u{C}blank\u{C}" + SandboxedBackend.invoice
    for (limit, type) in [(2, nil), (3, "invoice")] {
      let request = subject.request([text], parsing: ParsingOptions(pageLimit: .first(limit)))
      let job = try await subject.backend.classify(request, clock: subject.clock)
      #expect(job.documents.first?.outcome.classification?.type == type, "limit \(limit)")
    }
  }

  @Test(arguments: Kind.allCases)
  func reportsUnmatchedWhenNoRuleFits(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let job = try await subject.backend.classify(
      subject.request(["lorem ipsum"]), clock: subject.clock)
    guard case .unmatched? = job.documents.first?.outcome else {
      Issue.record("unexpected outcome: \(String(describing: job.documents.first?.outcome))")
      return
    }
  }

  @Test(arguments: Kind.allCases)
  func reportsFailedDocumentsSeparately(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    var request = subject.request([SandboxedBackend.invoice])
    request.documents.append(
      .file(subject.sandbox.addFile(name: "bad.txt", text: "x", failure: "unreadable")))
    let job = try await subject.backend.classify(request, clock: subject.clock)
    #expect(job.status == .partiallySucceeded)
    #expect(job.documents.first?.outcome.classification?.type == "invoice")
    guard case .failed? = job.documents.last?.outcome else {
      Issue.record("unexpected outcome: \(String(describing: job.documents.last?.outcome))")
      return
    }
  }

  // MARK: - Refusing

  @Test(arguments: Kind.allCases, [0, 501])
  func refusesDocumentCountOutsideLimitsBeforeSending(
    kind: Kind, count: Int
  ) async throws {
    let subject = try SandboxedBackend(kind)
    let request = ClassifyRequest(
      documents: Array(repeating: .file("dfl-1"), count: count), rules: SandboxedBackend.rules)
    let refusal = await #expect(throws: TranslationRefusal.self) {
      _ = try await subject.backend.submit(request)
    }
    #expect(refusal?.reasons.map(\.code) == [.requestDocumentCount])
    #expect(subject.sandbox.requests.isEmpty)
  }

  @Test(arguments: Kind.allCases)
  func reportsEveryReasonOfRefusal(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    var request = subject.request([])
    request.configuration = .inline(
      InlineConfiguration(
        rules: [
          Rule(type: "a", description: "short"),
          Rule(type: "a", description: "long enough for a rule"),
        ],
        parsing: ParsingOptions(pageLimit: .first(0))))
    let refusal = await #expect(throws: TranslationRefusal.self) {
      _ = try await subject.backend.submit(request)
    }
    #expect(
      Set(refusal?.reasons.map(\.code) ?? []) == [
        .requestDocumentCount, .rulesDescriptionLength, .rulesDuplicateType, .pageLimitBelowOne,
      ])
  }

  @Test(arguments: Kind.allCases)
  func acceptsOrRefusesMultimodalAccordingToCapabilities(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    var request = subject.request([SandboxedBackend.invoice])
    request.configuration = .inline(
      InlineConfiguration(rules: SandboxedBackend.rules, mode: .multimodal))
    if subject.backend.capabilities.takesMultimodal {
      #expect(try await subject.backend.submit(request).mode == .multimodal)
    } else {
      let refusal = await #expect(throws: TranslationRefusal.self) {
        _ = try await subject.backend.submit(request)
      }
      #expect(refusal?.reasons.map(\.code) == [.modeMultimodal])
    }
  }

  @Test(arguments: Kind.allCases)
  func reportsServiceMessageForUnknownFile(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let request = ClassifyRequest(
      documents: [.file("dfl-00000000-0000-4000-8000-000000000000")],
      rules: SandboxedBackend.rules)
    let error = await classifyError { _ = try await subject.backend.submit(request) }
    #expect(error?.code == .badRequest || error?.code == .notFound)
    #expect(error?.serverMessage?.isEmpty == false)
    #expect(error?.operation?.hasSuffix("create") == true)
    #expect(error?.description.contains("llx-test") == false)
  }

  @Test(arguments: Kind.allCases)
  func throwsNotFoundForUnknownJobID(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let text = "00000000-0000-4000-8000-000000000000"
    let id: JobID = kind == .v1 ? .v1(text) : .v2(text)
    let error = await classifyError { _ = try await subject.backend.job(id) }
    #expect(error?.code == .notFound)
  }

  @Test(arguments: Kind.allCases)
  func rejectsJobIDOfOtherVersionWithoutRequest(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let id: JobID = kind == .v1 ? .v2("a") : .v1("a")
    let error = await classifyError { _ = try await subject.backend.job(id) }
    #expect(error?.code == .invalidRequest)
    #expect(subject.sandbox.requests.isEmpty)
  }

  @Test(arguments: Kind.allCases, ["", ".", "..", "../x", "a/b?c#d"])
  func escapesJobIDInPathSegment(kind: Kind, text: String) async throws {
    let subject = try SandboxedBackend(kind)
    let id: JobID = kind == .v1 ? .v1(text) : .v2(text)
    _ = await classifyError { _ = try await subject.backend.job(id) }
    let prefix = kind == .v1 ? "/api/v1/classifier/jobs/" : "/api/v2/classify/"
    for request in subject.sandbox.requests {
      #expect(request.path.hasPrefix(prefix))
      #expect(!request.path.dropFirst(prefix.count).contains { "/?#".contains($0) })
    }
  }

  // MARK: - Listing

  @Test(arguments: Kind.allCases, [nil, 1, 2, 100])
  func listsEveryJobOnceForAnyPageSize(kind: Kind, pageSize: Int?) async throws {
    let subject = try SandboxedBackend(kind)
    var ids: Set<JobID> = []
    for count in [1, 3, 1, 2, 1] {
      let texts = Array(repeating: SandboxedBackend.invoice, count: count)
      ids.insert(try await subject.backend.submit(subject.request(texts)).id)
      subject.clock.advance(by: .seconds(1))
    }
    var listed: [JobID] = []
    for try await job in subject.backend.jobs(matching: JobQuery(pageSize: pageSize)) {
      listed.append(job.id)
    }
    #expect(listed.count == ids.count)
    #expect(Set(listed) == ids)
  }

  @Test(arguments: Kind.allCases)
  func resumesListFromToken(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    for _ in 0..<5 {
      _ = try await subject.backend.submit(subject.request([SandboxedBackend.invoice]))
      subject.clock.advance(by: .seconds(1))
    }
    let all = try await ids(subject.backend.jobs(matching: JobQuery()))
    var pages = subject.backend.jobs(matching: JobQuery(pageSize: 2)).pages.makeAsyncIterator()
    let first = try #require(try await pages.next())
    let rest = try await ids(
      subject.backend.jobs(matching: JobQuery(pageSize: 2, resumeToken: first.nextToken)))
    #expect(first.items.map(\.id) + rest == all)
  }

  @Test(arguments: Kind.allCases)
  func filtersList(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let good = try await subject.backend.submit(subject.request([SandboxedBackend.invoice]))
    subject.clock.advance(by: .seconds(60))
    let bad = try await subject.backend.submit(
      ClassifyRequest(
        documents: [.file(subject.sandbox.addFile(name: "b.txt", text: "x", failure: "no"))],
        rules: SandboxedBackend.rules))
    let group = try await subject.backend.submit(
      subject.request([SandboxedBackend.invoice, SandboxedBackend.invoice]))
    func list(_ query: JobQuery) async throws -> Set<JobID> {
      Set(try await ids(subject.backend.jobs(matching: query)))
    }
    #expect(try await list(JobQuery(status: .succeeded)) == [good.id, group.id])
    #expect(try await list(JobQuery(status: .failed)) == [bad.id])
    #expect(try await list(JobQuery(jobIDs: [bad.id])) == [bad.id])
    #expect(try await list(JobQuery(jobIDs: [group.id, good.id])) == [group.id, good.id])
    #expect(try await list(JobQuery(jobIDs: [.v1("none"), .v2("none")])).isEmpty)
    let time = try #require(bad.createdAt)
    #expect(try await list(JobQuery(createdOnOrAfter: time)) == [bad.id, group.id])
    let before = Timestamp(
      Timestamp.Instant(milliseconds: try #require(time.instant).milliseconds - 1))
    #expect(try await list(JobQuery(createdOnOrBefore: before)) == [good.id])
  }

  @Test(arguments: Kind.allCases)
  func filtersByConfigurationOrRefusesAccordingToCapabilities(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let query = JobQuery(configurationID: "cfg-1")
    if subject.backend.capabilities.takesSavedConfigurations {
      #expect(try await ids(subject.backend.jobs(matching: query)).isEmpty)
    } else {
      let refusal = await #expect(throws: TranslationRefusal.self) {
        _ = try await ids(subject.backend.jobs(matching: query))
      }
      #expect(refusal?.reasons.map(\.code) == [.queryConfiguration])
    }
  }

  private func ids(_ jobs: JobPages) async throws -> [JobID] {
    var ids: [JobID] = []
    for try await job in jobs { ids.append(job.id) }
    return ids
  }

  // MARK: - Cancelling and deleting

  @Test(arguments: Kind.allCases, [1, 3])
  func cancelsUnfinishedJobIfSupported(kind: Kind, count: Int) async throws {
    let subject = try SandboxedBackend(
      kind, durations: Sandbox.JobDurations(pending: .seconds(3_600)))
    let texts = Array(repeating: SandboxedBackend.invoice, count: count)
    let job = try await subject.backend.submit(subject.request(texts))
    if subject.backend.capabilities.canCancel {
      #expect(try await subject.backend.cancel(job.id).status == .cancelled)
      #expect(
        try await subject.backend.job(job.id).documents.allSatisfy { $0.outcome == .cancelled })
    } else {
      let error = await classifyError { _ = try await subject.backend.cancel(job.id) }
      #expect(error?.code == .unsupported)
      #expect(try await subject.backend.job(job.id).status == .pending)
    }
  }

  @Test(arguments: Kind.allCases, [1, 3])
  func deletesFinishedJobIfSupported(kind: Kind, count: Int) async throws {
    let subject = try SandboxedBackend(kind)
    let texts = Array(repeating: SandboxedBackend.invoice, count: count)
    let job = try await subject.backend.classify(subject.request(texts), clock: subject.clock)
    if subject.backend.capabilities.canDelete {
      try await subject.backend.delete(job.id)
      let error = await classifyError { _ = try await subject.backend.job(job.id) }
      #expect(error?.code == .notFound)
    } else {
      let error = await classifyError { try await subject.backend.delete(job.id) }
      #expect(error?.code == .unsupported)
      #expect(try await subject.backend.job(job.id).status == .succeeded)
    }
  }

  // MARK: - Waiting

  @Test(arguments: Kind.allCases, [1, 2])
  func waitsUntilJobFinishes(kind: Kind, count: Int) async throws {
    let subject = try SandboxedBackend(
      kind, durations: Sandbox.JobDurations(pending: .seconds(5), running: .seconds(5)))
    let texts = Array(repeating: SandboxedBackend.invoice, count: count)
    let job = try await subject.backend.submit(subject.request(texts))
    #expect(!job.status.isFinished)
    let finished = try await subject.backend.waitUntilFinished(job.id, clock: subject.clock)
    #expect(finished.status == .succeeded)
    #expect(subject.clock.now.offset >= .seconds(10))
  }

  @Test(arguments: Kind.allCases)
  func timesOutAtDeadline(kind: Kind) async throws {
    let subject = try SandboxedBackend(
      kind, durations: Sandbox.JobDurations(pending: .seconds(86_400)))
    let job = try await subject.backend.submit(subject.request([SandboxedBackend.invoice]))
    let error = await classifyError {
      _ = try await subject.backend.waitUntilFinished(
        job.id, schedule: PollingSchedule(deadline: .seconds(30)), clock: subject.clock)
    }
    #expect(error?.code == .timeout)
    #expect(error?.message.contains(job.id.description) == true)
  }

  // MARK: - Cancellation and faults

  @Test(arguments: Kind.allCases)
  func throwsCancellationErrorWhenTaskIsCancelled(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let request = subject.request([SandboxedBackend.invoice])
    subject.sandbox.inject(.hang(.beforeProcessing), times: .max)
    let task = Task { try await subject.backend.submit(request) }
    // The request is either in flight or not yet started; both must end with the task.
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(arguments: Kind.allCases)
  func retriesReadAfterTransientFault(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let job = try await subject.backend.submit(subject.request([SandboxedBackend.invoice]))
    for fault in [
      Sandbox.Fault.unavailable, .rateLimited(retryAfter: "3"), .connectionLost(.beforeProcessing),
    ] {
      subject.sandbox.inject(fault)
      #expect(try await subject.backend.job(job.id).status == .succeeded)
    }
    #expect(subject.sandbox.pendingFaults.isEmpty)
  }

  @Test(arguments: Kind.allCases)
  func createsAtMostOneJobWhenResponseIsLost(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let request = subject.request([SandboxedBackend.invoice])
    subject.sandbox.inject(.connectionLost(.afterProcessing))
    if subject.backend.capabilities.hasIdempotencyKeys {
      _ = try await subject.backend.submit(request)
    } else {
      let error = await classifyError { _ = try await subject.backend.submit(request) }
      #expect(error?.code == .connection)
      #expect(error?.attempts == 1)
    }
    #expect(subject.sandbox.createdV1JobCount + subject.sandbox.createdV2JobCount == 1)
  }

  @Test(arguments: Kind.allCases)
  func reportsMalformedResponse(kind: Kind) async throws {
    let subject = try SandboxedBackend(kind)
    let job = try await subject.backend.submit(subject.request([SandboxedBackend.invoice]))
    subject.sandbox.inject(.garbage, times: .max)
    let error = await classifyError { _ = try await subject.backend.job(job.id) }
    #expect(error?.code == .malformedResponse)
  }
}
