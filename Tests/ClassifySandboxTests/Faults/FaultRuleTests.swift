// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifySandbox
import TestSupport
import Testing

@Suite struct FaultRuleTests {
  private let client = Client()

  private func statuses(seed: UInt64, faults: [Sandbox.FaultRule], count: Int) async throws -> [Int]
  {
    let client = Client(
      Sandbox(
        configuration: .with {
          $0.seed = seed
          $0.faults = faults
        }))
    var statuses: [Int] = []
    for _ in 0..<count { statuses.append(try await client.get(Path.v2).status) }
    return statuses
  }

  @Test func affectsOnlyGivenOperations() async throws {
    client.sandbox.inject(.serverError, into: [.listV1Jobs, .getV2Job])
    #expect(try await client.get(Path.v2).status == 200)
    #expect(try await client.get("/nowhere").status == 404)
    #expect(try await client.get(Path.v1).status == 500)
    #expect(try await client.get(Path.v1).status == 200)
  }

  @Test func skipsAndRepeats() async throws {
    client.sandbox.inject(.serverError, skipping: 1, times: 2)
    client.sandbox.inject(.unavailable, times: 0)
    var statuses: [Int] = []
    for _ in 0..<5 { statuses.append(try await client.get(Path.v2).status) }
    #expect(statuses == [200, 500, 500, 200, 200])
  }

  @Test func repeatsForeverWithMaximumTimes() async throws {
    client.sandbox.inject(.serverError, times: .max)
    for _ in 0..<5 { #expect(try await client.get(Path.v2).status == 500) }
    #expect(client.sandbox.pendingFaults.map(\.times) == [.max])
  }

  @Test func removesAllFaults() async throws {
    client.sandbox.inject(.serverError, times: .max)
    client.sandbox.removeFaults()
    #expect(client.sandbox.pendingFaults.isEmpty)
    #expect(try await client.get(Path.v2).status == 200)
  }

  @Test func appliesFaultsFromConfiguration() async throws {
    let rule = Sandbox.FaultRule(.unavailable, into: [.listFiles])
    let client = Client(Sandbox(configuration: .with { $0.faults = [rule] }))
    #expect(client.sandbox.pendingFaults == [rule])
    #expect(try await client.get(Path.files).status == 503)
    #expect(try await client.get(Path.files).status == 200)
  }

  @Test(arguments: [0.1, 0.5, 0.9])
  func failsRequestsWithGivenProbability(probability: Double) async throws {
    let rule = Sandbox.FaultRule(.serverError, times: .max, probability: probability)
    let count = 2_000
    let failures = try await statuses(seed: 7, faults: [rule], count: count).count { $0 == 500 }
    // Five standard deviations of the binomial distribution.
    let tolerance = 5 * (Double(count) * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(failures) - Double(count) * probability) < tolerance)
  }

  @Test func failsSameRequestsForSameSeed() async throws {
    let rule = Sandbox.FaultRule(.serverError, times: .max, probability: 0.5)
    let first = try await statuses(seed: 1, faults: [rule], count: 64)
    #expect(try await statuses(seed: 1, faults: [rule], count: 64) == first)
    #expect(try await statuses(seed: 2, faults: [rule], count: 64) != first)
  }

  @Test(arguments: [(0.0, 200), (1.0, 500)])
  func failsNeverOrAlwaysAtExtremeProbability(probability: Double, status: Int) async throws {
    let rule = Sandbox.FaultRule(.serverError, times: .max, probability: probability)
    let all = try await statuses(seed: 3, faults: [rule], count: 50)
    #expect(all == Array(repeating: status, count: 50))
  }

  @Test func appliesNextRuleWhenOneDoesNotApply() async throws {
    let never = Sandbox.FaultRule(.serverError, times: .max, probability: 0)
    let once = Sandbox.FaultRule(.unavailable)
    #expect(try await statuses(seed: 4, faults: [never, once], count: 2) == [503, 200])
  }

  @Test func countsOnlyAffectedRequests() async throws {
    let rule = Sandbox.FaultRule(.serverError, times: 3, probability: 0.25)
    let all = try await statuses(seed: 5, faults: [rule], count: 200)
    #expect(all.count { $0 == 500 } == 3)
  }

  @Test func keepsIdentifiersUnchangedByRandomFaults() async throws {
    let rule = Sandbox.FaultRule(.latency(.zero), times: .max, probability: 0.5)
    let plain = Sandbox()
    let disturbed = Sandbox(configuration: .with { $0.faults = [rule] })
    _ = try await Client(disturbed).get(Path.v2)
    #expect(disturbed.addFile(name: "a.txt", text: "") == plain.addFile(name: "a.txt", text: ""))
  }

  @Test func delaysEveryRequestWithinLatencyRange() async throws {
    let clock = ManualClock()
    let range = Duration.milliseconds(100)...Duration.seconds(2)
    let client = Client(
      Sandbox(
        configuration: .with {
          $0.clock = clock
          $0.latency = range
        }))
    for _ in 0..<100 { _ = try await client.get(Path.v2) }
    #expect(clock.sleeps.count == 100)
    #expect(clock.sleeps.allSatisfy(range.contains))
    #expect(Set(clock.sleeps).count > 90, "the latencies differ")
    let middle = Duration.milliseconds(1_050)
    #expect(clock.sleeps.contains { $0 < middle } && clock.sleeps.contains { $0 > middle })
  }

  @Test func endsConfiguredLatencyOnCancellation() async throws {
    let client = Client(
      Sandbox(configuration: .with { $0.latency = .seconds(86_400) ... .seconds(86_400) }))
    let task = Task { try await client.get(Path.v2) }
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(client.sandbox.requests.map(\.wasProcessed) == [false])
  }
}
