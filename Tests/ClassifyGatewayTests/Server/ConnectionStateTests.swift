// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Testing

@testable import ClassifyGateway

/// Phases, deadlines and the budget of one connection, without a connection.
@Suite struct ConnectionStateTests {
  private let start = ContinuousClock.now
  private let budget = BodyBudget(bytes: 1_000_000)

  private func time(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

  /// Returns a state with a different value for each timeout.
  private func state(
    _ change: (inout TransportServer.Limits) -> Void = { _ in }
  ) -> ConnectionState {
    var limits = TransportServer.Limits()
    limits.idleTimeout = .seconds(10)
    limits.headTimeout = .seconds(20)
    limits.requestTimeout = .seconds(300)
    limits.handlingTimeout = .seconds(400)
    limits.responseTimeout = .seconds(500)
    limits.lingerTimeout = .seconds(6)
    limits.minimumBodyRate = 100
    limits.slowBodyTimeout = .seconds(3)
    limits.halfClosedTimeout = .seconds(700)
    change(&limits)
    return ConnectionState(limits: limits, budget: budget, now: start)
  }

  /// Receives a head, and has the body collected if its request is the oldest.
  private func receiveHead(
    _ state: inout ConnectionState, announcing bytes: Int = 0, at seconds: Int
  ) throws {
    try state.receiveHead(acceptsInterimResponses: true, at: time(seconds))
    try state.collectBody(announcedBytes: bytes)
  }

  @Test func boundsEveryPhase() throws {
    var state = state()
    #expect(state.phase == .idle)
    #expect(state.deadline == time(10))
    try state.receive(bytes: 1, at: time(5))
    #expect(state.phase == .head)
    #expect(state.deadline == time(25))
    try state.receive(bytes: 1, at: time(15))
    #expect(state.deadline == time(25), "more bytes don't extend it")
    try receiveHead(&state, at: 20)
    #expect(state.phase == .body)
    #expect(state.deadline == time(30))
    state.receiveEnd(at: time(21))
    #expect(state.phase == .handling)
    #expect(state.deadline == time(421))
    state.beginResponse(at: time(30))
    #expect(state.phase == .responding)
    #expect(state.deadline == time(530))
    state.endResponse(at: time(40))
    #expect(state.phase == .idle)
    #expect(state.deadline == time(50))
    state.linger(at: time(45))
    #expect(state.phase == .lingering)
    #expect(state.deadline == time(51))
    state.discard(bytes: 1)
    #expect(state.deadline == time(51), "more bytes don't extend it")
  }

  @Test func requiresMinimumRateOfBody() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    // 1 byte/s arrives; 100 bytes/s are required after the first 10 s.
    for second in 1...9 { try state.receiveBody(bytes: 1, at: time(second)) }
    #expect(state.deadline <= time(11))
    try state.receiveBody(bytes: 1_000, at: time(10))
    #expect(state.deadline == time(20), "then the idle timeout is earlier")
    for second in stride(from: 10, to: 300, by: 5) {
      try state.receiveBody(bytes: 10_000, at: time(second))
      #expect(state.deadline <= time(300), "the total")
    }
    #expect(state.deadline == time(300))
  }

