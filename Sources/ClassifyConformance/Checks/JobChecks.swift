// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

// Submitting requests, reading jobs and waiting for them.
extension BackendConformance {
  static let jobChecks = [
    documentOrder, jobIdentity, pageSelection, pageUnlimited, pageLimit, outcomeUnmatched,
    outcomeFailed, waitFinished, waitDeadline,
  ]

  private static let documentOrder = ConformanceCheck(
    "job.documentOrder",
    "A finished job has the documents of its request in their order, each with its own outcome."
  ) { run in
    for count in [1, 2, 7] {
      let fixture = try await run.fixture()
      let expected = (0..<count).map { $0.isMultiple(of: 2) ? "invoice" : "receipt" }
      let request = try await fixture.request(
        expected.map {
          $0 == "invoice" ? ConformanceSamples.invoice : ConformanceSamples.receipt
        })
      let job = try await fixture.classify(request)
      try run.expect("status with \(count) documents", job.status, equals: .succeeded)
      try run.expect("number of documents", job.documents.count, equals: count)
      for (document, submitted) in zip(job.documents, request.documents) {
        try run.expect(
          document.reference?.isSameDocument(as: submitted) == true,
          "a document with the reference \(submitted)",
          seen: document.reference.map { "\($0)" } ?? "no reference")
      }
      try run.expect(
        "types of \(count) documents", job.documents.map { $0.type ?? "none" }, equals: expected)
      try run.expect("rules of the job", job.rules, equals: ConformanceSamples.rules)
    }
  }

  private static let jobIdentity = ConformanceCheck(
    "job.identity",
    "A job is read by the ID that submitting returned, which has the backend's version and a text "
      + "form that parses back to it."
  ) { run in
    let fixture = try await run.fixture()
    let submitted = try await fixture.backend.submit(try await fixture.invoices())
    let read = try await fixture.backend.job(submitted.id)
    try run.expect("ID of the job that was read", read.id, equals: submitted.id)
    try run.expect(
      "version of the ID", read.id.version,
      equals: fixture.backend.capabilities(of: submitted.id).version)
    try run.expect("ID parsed from its text", JobID(read.id.description), equals: read.id)
  }

  private static let pageSelection = ConformanceCheck(
    "pages.selection", "Only the selected pages are read, and the job lists them."
  ) { run in
    let fixture = try await run.fixture()
    let document = try await fixture.addDocument(
      pages: [ConformanceSamples.receipt, ConformanceSamples.invoice, ConformanceSamples.unmatched])
    for (pages, type) in [("1", "receipt"), ("2", "invoice"), ("3", nil)] {
      let parsing = ParsingOptions(pages: .pages(try PageSet(rangeString: pages)))
      let job = try await fixture.classify(
        ClassifyRequest(documents: [document], rules: ConformanceSamples.rules, parsing: parsing))
      try run.expect("type of page \(pages)", job.documents.first?.type, equals: type)
      try run.expect("pages of the job", job.parsing.pages, equals: .value(parsing.pages))
    }
  }

  private static let pageUnlimited = ConformanceCheck(
    "pages.unlimited", "Without a page limit and a selection, all pages are read."
  ) { run in
    let fixture = try await run.fixture()
    // v1's own default stops after 5 pages.
    let pages = Array(repeating: ConformanceSamples.unmatched, count: 7)
    let document = try await fixture.addDocument(pages: pages + [ConformanceSamples.invoice])
    let job = try await fixture.classify(
      ClassifyRequest(documents: [document], rules: ConformanceSamples.rules))
    try run.expect("type by page 8 of 8", job.documents.first?.type, equals: "invoice")
  }

  private static let pageLimit = ConformanceCheck(
    "pages.limit", "With a page limit, that many pages are read from the first on."
  ) { run in
    let fixture = try await run.fixture()
    let document = try await fixture.addDocument(
      pages: [
        ConformanceSamples.unmatched, ConformanceSamples.unmatched, ConformanceSamples.invoice,
      ])
    for (limit, type) in [(2, nil), (3, "invoice")] {
      let job = try await fixture.classify(
        ClassifyRequest(
          documents: [document], rules: ConformanceSamples.rules,
          parsing: ParsingOptions(pageLimit: .first(limit))))
      try run.expect("type with limit \(limit)", job.documents.first?.type, equals: type)
    }
  }

  private static let outcomeUnmatched = ConformanceCheck(
    "outcome.unmatched", "A document that no rule matches has the outcome `unmatched`."
  ) { run in
    let fixture = try await run.fixture()
    let job = try await fixture.classify(
      try await fixture.request([ConformanceSamples.unmatched]))
    let outcome = job.documents.first?.outcome
    guard case .unmatched? = outcome else {
      return try run.expect(false, "outcome unmatched", seen: "\(outcome, default: "none")")
    }
  }

  private static let outcomeFailed = ConformanceCheck(
    "outcome.failed",
    "If one of two documents fails, its outcome is `failed`, the other keeps its classification "
      + "and the job has partially succeeded."
  ) { run in
    let fixture = try await run.fixture()
    var request = try await fixture.invoices()
    request.documents.append(try await fixture.addFailingDocument())
    let job = try await fixture.classify(request)
    try run.expect("status", job.status, equals: .partiallySucceeded)
    try run.expect("type of the first document", job.documents.first?.type, equals: "invoice")
    let outcome = job.documents.last?.outcome
    guard case .failed? = outcome else {
      return try run.expect(false, "outcome failed", seen: "\(outcome, default: "none")")
    }
  }

  private static let waitFinished = ConformanceCheck(
    "wait.finished", "A job is unfinished when it is submitted, and waiting ends when it finishes."
  ) { run in
    for count in [1, 2] {
      let fixture = try await run.fixture(pending: .seconds(5), running: .seconds(5))
      let request = try await fixture.invoices(count)
      let clock = fixture.clock
      let elapsed = stopwatch(clock)
      let job = try await fixture.backend.submit(request)
      try run.expect(!job.status.isFinished, "an unfinished job", seen: "\(job.status)")
      let finished = try await fixture.waitUntilFinished(job.id)
      try run.expect("status after waiting", finished.status, equals: .succeeded)
      let duration = elapsed()
      try run.expect(
        duration >= .seconds(10), "waiting for at least 10 seconds", seen: "\(duration)")
    }
  }

  private static let waitDeadline = ConformanceCheck(
    "wait.deadline",
    "Waiting for an unfinished job throws `timeout` at its deadline, with the ID of the job."
  ) { run in
    let fixture = try await run.fixture(pending: .seconds(86_400))
    let job = try await fixture.backend.submit(try await fixture.invoices())
    let error = try await run.error(from: "waitUntilFinished") {
      try await fixture.waitUntilFinished(
        job.id, schedule: PollingSchedule(deadline: .seconds(30)))
    }
    try run.expect("error code", error.code, equals: .timeout)
    try run.expect(
      error.jobID == job.id, "an error with the ID \(job.id)", seen: "\(error)")
  }

  /// Returns a function that returns the time since now.
  private static func stopwatch(_ clock: some Clock<Duration>) -> () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}

extension DocumentRecord {
  /// The type of the rule that matches, or `nil` without one.
  fileprivate var type: String? { outcome.classification?.type }
}
