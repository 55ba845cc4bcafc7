// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Testing

/// A caller notices nothing of a mirrored version, whatever it does.
@Suite(.timeLimit(.minutes(10))) struct HostileMirrorTests {
  enum Kind: CaseIterable {
    case answers, hangs, ignoresCancellation, resets, throwsForeignErrors, garbage, failsReading

    var neverReturns: Bool { self == .hangs || self == .ignoresCancellation }

    func behavior(_ gate: Gate) -> FakeBackend.Behavior {
      switch self {
      case .answers: .answers
      case .hangs: .hangs
      case .ignoresCancellation: .ignoresCancellation(gate)
      case .resets: .fails(ClassifyError(code: .connection, message: "reset"))
      case .throwsForeignErrors: .fails(ForeignError())
      case .garbage: .garbage
      case .failsReading: .failsReading(ClassifyError(code: .authentication, message: "no"))
      }
    }
  }

  private struct ForeignError: Error {}

  private static let options = MirrorOptions.quick {
    $0.queueCapacity = 50
    $0.deadline = .milliseconds(20)
  }

  /// A caller that waits for a hanging mirror would wait for an hour, beyond the time limit.
  @Test(arguments: Kind.allCases)
  func callersResultsAreTheSame(kind: Kind) async throws {
    let gate = Gate()
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, kind.behavior(gate)),
      options: .quick {
        $0.queueCapacity = 50
        $0.deadline = .seconds(3_600)
      })
    let plain = FakeBackend(.v1)
    for number in 0..<300 {
      let request = ClassifyRequest.files("dfl-\(number)", "dfl-x")
      let submitted = try await setup.backend.submit(request)
      #expect(submitted == (try await plain.submit(request)))
      #expect(try await setup.backend.job(submitted.id) == (try await plain.job(submitted.id)))
      #expect(setup.mirror.counts.queued <= 50)
    }
    if kind.neverReturns { setup.mirror.stop() } else { #expect(await setup.drain()) }
    let counts = setup.mirror.counts
    #expect(counts.offered == 600)
    #expect(counts.isBalanced)
    #expect((counts.queued, counts.inFlight) == (0, 0))
    gate.open()
    while setup.mirror.counts.abandonedCalls > 0 { try await Task.sleep(for: .milliseconds(1)) }
  }

  /// Errors of the caller's version reach the caller as they are.
  @Test(arguments: Kind.allCases)
  func callersErrorsAreTheSame(kind: Kind) async throws {
    let gate = Gate()
    let error = ClassifyError(code: .rateLimited, message: "slow down", retryAfter: .seconds(3))
    let setup = MirrorSetup(
      v1: FakeBackend(.v1, .fails(error)), v2: FakeBackend(.v2, kind.behavior(gate)),
      options: Self.options)
    await #expect(throws: error) { try await setup.backend.submit(.files("a")) }
    #expect(setup.mirror.counts.dropped == [.primaryFailed: 1])
    gate.open()
  }

  @Test(arguments: [Kind.resets, .ignoresCancellation])
  func hundredThousandCallsAreAccountedFor(kind: Kind) async throws {
    let gate = Gate()
    let setup = MirrorSetup(v2: FakeBackend(.v2, kind.behavior(gate)), options: Self.options)
    let callers = 8
    let calls = 100_000
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask {
          let request = ClassifyRequest.files("dfl-\(caller)")
          for call in 0..<calls / callers {
            _ = try await setup.backend.submit(request)
            guard call.isMultiple(of: 100) else { continue }
            let counts = setup.mirror.counts
            #expect(counts.isBalanced)
            #expect(counts.queued <= 50)
            #expect(counts.inFlight <= 4)
            #expect(counts.abandonedCalls <= 4 + 16 + 4)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await setup.drain())
    let counts = setup.mirror.counts
    #expect(counts.offered == calls)
    #expect(counts.compared + counts.droppedTotal == calls)
    #expect(setup.control.counts.v1 == calls)
    gate.open()
    while setup.mirror.counts.abandonedCalls > 0 { try await Task.sleep(for: .milliseconds(1)) }
  }

  /// A call that never returns takes a worker only until its deadline.
  @Test func stuckCallsDoNotBlockOthers() async throws {
    let gate = Gate()
    let v2 = FakeBackend(.v2, .ignoresCancellation(gate))
    let setup = MirrorSetup(v2: v2, options: .quick { $0.deadline = .seconds(15) })
    for _ in 0..<4 { try await setup.classify(.files("a")) }
    while v2.requests.count < 4 { try await Task.sleep(for: .milliseconds(1)) }
    v2.setBehavior(.answers)
    while setup.mirror.counts.inFlight > 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(setup.mirror.counts.dropped == [.creationFailed: 4])
    #expect(setup.mirror.counts.abandonedCalls == 4)
    for _ in 0..<4 { try await setup.classify(.files("b")) }
    #expect(await setup.drain())
    #expect(setup.mirror.counts.compared == 4)
    gate.open()
    while setup.mirror.counts.abandonedCalls > 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(setup.mirror.counts.isBalanced)
  }

  /// Calls that end when they are cancelled are never too many, even if all workers' deadlines are
  /// over at once.
  @Test func manyWorkersAreNotStuck() async throws {
    let setup = MirrorSetup(
      v2: FakeBackend(.v2, .hangs),
      options: .quick {
        $0.workers = 32
        $0.deadline = .milliseconds(100)
      })
    for _ in 0..<40 { try await setup.classify(.files("a")) }
    #expect(await setup.drain())
    #expect(setup.mirror.counts.dropped == [.creationFailed: 40])
    while setup.mirror.counts.abandonedCalls > 0 { try await Task.sleep(for: .milliseconds(1)) }
    setup.v2.setBehavior(.answers)
    try await setup.classify(.files("b"))
    #expect(await setup.drain())
    #expect(setup.mirror.counts.isBalanced)
    #expect(setup.mirror.counts.dropped[.stuck] == nil)
  }

  @Test func mirrorsNothingWhileTooManyCallsAreStuck() async throws {
    let gate = Gate()
    let v2 = FakeBackend(.v2, .ignoresCancellation(gate))
    let setup = MirrorSetup(v2: v2, options: .quick { $0.deadline = .milliseconds(1) })
    // 16 more than the 4 workers.
    while setup.mirror.counts.abandonedCalls < 20 {
      try await setup.classify(.files("a"))
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(await setup.drain())
    let dropped = setup.mirror.counts.dropped[.stuck] ?? 0
    try await setup.classify(.files("b"))
    #expect(setup.mirror.counts.dropped[.stuck] == dropped + 1)
    gate.open()
    v2.setBehavior(.answers)
    while setup.mirror.counts.abandonedCalls > 0 { try await Task.sleep(for: .milliseconds(1)) }
    try await setup.classify(.files("c"))
    #expect(await setup.drain())
    #expect(setup.mirror.counts.isBalanced)
  }
}
