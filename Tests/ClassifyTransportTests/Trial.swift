// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport
import Testing

/// One request over a transport to a faulty server.
struct Trial {
  /// How the request ended.
  enum Outcome: Sendable {
    case response(HTTPResponse)
    case failure(TransportError)
    /// It was cancelled at the deadline.
    case expired
  }

  /// The deadline of a request that may last until then.
  static let shortDeadline = Duration.seconds(1)
  /// The deadline of any other request, which must end long before.
  static let longDeadline = Duration.seconds(240)
  /// The time that a request may last after its deadline; the machine can be busy.
  static let tolerance = Duration.seconds(120)
  /// The bytes that a server without end may send before it is cut off: the transport's limits, the
  /// buffers of two sockets, and what arrives while Foundation cancels a task in the background.
  static let maximumEndlessBytes = 256 * 1024 * 1024

  let outcome: Outcome
  let duration: Duration
  let requestCount: Int
  let connectionCount: Int
  let endlessByteCount: Int

  /// Sends a request over a new transport.
  init(_ fault: ServerFault, over transport: TransportUnderTest) async throws {
    let greeting: LoopbackGreeting
    let answer: LoopbackBehavior
    switch fault.behavior {
    case .greeting(let behavior): (greeting, answer) = (behavior, .close)
    case .answer(let behavior): (greeting, answer) = (.read, behavior)
    }
    let deadline =
      fault.allowed(over: transport).isEndless ? Self.shortDeadline : Self.longDeadline
    self = try await LoopbackPlan.always(answer, greeting: greeting).run { server in
      let request = HTTPRequest.to(
        server, fault.requestBody == nil ? .get : .post, body: fault.requestBody)
      let start = ContinuousClock.now
      let outcome = await Self.send(request, over: try transport.make(.ofFaults), within: deadline)
      let duration = ContinuousClock.now - start
      return Trial(
        outcome: outcome, duration: duration, requestCount: server.requests.count,
        connectionCount: server.connectionCount, endlessByteCount: server.endlessByteCount)
    }
  }

  private init(
    outcome: Outcome, duration: Duration, requestCount: Int, connectionCount: Int,
    endlessByteCount: Int
  ) {
    self.outcome = outcome
    self.duration = duration
    self.requestCount = requestCount
    self.connectionCount = connectionCount
    self.endlessByteCount = endlessByteCount
  }

  private static func send(
    _ request: HTTPRequest, over transport: any HTTPTransport, within deadline: Duration
  ) async -> Outcome {
    await withTaskGroup(of: Outcome?.self) { group in
      group.addTask {
        do throws(TransportError) {
          return .response(try await transport.send(request))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: deadline)
        return nil
      }
      var isExpired = false
      while let outcome = await group.next() {
        group.cancelAll()
        guard let outcome else {
          isExpired = true
          continue
        }
        if isExpired, case .failure(let error) = outcome, error.kind == .cancelled {
          return .expired
        }
        return outcome
      }
      return .expired
    }
  }

  /// Checks the outcome and what the server has seen.
  func check(_ fault: ServerFault, over transport: TransportUnderTest) {
    let allowed = fault.allowed(over: transport)
    switch outcome {
    case .response(let response):
      let received = Allowed.Response(
        status: response.status.code, body: String(decoding: response.body, as: UTF8.self))
      #expect(
        allowed.responses.contains(received),
        "\(fault), \(transport): \(received.status), \(received.body.utf8.count) bytes")
    case .failure(let error):
      #expect(allowed.kinds.contains(error.kind), "\(fault), \(transport): \(error)")
      #expect(requestCount == 0 || error.delivery == .unknown, "\(fault), \(transport): \(error)")
      #expect(!error.message.isEmpty)
    case .expired:
      #expect(allowed.isEndless, "\(fault), \(transport) lasted until its deadline")
    }
    let deadline = allowed.isEndless ? Self.shortDeadline : Self.longDeadline
    #expect(duration < deadline + Self.tolerance, "\(fault), \(transport) lasted \(duration)")
    #expect(requestCount <= 1 && connectionCount <= 1, "\(fault), \(transport) was sent again")
    if !allowed.isEndless {
      #expect(
        endlessByteCount <= Self.maximumEndlessBytes,
        "\(fault), \(transport) read \(endlessByteCount) bytes")
    }
  }
}

extension ServerFault {
  /// What a transport may do.
  func allowed(over transport: TransportUnderTest) -> Allowed {
    if case .allowed(let allowed, _) = exceptions[transport.name] { allowed } else { allowed }
  }

  /// Whether the fault can be tried with a transport.
  func isTried(over transport: TransportUnderTest) -> Bool {
    if case .untried = exceptions[transport.name] { false } else { true }
  }
}
