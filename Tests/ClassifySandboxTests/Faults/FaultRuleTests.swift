// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifySandbox
import TestSupport
import Testing

@Suite struct ChanceTests {
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

  @Test(arguments: [0.1, 0.5, 0.9])
  func faultsHappenAsOftenAsTheirProbabilitySays(probability: Double) async throws {
    let rule = Sandbox.FaultRule(.serverError, times: .max, probability: probability)
    let count = 2_000
    let failures = try await statuses(seed: 7, faults: [rule], count: count).count { $0 == 500 }
    // Five standard deviations of the binomial distribution.
    let tolerance = 5 * (Double(count) * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(failures) - Double(count) * probability) < tolerance)
  }

  @Test func theSeedDecidesWhichRequestsFail() async throws {
    let rule = Sandbox.FaultRule(.serverError, times: .max, probability: 0.5)
    let first = try await statuses(seed: 1, faults: [rule], count: 64)
    #expect(try await statuses(seed: 1, faults: [rule], count: 64) == first)
    #expect(try await statuses(seed: 2, faults: [rule], count: 64) != first)
  }

  @Test(arguments: [(0.0, 200), (1.0, 500)])
  func certaintyIsCertain(probability: Double, status: Int) async throws {
    let rule = Sandbox.FaultRule(.serverError, times: .max, probability: probability)
    let all = try await statuses(seed: 3, faults: [rule], count: 50)
    #expect(all == Array(repeating: status, count: 50))
  }

  @Test func aFaultThatStaysAwayLeavesRoomForTheNext() async throws {
    let never = Sandbox.FaultRule(.serverError, times: .max, probability: 0)
    let once = Sandbox.FaultRule(.unavailable)
    #expect(try await statuses(seed: 4, faults: [never, once], count: 2) == [503, 200])
  }

  @Test func onlyRequestsThatItHappensToAreCounted() async throws {
    let rule = Sandbox.FaultRule(.serverError, times: 3, probability: 0.25)
    let all = try await statuses(seed: 5, faults: [rule], count: 200)
    #expect(all.count { $0 == 500 } == 3)
  }

  @Test func chanceLeavesTheIdentifiersAsTheyAre() async throws {
    let rule = Sandbox.FaultRule(.latency(.zero), times: .max, probability: 0.5)
    let plain = Sandbox()
    let disturbed = Sandbox(configuration: .with { $0.faults = [rule] })
    _ = try await Client(disturbed).get(Path.v2)
    #expect(disturbed.addFile(name: "a.txt", text: "") == plain.addFile(name: "a.txt", text: ""))
  }

  @Test func everyRequestWaitsForALatencyOfTheRange() async throws {
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
    #expect(Set(clock.sleeps).count > 90, "they differ")
    let middle = Duration.milliseconds(1_050)
    #expect(clock.sleeps.contains { $0 < middle } && clock.sleeps.contains { $0 > middle })
  }

  @Test func cancellationEndsTheLatency() async throws {
    let client = Client(
      Sandbox(configuration: .with { $0.latency = .seconds(86_400) ... .seconds(86_400) }))
    let task = Task { try await client.get(Path.v2) }
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(client.sandbox.requests.map(\.wasProcessed) == [false])
  }
}