  @Test func countsOnlyTimeOfBodyThatHasPassed() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    try state.receiveBody(bytes: 100_000, at: time(1))
    #expect(state.deadline == time(11), "a fast beginning does not pay for a drip")
    try state.receiveBody(bytes: 200, at: time(5))
    #expect(state.deadline == time(13), "200 bytes take 2 s at the minimum rate")
  }

  @Test func countsSlowBodyAsIdle() throws {
    var state = state()
    try receiveHead(&state, at: 10)
    #expect(state.idleSince == time(13))
    try state.receiveBody(bytes: 1, at: time(20))
    #expect(state.idleSince.map { $0 < time(14) } == true, "a drip")
    try state.receiveBody(bytes: 100_000, at: time(20))
    #expect(state.idleSince == time(23))
    state.receiveEnd(at: time(20))
    #expect(state.idleSince == nil, "the handler answers it")
    state.beginResponse(at: time(21))
    #expect(state.idleSince == nil)
    state.endResponse(at: time(22))
    #expect(state.idleSince == time(22))
  }

  @Test func boundsTimeOfHalfClosedClient() throws {
    var state = state()
    for _ in 0..<3 {
      try receiveHead(&state, at: 0)
      state.receiveEnd(at: time(0))
    }
    #expect(state.halfClosedDeadline == nil)
    state.closeInput(at: time(5))
    #expect(state.deadline == time(400), "the first request")
    state.beginResponse(at: time(390))
    #expect(state.deadline == time(705), "not 390 + 500")
    state.endResponse(at: time(400))
    #expect(state.deadline == time(705), "not 400 + 400")
  }

  @Test func knowsWhichPhasesAreIdle() {
    #expect(
      ConnectionState.Phase.allCases.filter(\.isIdle) == [.idle, .head, .lingering])
  }

  @Test func keepsIdleSinceWhileHeadDrips() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    state.receiveEnd(at: time(0))
    state.beginResponse(at: time(1))
    state.endResponse(at: time(2))
    try state.receive(bytes: 1, at: time(8))
    #expect(state.phase == .head)
    #expect(state.idleSince == time(2))
  }

  @Test func handlesPipelinedRequestsInOrder() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    state.receiveEnd(at: time(0))
    try receiveHead(&state, at: 1)
    #expect(state.phase == .handling)
    #expect(state.hasFurtherRequests)
    state.beginResponse(at: time(2))
    state.endResponse(at: time(100))
    #expect(state.phase == .body)
    #expect(state.deadline == time(110), "the wait for the first response does not count")
  }

  @Test func boundsPipelinedRequests() throws {
    var state = state { $0.maximumPipelinedRequests = 2 }
    for _ in 0..<2 {
      try receiveHead(&state, at: 0)
      state.receiveEnd(at: time(0))
    }
    #expect(throws: RequestRejection.tooManyRequests) { try receiveHead(&state, at: 0) }
  }

  @Test func boundsBytesWithoutContent() throws {
    var state = state { $0.maximumHeaderBytes = 100 }
    for _ in 0..<201 { try state.receive(bytes: 1, at: time(0)) }
    #expect(throws: RequestRejection.headTooLarge) { try state.receive(bytes: 1, at: time(0)) }
  }

  @Test func boundsFramingOfBody() throws {
    var state = state { $0.maximumHeaderBytes = 100 }
    try receiveHead(&state, at: 0)
    // Chunks of 1 byte have 5 bytes of framing.
    for _ in 0..<10_000 {
      try state.receive(bytes: 6, at: time(0))
      try state.receiveBody(bytes: 1, at: time(0))
    }
    for _ in 0..<3 {
      try state.receive(bytes: 80, at: time(0))
      try state.receiveBody(bytes: 1, at: time(0))
    }
    #expect(throws: RequestRejection.tooMuchFraming) { try state.receive(bytes: 1, at: time(0)) }
  }

  @Test func boundsDiscardedBytes() {
    var state = state { $0.maximumLingerBytes = 10 }
    state.linger(at: time(0))
    state.discard(bytes: 10)
    #expect(!state.hasDiscardedTooMuch)
    state.discard(bytes: 1)
    #expect(state.hasDiscardedTooMuch)
  }

  // MARK: - Budget

  @Test func takesBodyFromBudgetUntilResponseBegins() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    try state.receiveBody(bytes: BodyReservation.freeBytes, at: time(0))
    #expect(budget.remaining == 1_000_000, "the first bytes are free")
    try state.receiveBody(bytes: 300_000, at: time(0))
    #expect(budget.remaining == 700_000)
    state.receiveEnd(at: time(0))
    #expect(budget.remaining == 700_000, "the transport holds the body")
    state.beginResponse(at: time(0))
    #expect(budget.remaining == 1_000_000)
  }

  @Test func givesBudgetBackWhenClosed() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    try state.receiveBody(bytes: 600_000, at: time(0))
    #expect(budget.remaining < 500_000)
    state.close()
    #expect(budget.remaining == 1_000_000)
    state.close()
    #expect(budget.remaining == 1_000_000)
  }

  @Test func rejectsBodyThatExceedsBudget() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    #expect(throws: RequestRejection.overloaded) {
      try state.receiveBody(bytes: 1_000_000 + BodyReservation.freeBytes + 1, at: time(0))
    }
    #expect(budget.remaining == 1_000_000)
    state.reject(at: time(0))
    #expect(state.isDiscarding)
  }

  @Test func rejectsAnnouncedBodyThatExceedsBudget() throws {
    var state = state()
    #expect(throws: RequestRejection.overloaded) {
      try receiveHead(&state, announcing: 1_000_000 + BodyReservation.freeBytes + 1, at: 0)
    }
    try state.collectBody(announcedBytes: 1_000_000 + BodyReservation.freeBytes)
    #expect(budget.remaining == 1_000_000, "announced bytes are not taken")
  }

  @Test func countsBodyReceivedBeforeItIsCollected() throws {
    var state = state { $0.maximumBodyBytes = 500_000 }
    try state.receiveHead(acceptsInterimResponses: true, at: time(0))
    try state.receiveBody(bytes: BodyReservation.freeBytes + 100_000, at: time(0))
    #expect(budget.remaining == 1_000_000)
    try state.collectBody(announcedBytes: 0)
    #expect(budget.remaining == 900_000)
    try state.receiveBody(bytes: 100_000, at: time(0))
    #expect(budget.remaining == 800_000)
    state.beginResponse(at: time(0))
    #expect(budget.remaining == 1_000_000)
  }

  @Test func takesNothingFromBudgetForStreamedBody() throws {
    var state = state { $0.maximumBodyBytes = 10 }
    try state.receiveHead(acceptsInterimResponses: true, at: time(0))
    for _ in 0..<100 { try state.receiveBody(bytes: 1_000_000, at: time(0)) }
    #expect(budget.remaining == 1_000_000)
    #expect(!state.holdsBudget)
  }

  @Test func rejectsStreamedBodyAboveMaximum() throws {
    var state = state { $0.maximumStreamedBodyBytes = 10 }
    try state.receiveHead(acceptsInterimResponses: true, at: time(0))
    try state.receiveBody(bytes: 10, at: time(0))
    #expect(throws: RequestRejection.bodyTooLarge(limit: 10)) {
      try state.receiveBody(bytes: 1, at: time(0))
    }
  }

  @Test func rejectsCollectedBodyOfWhichTooMuchHasBeenReceived() throws {
    var state = state { $0.maximumBodyBytes = 10 }
    try state.receiveHead(acceptsInterimResponses: true, at: time(0))
    try state.receiveBody(bytes: 11, at: time(0))
    #expect(throws: RequestRejection.bodyTooLarge(limit: 10)) {
      try state.collectBody(announcedBytes: 0)
    }
  }

  // MARK: - Streams

  @Test func doesNotBlameClientForPausedBody() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    state.pauseBody()
    #expect(state.idleSince == nil)
    #expect(state.deadline == time(300), "the total only")
    state.resumeBody(at: time(100))
    #expect(state.idleSince == time(103))
    #expect(state.deadline == time(110))
  }

  @Test func boundsStreamedResponse() throws {
    var state = state {
      $0.responseTimeout = .seconds(50)
      $0.streamTimeout = .seconds(120)
    }
    try receiveHead(&state, at: 0)
    state.receiveEnd(at: time(0))
    state.beginResponse(at: time(0))
    #expect(state.deadline == time(50))
    state.continueResponse(at: time(40))
    #expect(state.deadline == time(90))
    state.continueResponse(at: time(80))
    #expect(state.deadline == time(120), "the total")
  }

  @Test func endsConnectionAfterResponseBeforeEndOfRequest() throws {
    var state = state()
    try receiveHead(&state, at: 0)
    try state.receiveBody(bytes: 1, at: time(1))
    #expect(!state.isAnsweredEarly)
    state.beginResponse(at: time(2))
    #expect(state.isAnsweredEarly)
    try state.receiveBody(bytes: 1, at: time(3))
    state.receiveEnd(at: time(4))
    #expect(state.phase == .responding, "the end of the request does not end the response")
    #expect(state.isAnsweredEarly, "the client has been told")
  }

  @Test func rejectsBodyAboveMaximum() throws {
    var state = state { $0.maximumBodyBytes = 10 }
    try receiveHead(&state, at: 0)
    try state.receiveBody(bytes: 10, at: time(0))
    #expect(throws: RequestRejection.bodyTooLarge(limit: 10)) {
      try state.receiveBody(bytes: 1, at: time(0))
    }
  }
}
#endif
