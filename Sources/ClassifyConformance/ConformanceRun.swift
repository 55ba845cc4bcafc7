// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// One run of a check: creates fixtures and throws violations with the check's name.
struct ConformanceRun: Sendable {
  let check: String
  let requirement: String
  let makeFixture: ConformanceCheck.FixtureFactory

  /// Creates a fixture with an empty service.
  func fixture(
    pending: Duration = .zero, running: Duration = .zero
  ) async throws -> any ConformanceFixture {
    try await makeFixture(ServiceBehavior(pending: pending, running: running))
  }

  // MARK: - Expectations

  /// Throws a violation unless `condition` is true.
  func expect(
    _ condition: Bool, _ expected: String, seen: @autoclosure () -> String
  ) throws(ConformanceViolation) {
    guard condition else { throw violation(expected: expected, seen: seen()) }
  }

  /// Throws a violation unless `seen` equals `expected`; `subject` names the compared value.
  func expect<Value: Equatable>(
    _ subject: String, _ seen: Value, equals expected: Value
  ) throws(ConformanceViolation) {
    try expect(seen == expected, "\(subject): \(text(of: expected))", seen: text(of: seen))
  }

  /// Throws a violation if the service has received requests; passes if the fixture can't observe
  /// requests.
  func expectNoRequests(_ fixture: any ConformanceFixture) async throws {
    guard let paths = try await unlessSkipped({ try await fixture.requestPaths() }) else { return }
    try expect("requests sent", paths, equals: [])
  }

  /// Returns the value of `body`, or `nil` if it throws a `ConformanceSkip`.
  func unlessSkipped<Value>(_ body: () async throws -> Value) async throws -> Value? {
    do {
      return try await body()
    } catch is ConformanceSkip {
      return nil
    }
  }

  /// Runs `body` and returns the error that it throws, or throws a violation if it throws none or
  /// one of another type.
  func error<Failure: Error, Value>(
    _ type: Failure.Type = ClassifyError.self, from operation: String,
    _ body: () async throws -> Value
  ) async throws -> Failure {
    let value: Value
    do {
      value = try await body()
    } catch let error as Failure {
      return error
    } catch {
      throw violation(expected: "\(operation) throws \(type)", seen: "threw \(error)")
    }
    throw violation(expected: "\(operation) throws \(type)", seen: "returned \(text(of: value))")
  }

  /// Runs `body` and throws a violation unless it throws a `ClassifyError` with one of `codes`.
  func expectError<Value>(
    _ codes: ClassifyError.Code..., from operation: String, _ body: () async throws -> Value
  ) async throws {
    let error = try await error(from: operation, body)
    let names = codes.map(\.rawValue).joined(separator: " or ")
    try expect(
      codes.contains(error.code), "\(operation) throws the code \(names)",
      seen: "\(error.code.rawValue): \(error)")
  }

  /// Runs `body` and throws a violation unless it throws a `TranslationRefusal` for `reasons`.
  func expectRefusal<Value>(
    for reasons: [NoteCode], from operation: String, _ body: () async throws -> Value
  ) async throws {
    let refusal = try await error(TranslationRefusal.self, from: operation, body)
    try expect(
      "reasons of the refusal", refusal.reasons.map(\.code.rawValue).sorted(),
      equals: reasons.map(\.rawValue).sorted())
  }

  private func violation(expected: String, seen: String) -> ConformanceViolation {
    ConformanceViolation(check: check, requirement: requirement, expected: expected, seen: seen)
  }

  private func text<Value>(of value: Value) -> String {
    switch value {
    case let optional as any OptionalValue: optional.wrappedText
    case let job as ClassifyJob: "job \(job.id), \(job.status)"
    case is Void: "no error"
    default: String(describing: value)
    }
  }

  // MARK: - Lists

  /// The maximum number of pages that a list of a fixture's jobs can have.
  private static let maximumPageCount = 50

  /// Returns the IDs of all jobs on a list, or throws a violation if the list does not end.
  func ids(_ jobs: JobPages) async throws -> [JobID] {
    var ids: [JobID] = []
    var pageCount = 0
    for try await page in jobs.pages {
      ids += page.items.map(\.id)
      pageCount += 1
      try expect(
        pageCount <= Self.maximumPageCount,
        "the list ends after at most \(Self.maximumPageCount) pages",
        seen: "a further page, after \(ids.count) jobs")
    }
    return ids
  }
}

/// An optional whose text is that of its value, without `Optional(…)`.
private protocol OptionalValue {
  var wrappedText: String { get }
}

extension Optional: OptionalValue {
  fileprivate var wrappedText: String { map { String(describing: $0) } ?? "nil" }
}

extension ConformanceFixture {
  /// Uploads a one-page document for each text and creates a request with the sample rules.
  func request(
    _ texts: [String], parsing: ParsingOptions = ParsingOptions(),
    idempotency: ClassifyRequest.Idempotency = .automatic
  ) async throws -> ClassifyRequest {
    var documents: [DocumentReference] = []
    for text in texts { documents.append(try await addDocument(pages: [text])) }
    return ClassifyRequest(
      documents: documents, rules: ConformanceSamples.rules, parsing: parsing,
      idempotency: idempotency)
  }

  /// Creates a request with `count` invoices.
  func invoices(
    _ count: Int = 1, idempotency: ClassifyRequest.Idempotency = .automatic
  ) async throws -> ClassifyRequest {
    try await request(
      Array(repeating: ConformanceSamples.invoice, count: count), idempotency: idempotency)
  }

  /// Submits a request and waits until the job is finished.
  func classify(_ request: ClassifyRequest) async throws -> ClassifyJob {
    try await waitUntilFinished(try await backend.submit(request).id)
  }

  /// Waits on the fixture's clock until a job is finished.
  func waitUntilFinished(
    _ id: JobID, schedule: PollingSchedule = PollingSchedule()
  ) async throws -> ClassifyJob {
    func wait(on clock: some Clock<Duration>) async throws -> ClassifyJob {
      try await backend.waitUntilFinished(id, schedule: schedule, clock: clock)
    }
    // In one expression the compiler does not open a clock that has a default implementation.
    let clock = clock
    return try await wait(on: clock)
  }
}
