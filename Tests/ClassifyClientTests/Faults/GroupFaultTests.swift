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

/// Groups whose creation fails partway and is completed later.
@Suite(.serialized, .timeLimit(.minutes(15))) struct GroupFaultTests {
  private static let count = FaultedCall.count

  /// The faults that make a creation fail when they persist.
  static let faults = WireFault.quick.filter { fault in
    if case .connection = fault.injection { return false }
    return fault.code != nil
  }

  private func client(at server: LoopbackServer, concurrency: Int) throws -> LlamaCloud {
    var configuration = ServiceConfiguration(
      baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(FaultRun.key))
    configuration.retryPolicy = RetryPolicy(maximumRetries: 2, backoff: Backoff(base: .zero))
    configuration.timeout = WireFault.callTimeout
    configuration.maximumResponseBytes = WireFault.maximumResponseBytes
    return LlamaCloud(
      configuration: configuration,
      classifier: .v2(
        options: V2Options(creationsPerSecond: 10_000, concurrency: concurrency)),
      // After 429 responses, group creation waits longer than a test should take.
      clock: ManualClock())
  }

  /// Injects the fault into every creation from some point on.
  ///
  /// Later, a client with the group's ID creates only the missing members.
  @available(*, deprecated)
  @Test(arguments: faults, [1, 3])
  func createsMissingMembersLater(fault: WireFault, concurrency: Int) async throws {
    let sandbox = Sandbox()
    let files = (0..<Self.count).map { sandbox.addFile(name: "\($0).txt", text: Samples.invoice) }
    let params = V1.JobCreateParams(fileIDs: files, rules: Samples.rules)
    for skipped in 1..<Self.count {
      let group = try #require(
        LlamaCloud(configuration: ServiceConfiguration(key: nil)).classifier.jobs
          .newGroup(fileCount: Self.count))
      let before = sandbox.createdV2JobCount
      let faulty = FaultyService(sandbox, fault: fault, to: .post, skipping: skipped, times: .max)
      try await faulty.plan.run { server in
        let error = try await classifyError {
          try await client(at: server, concurrency: concurrency).classifier.jobs.create(
            params, as: group)
        }
        #expect(error?.code == .incompleteGroup, "\(String(describing: error))")
      }
      let created = sandbox.createdV2JobCount - before
      let unconfirmedCount = fault.isAfterProcessing ? concurrency : 0
      #expect((skipped...skipped + unconfirmedCount).contains(created))

      let healthy = FaultyService(sandbox, fault: fault, times: 0)
      let results = try await healthy.plan.run { server in
        let healthyClient = try client(at: server, concurrency: concurrency)
        let id = try await healthyClient.classifier.jobs.create(params, as: group).id
        #expect(id == group.description)
        return try await healthyClient.classifier.jobs.getResults(id)
      }
      #expect(results.items.map(\.fileID.value) == files)
      #expect(sandbox.createdV2JobCount - before == Self.count)
    }
  }
}
