// SPDX-License-Identifier: Apache-2.0

import ClassifyConformance
import ClassifyModel
import Testing

/// Runs the conformance suite on the backends of this package, and on broken ones.
@Suite struct BackendConformanceTests {
  typealias Kind = SandboxFixture.Kind

  // MARK: - Backends of this package

  @Test(arguments: Kind.allCases, BackendConformance.checks)
  func conforms(kind: Kind, check: ConformanceCheck) async throws {
    try await check.run { behavior in try SandboxFixture(kind, behavior) }
  }

  /// A backend that sends no requests passes all checks that need no faults, failing documents,
  /// secrets or requests.
  @Test(arguments: [BackendCapabilities.all(true, .v2), .all(false, .v1)])
  func memoryBackendConforms(capabilities: BackendCapabilities) async throws {
    let report = try await BackendConformance.report { behavior in
      MemoryFixture(capabilities, behavior)
    }
    #expect(report.violations.isEmpty, "\(report)")
    let filters = capabilities.filtersOnServer ? ["capability.filtersOnServer"] : []
    #expect(
      report.skipped.map(\.check) == ["outcome.failed", "error.secrets", "job.pathSegment"]
        + filters + [
          "idempotency.lostResponse", "fault.cancelledTask", "fault.retry",
          "fault.malformedResponse",
        ])
  }

  // MARK: - Broken backends

  @Test(arguments: Mutant.all)
  func findsDefect(mutant: Mutant) async throws {
    let check = try #require(BackendConformance.checks.first { $0.name == mutant.check })
    let violation = await #expect(throws: ConformanceViolation.self) {
      try await check.run { behavior in try mutant.fixture(behavior) }
    }
    #expect(violation?.check == check.name)
    #expect(violation?.requirement == check.requirement)
    #expect(violation?.expected != violation?.seen)
  }

  /// Checks that need neither requests nor a failing document find the same defects without them.
  @Test(arguments: Mutant.all.filter { $0.isVisibleInResults })
  func findsDefectWithoutRequestsAndFailingDocuments(mutant: Mutant) async throws {
    let check = try #require(BackendConformance.checks.first { $0.name == mutant.check })
    for requests in [AlteredFixture.ObservedRequests.none, .unavailable] {
      await #expect(throws: ConformanceViolation.self) {
        try await check.run { behavior in
          var fixture = try mutant.fixture(behavior)
          fixture.observedRequests = requests
          fixture.addsFailingDocuments = false
          return fixture
        }
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func skipsOnlyWhatNeedsRequests(kind: Kind) async throws {
    for requests in [AlteredFixture.ObservedRequests.none, .unavailable] {
      let report = try await BackendConformance.report { behavior in
        let fixture = try SandboxFixture(kind, behavior)
        return AlteredFixture(
          base: fixture, backend: fixture.backend, observedRequests: requests,
          addsFailingDocuments: false)
      }
      #expect(report.violations.isEmpty, "\(report)")
      let filters = kind == .v1 ? [] : ["capability.filtersOnServer"]
      #expect(
        report.skipped.map(\.check) == ["outcome.failed", "job.pathSegment"] + filters)
    }
  }

  @Test func hasDefectForEveryCheck() {
    #expect(Set(Mutant.all.map(\.check)) == Set(BackendConformance.checks.map(\.name)))
  }

  @Test(arguments: Kind.allCases)
  func findsNothingInUnalteredBackend(kind: Kind) async throws {
    let report = try await BackendConformance.report { behavior in
      let fixture = try SandboxFixture(kind, behavior)
      return AlteredFixture(base: fixture, backend: AlteredBackend(fixture.backend))
    }
    #expect(
      report == ConformanceReport(passed: BackendConformance.checks.map(\.name)), "\(report)")
  }

  // MARK: - Checks

  @Test func givesEachCheckUniqueNameAndOneSentence() {
    let checks = BackendConformance.checks
    #expect(Set(checks.map(\.id)).count == checks.count)
    for check in checks {
      #expect(check.description == check.name)
      #expect(check.requirement.hasSuffix(".") && !check.requirement.contains(". "), "\(check)")
    }
  }

  @Test func describesViolationOnOneLine() async throws {
    let check = try #require(BackendConformance.checks.first { $0.name == "job.notFound" })
    let violation = await #expect(throws: ConformanceViolation.self) {
      try await check.run { behavior in
        let fixture = try SandboxFixture(.v1, behavior)
        var backend = AlteredBackend(fixture.backend)
        backend.onJob = { _, _ in throw ClassifyError(code: .server, message: "no") }
        return AlteredFixture(base: fixture, backend: backend)
      }
    }
    #expect(
      violation?.description
        == "job.notFound: Reading an unknown job throws `notFound`. Expected: job with an unknown "
        + "ID throws the code notFound. Seen: server: no.")
  }

  // MARK: - Fixtures

  @Test func skipsChecksThatFixtureCannotRun() async throws {
    let report = try await BackendConformance.report { behavior in
      guard behavior == ServiceBehavior() else {
        throw ConformanceSkip("jobs take as long as they take")
      }
      return try MinimalFixture()
    }
    #expect(report.violations.isEmpty, "\(report)")
    #expect(
      report.passed == [
        "job.documentOrder", "job.identity", "pages.selection", "pages.unlimited", "pages.limit",
        "outcome.unmatched", "refusal.documentCount", "refusal.allReasons", "error.unknownDocument",
        "job.notFound", "list.complete", "list.resume", "list.filter", "capability.delete",
        "capability.configurationQuery", "capability.multimodal",
      ])
    let others = BackendConformance.checks.map(\.name).filter { !report.passed.contains($0) }
    #expect(report.skipped.map(\.check) == others)
    #expect(report.skipped.allSatisfy { !$0.reason.isEmpty })
    #expect(report.description.contains("skipped fault.retry: the fixture can't inject faults"))
  }

  @Test func findsViolationBeforeCheckIsSkipped() async throws {
    let check = try #require(
      BackendConformance.checks.first { $0.name == "refusal.documentCount" })
    await #expect(throws: ConformanceViolation.self) {
      try await check.run { _ in
        var backend = AlteredBackend(try SandboxFixture(.v1).backend)
        backend.onSubmit = { _, _ in throw ClassifyError(code: .server, message: "no") }
        return try MinimalFixture(backend: backend)
      }
    }
  }

  @Test func reportsUnexpectedErrorAsViolation() async throws {
    let report = try await BackendConformance.report { _ in
      throw ClassifyError(code: .connection, message: "no service")
    }
    #expect(report.passed.isEmpty)
    #expect(report.skipped.isEmpty)
    #expect(report.violations.map(\.check) == BackendConformance.checks.map(\.name))
    #expect(report.violations.first?.seen == "threw no service")
  }

  @Test func throwsCancellationErrorInCancelledTask() async {
    let task = Task {
      try await BackendConformance.report { behavior in try SandboxFixture(.v1, behavior) }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

/// A fixture with the requirements that have no default, on the published v2.
private struct MinimalFixture: ConformanceFixture {
  private let sandbox: SandboxFixture
  let backend: any ClassifyBackend

  init(backend: (any ClassifyBackend)? = nil) throws {
    sandbox = try SandboxFixture(.v2Published)
    self.backend = backend ?? sandbox.backend
  }

  // Not required, but waiting in real time would slow the tests down.
  var clock: any Clock<Duration> { sandbox.clock }

  func addDocument(pages: [String]) -> DocumentReference { sandbox.addDocument(pages: pages) }
}
