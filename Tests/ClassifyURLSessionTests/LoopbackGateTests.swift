// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// The gate that limits how many loopback servers run at once.
@Suite(.timeLimit(.minutes(15))) struct LoopbackGateTests {
  private actor Counts {
    private(set) var running = 0
    private(set) var highest = 0
    private(set) var ended = 0

    func begin() {
      running += 1
      highest = max(highest, running)
    }

    func end() {
      running -= 1
      ended += 1
    }
  }

  @Test func limitsBodiesThatRunAtOnce() async throws {
    let gate = LoopbackGate(places: 3)
    let counts = Counts()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await gate.run {
            await counts.begin()
            try await Task.sleep(for: .milliseconds(1))
            await counts.end()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await counts.running == 0)
    #expect((1...3).contains(await counts.highest))
    #expect(await counts.ended == 50)
  }

  @Test func takesNoSecondPlaceWithinBody() async throws {
    let gate = LoopbackGate(places: 1)
    let result = try await gate.run {
      try await Task { try await gate.run { 1 } }.value
    }
    #expect(result == 1)
  }

  @Test func freesPlaceOfFailedBody() async throws {
    let gate = LoopbackGate(places: 1)
    await #expect(throws: CancellationError.self) {
      try await gate.run { throw CancellationError() }
    }
    #expect(try await gate.run { 1 } == 1)
  }
}
