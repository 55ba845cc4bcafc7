// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import TestSupport
import Testing

/// What a run makes of the responses to the creation of its jobs.
@Suite struct JobCreationTests {
  @discardableResult
  private static func run(
    _ v1: any ClassifyBackend, _ v2: any ClassifyBackend, noise: ComparisonRun.NoiseSample? = nil
  ) async throws -> [ComparisonResult] {
    let clock = ManualClock()
    let run = ComparisonRun(
      v1: v1, v2: v2, request: ClassifyRequest.files("f"),
      options: ComparisonRun.Options(concurrency: 1, noise: noise, runID: "run"), clock: clock,
      now: { Timestamp.Instant(seconds: 1_790_000_000) })
    let storage = MemoryResultStorage()
    let document = ComparisonRun.Document(name: "a", v1: .file("f"), v2: .file("f"))
    _ = try await run.compare([document], log: try ResultLog(storage, clock: clock))
    return try RunFixture.results(in: storage)
  }

  /// The other version never answers.
  @Test(.timeLimit(.minutes(15)), arguments: [APIVersion.v1, .v2])
  func anErrorThatEndsTheRunEndsTheWaitForTheOtherVersion(failing: APIVersion) async throws {
    let error = ClassifyError(code: .unexpectedStatus, message: "m", status: 410)
    let v1 = FakeBackend(.v1, failing == .v1 ? .fails(error) : .hangs)
    let v2 = FakeBackend(.v2, failing == .v2 ? .fails(error) : .hangs)
    let noise = ComparisonRun.NoiseSample(documentCount: 1, measure: .parsingAndClassifier)
    let thrown = await #expect(throws: ClassifyError.self) {
      try await Self.run(v1, v2, noise: noise)
    }
    #expect(thrown == error)
    #expect(v1.requests.count <= 1)
    #expect(v2.requests.count <= 1)
  }

  @Test(arguments: [APIVersion.v1, .v2])
  func countsDriftOfTheResponse(version: APIVersion) async throws {
    func backend(_ other: APIVersion) -> any ClassifyBackend {
      other == version ? QueueingBackend(FakeBackend(other)) : FakeBackend(other)
    }
    let result = try #require(try await Self.run(backend(.v1), backend(.v2)).first)
    #expect(result.drift.map(\.version) == [version])
    #expect(result.drift.map(\.kind) == [.status])
    #expect(result.drift.map(\.name) == ["QUEUED"])
    #expect(result.document.v1.label == .type("invoice"))
    #expect(result.document.v2.label == .type("invoice"))
  }
}

/// A backend whose new jobs have a status that is not known.
private struct QueueingBackend: ClassifyBackend {
  private let base: FakeBackend

  init(_ base: FakeBackend) {
    self.base = base
  }

  var capabilities: BackendCapabilities { base.capabilities }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    var job = try await base.submit(request)
    job.status = .unrecognized("QUEUED")
    return job
  }

  func job(_ id: JobID) async throws -> ClassifyJob { try await base.job(id) }
  func jobs(matching query: JobQuery) -> JobPages { base.jobs(matching: query) }
  func cancel(_ id: JobID) async throws -> ClassifyJob { try await base.cancel(id) }
  func delete(_ id: JobID) async throws { try await base.delete(id) }
}
