// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// The state of one connection: the step it is in, and the time at which that step must have ended.
///
/// It has no side effects except on the budget of body bytes; ``ConnectionHandler`` applies it to a
/// channel.
struct ConnectionState {
  typealias Instant = ContinuousClock.Instant

  /// What the connection waits for.
  enum Phase: Hashable, CaseIterable {
    /// The first byte of a request.
    case idle
    /// The end of a request head.
    case head
    /// The end of the oldest request's body, which is handled already.
    case body
    /// The handler's response to the oldest request.
    case handling
    /// The client, to receive the response.
    case responding
    /// The client, to close the connection, whose output is closed.
    case lingering

    /// Whether the connection can be closed without loss, to make room for another one.
    var isIdle: Bool { self == .idle || self == .head || self == .lingering }
  }

  /// A request without a complete response.
  private struct Pending {
    /// The number of body bytes received.
    var bodyBytes = 0
    /// Whether the body is held until its end, so counts in the budget.
    var isCollected = false
    var isComplete = false
    /// Whether the client knows 1xx responses, so is not an HTTP/1.0 client.
    var acceptsInterimResponses = false
  }

  /// The largest ratio of framing to content that is accepted: a chunk of 1 byte has 5 bytes of
  /// framing.
  private static let maximumFramingRatio = 8

  private let limits: TransportServer.Limits
  private var reservation: BodyReservation
  private var pending: [Pending] = []
  /// The number of bytes received since the last progress of a message.
  private var framingBytes = 0
  private var discardedBytes = 0
  private var responses = 0
  private var phaseStart: Instant
  /// The time at which the connection became idle; meaningless unless ``Phase/isIdle``.
  private var waitingSince: Instant
  /// The time at which the bytes received of the oldest request's body would have been due at the
  /// minimum rate; not later than the last of them, so that a fast beginning can't pay for a drip.
  private var bodyTime: Instant
  /// Whether nothing is read from the client until more of the oldest body has been handled.
  private var isBodyPaused = false
  /// The time at which the last part of a response was handed to the connection.
  private var sendingTime: Instant
  /// The time at which the client closed its side; `nil` if it has not.
  private var halfClosedSince: Instant?

  private(set) var phase = Phase.idle
  /// Whether further input is ignored because no request of it will be handled.
  private(set) var isDiscarding = false
  /// Whether a response has begun before the end of its request, so that no further one can follow.
  private(set) var isAnsweredEarly = false

  init(limits: TransportServer.Limits, budget: BodyBudget, now: Instant) {
    self.limits = limits
    reservation = BodyReservation(budget)
    phaseStart = now
    waitingSince = now
    bodyTime = now
    sendingTime = now
  }

  /// The time at which the current phase times out.
  var deadline: Instant { min(phaseDeadline, halfClosedDeadline ?? phaseDeadline) }

  /// The time at which the connection must be closed because the client has closed its side; `nil`
  /// if it has not.
  var halfClosedDeadline: Instant? { halfClosedSince.map { $0 + limits.halfClosedTimeout } }

  private var phaseDeadline: Instant {
    switch phase {
    case .idle: phaseStart + limits.idleTimeout
    case .head: phaseStart + limits.headTimeout
    case .body where isBodyPaused: phaseStart + limits.requestTimeout
    case .body: min(phaseStart + limits.requestTimeout, bodyTime + limits.idleTimeout)
    case .handling: phaseStart + limits.handlingTimeout
    case .responding:
      min(phaseStart + limits.streamTimeout, sendingTime + limits.responseTimeout)
    case .lingering: phaseStart + limits.lingerTimeout
    }
  }

  /// The time since which the connection waits for its client, or since which a body is too slow;
  /// `nil` while a request waits for the handler or is answered.
  ///
  /// It is in the future while a body arrives fast enough.
  var idleSince: Instant? {
    switch phase {
    case .idle, .head, .lingering: waitingSince
    case .body where isBodyPaused: nil
    case .body: bodyTime + limits.slowBodyTimeout
    case .handling, .responding: nil
    }
  }

  /// Whether bodies of the connection are counted in the budget.
  var holdsBudget: Bool { reservation.isCharged }

  /// Whether an interim response can be sent now.
  var acceptsInterimResponse: Bool {
    (phase == .handling || phase == .body) && pending.first?.acceptsInterimResponses == true
  }

  /// The number of the oldest request without a response, counted from 1.
  var requestNumber: Int { responses + 1 }

  /// Whether another request than the one being responded to is pending.
  var hasFurtherRequests: Bool { pending.count > 1 }

  // MARK: - Input

  /// Restarts the timeout of a connection that had to wait before it was read from.
  mutating func restartWaiting(at now: Instant) {
    if phase == .idle { enter(.idle, at: now) }
  }

  /// Adds received bytes, before they are parsed.
  ///
  /// - Throws: ``RequestRejection`` if too many bytes before them were no content.
  mutating func receive(bytes count: Int, at now: Instant) throws(RequestRejection) {
    guard framingBytes <= 2 * limits.maximumHeaderBytes else {
      throw pending.last?.isComplete == false ? .tooMuchFraming : .headTooLarge
    }
    framingBytes += count
    if phase == .idle { enter(.head, at: now) }
  }

