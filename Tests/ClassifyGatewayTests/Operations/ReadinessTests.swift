// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Testing

@testable import ClassifyGateway

@Suite struct ReadinessTests {
  private static let failure = UpstreamOutcome(
    TransportError(kind: .cannotConnect, delivery: .notSent, message: ""))
  private let start = ContinuousClock.now

  @Test func followsLifeOfGateway() {
    let readiness = Readiness()
    #expect(readiness.status() == .starting)
    readiness.didStart()
    #expect(readiness.status() == .ready)
    readiness.beginShutdown()
    #expect(readiness.status() == .shuttingDown)
    readiness.didStart()
    #expect(readiness.status() == .shuttingDown, "a shutdown is final")
  }

  @Test func endsAfterFailuresInARowUntilTheyAreOld() {
    let readiness = Readiness()
    readiness.didStart()
    for _ in 0..<2 { readiness.add(Self.failure, at: start) }
    #expect(readiness.status(at: start) == .ready)
    readiness.add(Self.failure, at: start)
    #expect(readiness.status(at: start) == .upstreamUnreachable)
    #expect(readiness.status(at: start + .seconds(9)) == .upstreamUnreachable)
    #expect(readiness.status(at: start + .seconds(10)) == .ready, "without traffic, nobody knows")
    readiness.add(Self.failure, at: start + .seconds(11))
    #expect(readiness.status(at: start + .seconds(12)) == .upstreamUnreachable)
    readiness.add(UpstreamOutcome(status: 500), at: start + .seconds(12))
    #expect(readiness.status(at: start + .seconds(12)) == .ready, "any response is a contact")
  }

  @Test(arguments: TransportError.Kind.allCases)
  func tellsWhichErrorsAreOfTheConnection(kind: TransportError.Kind) {
    let outcome = UpstreamOutcome(TransportError(kind: kind, delivery: .unknown, message: ""))
    #expect(outcome.rawValue == kind.rawValue)
    let expected: [TransportError.Kind: Bool?] = [
      .cannotConnect: false, .insecureConnection: false, .responseTooLarge: true,
      // Clients can cause these.
      .connectionLost: nil, .timedOut: nil, .cancelled: nil, .invalidRequest: nil,
    ]
    #expect(outcome.isReached == expected[kind])
  }

  @Test(arguments: [
    (200, "200"), (429, "429"), (504, "504"), (299, "2xx"), (302, "3xx"), (418, "4xx"),
    (599, "5xx"), (999, "5xx"),
  ])
  func boundsStatuses(status: Int, label: String) {
    #expect(UpstreamOutcome(status: status).rawValue == label)
  }
}
#endif
