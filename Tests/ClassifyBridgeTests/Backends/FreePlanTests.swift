// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Synchronization
import TestSupport
import Testing

/// Waits on a free plan, which allows 20 requests a minute.
@Suite struct FreePlanTests {
  /// A transport that responds 429 to the requests above the limit.
  private final class FreePlan: HTTPTransport {
    private let transport: any HTTPTransport
    private let clock: ManualClock
    /// The times of the accepted requests of the last minute, and the number of rejected ones.
    private let state = Mutex<(accepted: [Duration], rejectedCount: Int)>(([], 0))

    init(_ transport: any HTTPTransport, clock: ManualClock) {
      self.transport = transport
      self.clock = clock
    }

    var rejectedCount: Int { state.withLock(\.rejectedCount) }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let now = clock.now.offset
      let isAccepted = state.withLock { state in
        state.accepted.removeAll { $0 <= now - .seconds(60) }
        guard state.accepted.count < 20 else {
          state.rejectedCount += 1
          return false
        }
        state.accepted.append(now)
        return true
      }
      return isAccepted ? try await transport.send(request) : HTTPResponse(status: 429)
    }
  }

  @Test(arguments: [SandboxedBackend.Kind.v1, .v2Published, .v2Current], [18, 19])
  func classifiesFilesToTheEnd(kind: SandboxedBackend.Kind, count: Int) async throws {
    let durations = Sandbox.JobDurations(pending: .seconds(30), running: .seconds(30))
    let sandboxed = try SandboxedBackend(kind, durations: durations)
    let request = sandboxed.request(Array(repeating: SandboxedBackend.invoice, count: count))
    let plan = FreePlan(sandboxed.sandbox, clock: sandboxed.clock)
    let backend = try SandboxedBackend.backend(
      kind, on: plan, clock: sandboxed.clock, retries: 5)
    // v1 creates all files in one request: use up the limit with others, as uploads do.
    if kind == .v1 {
      for _ in 1..<count { for try await _ in backend.jobs(matching: JobQuery()) {} }
    }
    let job = try await backend.classify(request, clock: sandboxed.clock)
    #expect(job.status == .succeeded)
    #expect(job.documents.count == count)
    #expect(plan.rejectedCount > 0)
    #expect(sandboxed.sandbox.createdV1JobCount == (kind == .v1 ? 1 : 0))
    #expect(sandboxed.sandbox.createdV2JobCount == (kind == .v1 ? 0 : count))
  }

  @Test(arguments: SandboxedBackend.Kind.allCases)
  func outlastsOutageOfAnHour(kind: SandboxedBackend.Kind) async throws {
    let durations = Sandbox.JobDurations(pending: .seconds(10))
    let sandboxed = try SandboxedBackend(kind, durations: durations)
    let request = sandboxed.request([SandboxedBackend.invoice, SandboxedBackend.receipt])
    let outage = Outage(sandboxed.sandbox, clock: sandboxed.clock, duration: .seconds(3_600))
    let backend = try SandboxedBackend.backend(kind, on: outage, clock: sandboxed.clock)
    let job = try await backend.classify(request, clock: sandboxed.clock)
    #expect(job.status == .succeeded)
    #expect(sandboxed.clock.now.offset > .seconds(3_600))
    #expect(sandboxed.clock.now.offset < .seconds(3_800))
  }

  /// A transport that responds 503 to every request that reads, for a time.
  private struct Outage: HTTPTransport {
    let transport: any HTTPTransport
    let clock: ManualClock
    let duration: Duration

    init(_ transport: any HTTPTransport, clock: ManualClock, duration: Duration) {
      self.transport = transport
      self.clock = clock
      self.duration = duration
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      request.method == .get && clock.now.offset < duration
        ? HTTPResponse(status: 503) : try await transport.send(request)
    }
  }
}
