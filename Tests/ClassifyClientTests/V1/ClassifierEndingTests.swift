// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Cancelling and deleting jobs with the v1-shaped calls.
@Suite struct ClassifierEndingTests {
  @available(*, deprecated)
  private func create(
    _ count: Int, in world: World, as group: GroupID? = nil,
    _ service: ClassifierService = .v2
  ) async throws -> V1.Job {
    let files = (0..<count).map { world.addFile(name: "\($0).txt") }
    return try await world.client(service).classifier.jobs.create(
      V1.JobCreateParams(fileIDs: files, rules: Samples.rules), as: group)
  }

  private func statuses(in world: World) async throws -> [Open<V2.Status>] {
    var statuses: [Open<V2.Status>] = []
    for try await job in try world.client().classify.list() { statuses.append(job.status) }
    return statuses
  }

  @available(*, deprecated)
  @Test(arguments: [1, 3])
  func cancelsEveryMember(fileCount: Int) async throws {
    let world = World()
    let job = try await create(fileCount, in: world)
    // Another client has no cached IDs, like another process.
    let cancelled = try await world.client(.v2).classifier.jobs.cancel(job.id)
    #expect(cancelled.id == job.id)
    #expect(cancelled.status == .known(.cancelled))
    #expect(
      try await statuses(in: world) == Array(repeating: .known(.cancelled), count: fileCount))
  }

  @available(*, deprecated)
  @Test func cancelsPartlyCreatedGroup() async throws {
    let world = World()
    let client = try world.client(.v2)
    let group = try #require(client.classifier.jobs.newGroup(fileCount: 4))
    world.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2, times: 10)
    let error = try await classifyError { try await create(4, in: world, as: group) }
    #expect(error != nil)
    let created = world.sandbox.createdV2JobCount
    #expect(created == 2)
    let job = try await client.classifier.jobs.cancel(group.description)
    #expect(job.status == .known(.cancelled))
    #expect(try await statuses(in: world) == [.known(.cancelled), .known(.cancelled)])
  }

  @available(*, deprecated)
  @Test(arguments: [1, 3])
  func deletesEveryMember(fileCount: Int) async throws {
    let world = World()
    let client = try world.client(.v2)
    let job = try await create(fileCount, in: world)
    let early = try await classifyError { try await client.classifier.jobs.delete(job.id) }
    #expect(early != nil)
    #expect(try await statuses(in: world).count == fileCount)
    world.clock.advance(by: .seconds(60))
    try await client.classifier.jobs.delete(job.id)
    #expect(try await statuses(in: world).isEmpty)
    let gone = try await classifyError { try await client.classifier.jobs.get(job.id) }
    #expect(gone?.code == .notFound)
  }

  /// A service with jobs that repeat members: `~` at the end of a key is not shown.
  private struct RepeatingTransport: HTTPTransport {
    let sandbox: Sandbox

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      var response = try await sandbox.send(request)
      let text = String(decoding: response.body, as: UTF8.self)
      response.body = Array(text.replacing("~\"", with: "\"").utf8)
      return response
    }
  }

  @available(*, deprecated)
  @Test func reportsRepeatedMembersOfEndedGroup() async throws {
    let world = World()
    let job = try await create(2, in: world)
    var keys: [String] = []
    for try await member in try world.client().classify.list() {
      keys.append(try #require(member.transactionID.value))
    }
    _ = try await world.client().classify.create(
      V2.ClassifyCreateParams(
        fileInput: world.addFile(), rules: Samples.rules,
        transactionID: try #require(keys.first) + "~"))
    let notes = Collector<TranslationNotes>()
    let client = LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("llx-1")), classifier: .v2,
      transport: RepeatingTransport(sandbox: world.sandbox), onTranslation: { notes.add($0) },
      clock: world.clock)
    _ = try await client.classifier.jobs.cancel(job.id)
    try await client.classifier.jobs.delete(job.id)
    #expect(try await statuses(in: world).isEmpty)
    let repeated = notes.values.filter { $0.notes.contains { $0.code == .memberRepeated } }
    #expect(
      Set(repeated.map(\.operation)) == ["classifier.jobs.cancel", "classifier.jobs.delete"])
  }

  // MARK: - v1

  @available(*, deprecated)
  @Test(arguments: ["cancel", "delete"])
  func isUnsupportedOnV1(operation: String) async throws {
    let world = World()
    let job = try await create(1, in: world, .v1)
    let count = world.sandbox.requests.count
    let error = try await classifyError { try await end(job.id, operation, world.client(.v1)) }
    #expect(error?.code == .unsupported)
    #expect(error?.operation == "classifier.jobs.\(operation)")
    #expect(error?.message == "v1 can't \(operation) jobs; job \(job.id) is unchanged")
    #expect(world.sandbox.requests.count == count)
  }

  @available(*, deprecated)
  @Test(arguments: ["cancel", "delete"])
  func isUnsupportedForJobCreatedOnV1(operation: String) async throws {
    let world = World()
    let job = try await create(1, in: world, .v1)
    let error = try await classifyError { try await end(job.id, operation, world.client(.v2)) }
    #expect(error?.code == .unsupported)
    #expect(error?.message == "v1 can't \(operation) jobs; job \(job.id) is unchanged")
  }

  @available(*, deprecated)
  @Test(arguments: [
    ("cancel", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"), ("cancel", "clj-1"),
    ("cancel", "019b8d87-0000-8002-8000-000000000000"),
    ("delete", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"), ("delete", "clj-1"),
    ("delete", "019b8d87-0000-8002-8000-000000000000"),
  ])
  func throwsNotFoundForUnknownJob(operation: String, id: String) async throws {
    let world = World()
    let error = try await classifyError { try await end(id, operation, world.client(.v2)) }
    #expect(error?.code == .notFound)
    #expect(error?.operation == "classify.\(operation)")
  }

  @available(*, deprecated)
  private func end(_ id: String, _ operation: String, _ client: LlamaCloud) async throws {
    if operation == "cancel" {
      _ = try await client.classifier.jobs.cancel(id)
    } else {
      try await client.classifier.jobs.delete(id)
    }
  }
}
