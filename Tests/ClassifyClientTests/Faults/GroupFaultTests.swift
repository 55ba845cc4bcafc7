// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// A group that breaks off in the middle, and is taken up again.
@Suite(.serialized, .timeLimit(.minutes(10))) struct GroupFaultTests {
  private static let count = FaultedCall.count

  /// Faults that end a creation when they go on.
  static let faults = WireFault.quick.filter { fault in
    if case .connection = fault.act { return false }
    return fault.code != nil
  }

  private func client(at server: LoopbackServer, concurrency: Int) throws -> LlamaCloud {
    var configuration = ServiceConfiguration(
      baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(FaultRun.key))
    configuration.retryPolicy = RetryPolicy(maximumRetries: 2, backoff: Backoff(base: .zero))
    configuration.timeout = WireFault.callLimit
    configuration.maximumResponseBytes = WireFault.largestAnswer
    return LlamaCloud(
      configuration: configuration,
      classifier: .v2(
        options: V2Options(creationsPerSecond: 10_000, concurrency: concurrency)),
      // Where the service is asked too much of, groups are slowed down for longer than tests last.
      clock: ManualClock())
  }

  /// Every creation from some point on goes wrong.
  ///
  /// Later the service is well, and a client that knows the group's id only creates what is missing.
  @available(*, deprecated)
  @Test(arguments: faults, [1, 3])
  func whatIsMissingIsCreatedLater(fault: WireFault, concurrency: Int) async throws {
    let sandbox = Sandbox()
    let files = (0..<Self.count).map { sandbox.addFile(name: "\($0).txt", text: Samples.invoice) }
    let params = V1.JobCreateParams(fileIDs: files, rules: Samples.rules)
    for spared in 1..<Self.count {
      let group = try #require(
        LlamaCloud(configuration: ServiceConfiguration(key: nil)).classifier.jobs
          .newGroup(fileCount: Self.count))
      let before = sandbox.createdV2JobCount
      let faulty = FaultyService(sandbox, fault: fault, to: .post, sparing: spared, times: .max)
      try await faulty.plan.run { server in
        let error = try await classifyError {
          try await client(at: server, concurrency: concurrency).classifier.jobs.create(
            params, as: group)
        }
        #expect(error?.code == .incompleteGroup, "\(String(describing: error))")
      }
      let created = sandbox.createdV2JobCount - before
      let further = fault.leavesWorkDone ? concurrency : 0
      #expect((spared...spared + further).contains(created))

      let well = FaultyService(sandbox, fault: fault, times: 0)
      let results = try await well.plan.run { server in
        let client2 = try client(at: server, concurrency: concurrency)
        let id = try await client2.classifier.jobs.create(params, as: group).id
        #expect(id == group.description)
        return try await client2.classifier.jobs.getResults(id)
      }
      #expect(results.items.map(\.fileID.value) == files)
      #expect(sandbox.createdV2JobCount - before == Self.count)
    }
  }
}
