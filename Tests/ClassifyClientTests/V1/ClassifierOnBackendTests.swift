// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import Synchronization
import TestSupport
import Testing

/// The v1 calls, served by a backend made of those of both versions.
@Suite struct ClassifierOnBackendTests {
  /// A backend that creates jobs on one version, and reads, lists and ends them on their own.
  private struct SwitchingBackend: ClassifyBackend {
    let v1: V1Backend
    let v2: V2Backend
    let version: APIVersion

    private var current: any ClassifyBackend { version == .v1 ? v1 : v2 }
    private func backend(of id: JobID) -> any ClassifyBackend { id.version == .v1 ? v1 : v2 }

    var capabilities: BackendCapabilities { current.capabilities }

    func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
      try await current.submit(request)
    }

    func job(_ id: JobID) async throws -> ClassifyJob { try await backend(of: id).job(id) }
    func jobs(matching query: JobQuery) -> JobPages { current.jobs(matching: query) }
    func cancel(_ id: JobID) async throws -> ClassifyJob {
      try await backend(of: id).cancel(id)
    }
    func delete(_ id: JobID) async throws { try await backend(of: id).delete(id) }
  }

  /// A backend that leads with v1, which can't delete jobs, and whose v2 has every job.
  private struct DeletingBackend: ClassifyBackend {
    let v1: V1Backend

    var capabilities: BackendCapabilities { v1.capabilities }

    func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
      try await v1.submit(request)
    }

    func job(_ id: JobID) async throws -> ClassifyJob { try await v1.job(id) }
    func jobs(matching query: JobQuery) -> JobPages { v1.jobs(matching: query) }
    func cancel(_ id: JobID) async throws -> ClassifyJob { try await v1.cancel(id) }

    func delete(_ id: JobID) async throws {
      if id.version == .v1 { try await v1.delete(id) }
    }
  }

  /// A backend that can't cancel any job, for a reason of each version.
  private struct FailingBackend: ClassifyBackend {
    let leading: any ClassifyBackend
    let failures: [APIVersion: ClassifyError.Code]

    var capabilities: BackendCapabilities { leading.capabilities }

    func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
      try await leading.submit(request)
    }

    func job(_ id: JobID) async throws -> ClassifyJob { try await leading.job(id) }
    func jobs(matching query: JobQuery) -> JobPages { leading.jobs(matching: query) }
    func delete(_ id: JobID) async throws { try await leading.delete(id) }

    func cancel(_ id: JobID) async throws -> ClassifyJob {
      throw ClassifyError(
        code: failures[id.version] ?? .server, message: "no job is cancelled", jobID: id)
    }
  }

  /// The version that creates jobs, changed by the test.
  private final class Current: Sendable {
    private let state: Mutex<APIVersion>

    init(_ version: APIVersion) { state = Mutex(version) }

    var version: APIVersion {
      get { state.withLock(\.self) }
      set { state.withLock { $0 = newValue } }
    }

    var service: ClassifierService {
      .backend(translator: V2Translator(dialect: .current)) { v1, v2 in
        SwitchingBackend(v1: v1, v2: v2, version: self.version)
      }
    }
  }

  private func params(_ files: [String]) -> V1.JobCreateParams {
    V1.JobCreateParams(fileIDs: files, rules: Samples.rules)
  }

  @available(*, deprecated)
  @Test(arguments: [1, 3])
  func readsJobsWhereTheyWereCreated(fileCount: Int) async throws {
    let world = World()
    let current = Current(.v1)
    let client = try world.client(current.service)
    let files = (0..<fileCount).map { world.addFile(name: "\($0).txt") }
    let old = try await client.classifier.jobs.create(params(files))
    #expect(world.sandbox.createdV1JobCount == 1)
    current.version = .v2
    let new = try await client.classifier.jobs.create(params(files))
    #expect(world.sandbox.createdV1JobCount == 1)
    #expect(world.sandbox.createdV2JobCount == fileCount)
    for version in [APIVersion.v1, .v2] {
      current.version = version
      // Another process does not remember which version has which job.
      for client in [client, try world.client(current.service)] {
        for id in [old.id, new.id] {
          let done = try await client.classifier.jobs.waitForCompletion(id)
          #expect(done.status == .known(.success))
          let results = try await client.classifier.jobs.getResults(id)
          #expect(results.items.map(\.fileID) == files.map { .value($0) })
          #expect(results.items.allSatisfy { $0.result.value?.type == .value("invoice") })
        }
      }
    }
  }

  @available(*, deprecated)
  @Test func servesSameRecordsAsV1() async throws {
    let world = World()
    let direct = try world.client(.v1)
    let client = try world.client(Current(.v1).service)
    let id = try await client.classifier.jobs.create(params([world.addFile()])).id
    #expect(
      try await client.classifier.jobs.get(id).jsonText()
        == direct.classifier.jobs.get(id).jsonText())
    _ = try await client.classifier.jobs.waitForCompletion(id)
    #expect(
      try await client.classifier.jobs.get(id).jsonText()
        == direct.classifier.jobs.get(id).jsonText())
    #expect(
      try await client.classifier.jobs.getResults(id).items
        == direct.classifier.jobs.getResults(id).items)
    var listed: [V1.Job] = []
    for try await job in client.classifier.jobs.list() { listed.append(job) }
    #expect(listed.map(\.id) == [id])
  }

  @available(*, deprecated)
  @Test func cancelsAndDeletesJobsOfV2Only() async throws {
    let world = World()
    let current = Current(.v2)
    let client = try world.client(current.service)
    let job = try await client.classifier.jobs.create(params([world.addFile()]))
    current.version = .v1
    #expect(try await client.classifier.jobs.cancel(job.id).id == job.id)
    try await client.classifier.jobs.delete(job.id)
    #expect(
      try await classifyError { try await client.classifier.jobs.get(job.id) }?.code == .notFound)
    let old = try await client.classifier.jobs.create(params([world.addFile()]))
    #expect(
      try await classifyError { try await client.classifier.jobs.cancel(old.id) }?.code
        == .unsupported)
  }

  /// v1 has no such operation, which does not tell whose job it is.
  @available(*, deprecated)
  @Test func deletesJobOfUnknownVersionOnV2() async throws {
    let client = try World().client(
      .backend(translator: V2Translator(dialect: .current)) { v1, _ in DeletingBackend(v1: v1) })
    try await client.classifier.jobs.delete("00000000-0000-4000-8000-000000000000")
  }

  /// The default dialect, v2 as first published, has no such calls.
  @available(*, deprecated)
  @Test func cancelsAndDeletesWithDefaultDialect() async throws {
    let world = World()
    let client = try world.client(
      .backend { v1, v2 in SwitchingBackend(v1: v1, v2: v2, version: .v2) })
    let job = try await client.classifier.jobs.create(params([world.addFile()]))
    #expect(try await client.classifier.jobs.cancel(job.id).status == .known(.cancelled))
    try await client.classifier.jobs.delete(job.id)
    #expect(
      try await classifyError { try await client.classifier.jobs.get(job.id) }?.code == .notFound)
  }

  /// The error of the version that can tell most about the job is thrown.
  @available(*, deprecated)
  @Test(
    arguments: [
      (.v1, .unsupported, .unprocessable, .v2), (.v1, .unsupported, .badRequest, .v2),
      (.v1, .unsupported, .conflict, .v2), (.v1, .unsupported, .notFound, .v1),
      (.v1, .unsupported, .unsupported, .v1), (.v1, .unsupported, .invalidRequest, .v1),
      (.v2, .unsupported, .notFound, .v1), (.v2, .unsupported, .unprocessable, .v2),
      (.v2, .notFound, .notFound, .v2), (.v2, .unprocessable, .notFound, .v2),
    ] as [(APIVersion, ClassifyError.Code, ClassifyError.Code, APIVersion)])
  func throwsErrorThatSaysMore(
    leading: APIVersion, v1Code: ClassifyError.Code, v2Code: ClassifyError.Code,
    expected: APIVersion
  ) async throws {
    let failures = [APIVersion.v1: v1Code, .v2: v2Code]
    let client = try World().client(
      .backend { v1, v2 in
        FailingBackend(leading: leading == .v1 ? v1 : v2, failures: failures)
      })
    let error = try await classifyError {
      try await client.classifier.jobs.cancel("00000000-0000-4000-8000-000000000000")
    }
    #expect(error?.code == failures[expected])
    #expect(error?.jobID?.version == expected)
  }

  /// v1's own call reads a finished job without its results.
  @available(*, deprecated)
  @Test(arguments: [403, 404, 422] as [HTTPStatus])
  func readsFinishedJobOfV1WithoutResults(status: HTTPStatus) async throws {
    let world = World()
    let client = try world.client(Current(.v1).service)
    let id = try await client.classifier.jobs.create(params([world.addFile()])).id
    let done = try await client.classifier.jobs.waitForCompletion(id)
    world.sandbox.inject(
      .errorResponse(status, detail: "no results"), into: [.getV1Results], times: .max)
    for client in [client, try world.client(Current(.v1).service)] {
      #expect(try await client.classifier.jobs.get(id).jsonText() == done.jsonText())
      let error = try await classifyError { try await client.classifier.jobs.getResults(id) }
      #expect(error != nil)
    }
  }

  @available(*, deprecated)
  @Test(arguments: [APIVersion.v1, .v2])
  func throwsErrorOfLikelierVersionForUnknownJob(version: APIVersion) async throws {
    let client = try World().client(Current(version).service)
    let error = try #require(
      try await classifyError {
        try await client.classifier.jobs.get("00000000-0000-4000-8000-000000000000")
      })
    #expect(error.code == .notFound)
    #expect(error.operation == (version == .v1 ? "classifier.jobs.get" : "classify.get"))
  }

  @available(*, deprecated)
  @Test func reportsNotesOfServingVersion() async throws {
    let world = World()
    let notes = Collector<TranslationNotes>()
    let client = try world.client(Current(.v2).service) { notes.add($0) }
    _ = try await client.classifier.jobs.create(params([world.addFile(), world.addFile()]))
    #expect(notes.values.contains { $0.operation == "classifier.jobs.create" })
  }

  @Test func describesWhatServesCalls() throws {
    #expect(
      "\(try World().client(Current(.v1).service))".hasSuffix(
        "classifier served by a backend of both versions"))
  }
}