  /// Adds a request, whose head has been received.
  ///
  /// - Throws: ``RequestRejection`` if too many requests are pending.
  mutating func receiveHead(
    acceptsInterimResponses: Bool, at now: Instant
  ) throws(RequestRejection) {
    guard pending.count < limits.maximumPipelinedRequests else { throw .tooManyRequests }
    framingBytes = 0
    pending.append(Pending(acceptsInterimResponses: acceptsInterimResponses))
    if pending.count == 1 { enterPhaseOfOldestRequest(at: now) }
  }

  /// Counts the body of the oldest request in the budget from now on, because all of it is held
  /// until the response begins.
  ///
  /// - Parameter announcedBytes: The size that the head announces; 0 if it is unknown.
  /// - Throws: ``RequestRejection`` if the body is too large, or if the budget has no room for it.
  mutating func collectBody(announcedBytes: Int) throws(RequestRejection) {
    guard !pending.isEmpty, !pending[0].isCollected else { return }
    let received = pending[0].bodyBytes
    guard max(announcedBytes, received) <= limits.maximumBodyBytes else {
      throw .bodyTooLarge(limit: limits.maximumBodyBytes)
    }
    guard reservation.hasRoom(for: announcedBytes), reservation.add(received) else {
      throw .overloaded
    }
    pending[0].isCollected = true
  }

  /// Adds bytes of the body of the newest request.
  ///
  /// - Throws: ``RequestRejection`` if the body or all bodies together are too large.
  mutating func receiveBody(bytes count: Int, at now: Instant) throws(RequestRejection) {
    guard let newest = pending.indices.last else { return }
    framingBytes = max(0, framingBytes - (Self.maximumFramingRatio + 1) * count)
    let duration = Duration.seconds(1) * count / max(1, limits.minimumBodyRate)
    bodyTime = min(now, bodyTime + duration)
    let isCollected = pending[newest].isCollected
    let maximum = isCollected ? limits.maximumBodyBytes : limits.maximumStreamedBodyBytes
    guard pending[newest].bodyBytes + count <= maximum else {
      throw .bodyTooLarge(limit: maximum)
    }
    guard !isCollected || reservation.add(count) else { throw .overloaded }
    pending[newest].bodyBytes += count
  }

  /// Stops the timeouts of a body that the client may not send now.
  mutating func pauseBody() {
    isBodyPaused = true
  }

  /// Restarts the timeouts of a body that the client may send again.
  mutating func resumeBody(at now: Instant) {
    guard isBodyPaused else { return }
    isBodyPaused = false
    bodyTime = now
  }

  /// Completes the newest request.
  mutating func receiveEnd(at now: Instant) {
    guard let newest = pending.indices.last else { return }
    framingBytes = 0
    isBodyPaused = false
    pending[newest].isComplete = true
    if pending.count == 1, phase != .responding { enterPhaseOfOldestRequest(at: now) }
  }

  /// Ends the input: the newest request is rejected, and what follows is ignored.
  mutating func reject(at now: Instant) {
    guard !isDiscarding else { return }
    isDiscarding = true
    if let newest = pending.indices.last, !pending[newest].isComplete {
      pending[newest].isComplete = true
    } else {
      pending.append(Pending(isComplete: true))
    }
    isBodyPaused = false
    if pending.count == 1, phase != .responding { enterPhaseOfOldestRequest(at: now) }
  }

  /// Limits the time for all responses, because the client has closed its side.
  mutating func closeInput(at now: Instant) {
    halfClosedSince = now
  }

  /// Counts ignored input.
  mutating func discard(bytes count: Int) {
    discardedBytes += count
  }

  /// Whether so much input has been ignored that the connection must be closed.
  var hasDiscardedTooMuch: Bool { discardedBytes > limits.maximumLingerBytes }

  // MARK: - Output

  /// Begins the response to the oldest request, whose body is no longer needed.
  mutating func beginResponse(at now: Instant) {
    if !pending.isEmpty {
      releaseBody()
      isAnsweredEarly = !pending[0].isComplete
    }
    responses += 1
    enter(.responding, at: now)
  }

  /// Restarts the timeout of a response, because a part of it was handed to the connection.
  mutating func continueResponse(at now: Instant) {
    sendingTime = now
  }

  /// Completes the response to the oldest request.
  mutating func endResponse(at now: Instant) {
    if !pending.isEmpty { pending.removeFirst() }
    enterPhaseOfOldestRequest(at: now)
  }

  /// Gives up waiting for the handler; only a short time remains to send an error response.
  mutating func abandonHandling(at now: Instant) {
    enter(.responding, at: now)
  }

  /// Ignores further input, because the server is closing the connection's output.
  mutating func beginClosing() {
    isDiscarding = true
  }

  /// Waits for the client to close the connection.
  mutating func linger(at now: Instant) {
    isDiscarding = true
    enter(.lingering, at: now)
  }

  /// Gives back all body bytes.
  mutating func close() {
    if !pending.isEmpty { releaseBody() }
    pending = []
  }

  private mutating func releaseBody() {
    if pending[0].isCollected { _ = reservation.add(-pending[0].bodyBytes) }
    pending[0].isCollected = false
  }

  // MARK: - Phases

  private mutating func enterPhaseOfOldestRequest(at now: Instant) {
    guard let oldest = pending.first else {
      return enter(framingBytes > 0 ? .head : .idle, at: now)
    }
    enter(oldest.isComplete ? .handling : .body, at: now)
  }

  private mutating func enter(_ next: Phase, at now: Instant) {
    if next == .lingering || !phase.isIdle { waitingSince = now }
    phase = next
    phaseStart = now
    bodyTime = now
    sendingTime = now
  }
}
#endif
