// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import TestSupport
import Testing

/// The v1 calls, served by v1.
@Suite struct ClassifierOnV1Tests {
  @available(*, deprecated)
  @Test func servesEveryCallFromV1() async throws {
    let world = World()
    let client = try world.client()
    let files = [world.addFile(), world.addFile()]
    let job = try await client.classifier.jobs.create(
      V1.JobCreateParams(fileIDs: files, rules: Samples.rules))
    #expect(job.status == .known(.pending))
    #expect(try await client.classifier.jobs.get(job.id).id == job.id)
    let done = try await client.classifier.jobs.waitForCompletion(job.id)
    #expect(done.status == .known(.success))
    let results = try await client.classifier.jobs.getResults(job.id)
    #expect(results.items.map(\.result.value?.type) == [.value("invoice"), .value("invoice")])
    var listed: [String] = []
    for try await job in client.classifier.jobs.list() { listed.append(job.id) }
    #expect(listed == [job.id])
    #expect(world.sandbox.createdV1JobCount == 1)
    #expect(world.sandbox.createdV2JobCount == 0)
  }

  @available(*, deprecated)
  @Test func classifiesByCreatingPollingAndReading() async throws {
    let world = World()
    let results = try await world.client().classifier.classify(
      V1.JobCreateParams(
        fileIDs: [world.addFile()], rules: Samples.rules,
        parsingConfiguration: .value(V1.ParsingConfiguration(targetPages: [1]))))
    #expect(results.items.map(\.result.value?.type) == [.value("receipt")])
    #expect(world.clock.sleeps == [.seconds(1), .seconds(2), .seconds(3)])
  }

  @available(*, deprecated)
  @Test func listsJobsByPageAndFromToken() async throws {
    let world = World()
    let client = try world.client()
    var ids: [String] = []
    for _ in 0..<3 {
      let params = V1.JobCreateParams(fileIDs: [world.addFile()], rules: Samples.rules)
      ids.insert(try await client.classifier.jobs.create(params).id, at: 0)
    }
    var pages: [Paged<V1.Job>.Page] = []
    for try await page in client.classifier.jobs.list(pageSize: 2).pages { pages.append(page) }
    #expect(pages.map { $0.items.map(\.id) } == [[ids[0], ids[1]], [ids[2]]])
    var rest: [String] = []
    for try await job in client.classifier.jobs.list(pageToken: pages.first?.nextToken) {
      rest.append(job.id)
    }
    #expect(rest == [ids[2]])
  }

  @available(*, deprecated)
  @Test func doesNotRetryCreationWhenResponseIsLost() async throws {
    let world = World()
    world.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV1Job])
    let error = try await classifyError {
      try await world.client().classifier.jobs.create(
        V1.JobCreateParams(fileIDs: [world.addFile()], rules: Samples.rules))
    }
    #expect(error?.code == .connection)
    #expect(world.sandbox.createdV1JobCount == 1)
  }

  @available(*, deprecated)
  @Test func rejectsGroupIDOnV1() async throws {
    let world = World()
    let client = try world.client()
    let group = try #require(client.classifier.jobs.newGroup(fileCount: 1))
    let error = try await classifyError {
      try await client.classifier.jobs.create(
        V1.JobCreateParams(fileIDs: [world.addFile()], rules: Samples.rules), as: group)
    }
    #expect(error?.code == .unsupported)
    #expect(world.sandbox.requests.isEmpty)
  }
}
