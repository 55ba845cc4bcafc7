// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

extension Sandbox {
  /// Something that goes wrong with a request.
  public struct Fault: Sendable, Hashable {
    /// On which side of the work something goes wrong.
    public enum Moment: Sendable, Hashable, CaseIterable {
      /// Nothing of what was asked is done.
      case beforeProcessing
      /// All is done, and the client does not learn of it.
      case afterProcessing
    }

    enum Kind: Sendable, Hashable {
      case none
      case answer(status: Int, detail: String, retryAfter: String?)
      case connectionLost(Moment)
      case hang(Moment)
      case garbage
      case truncation
    }

    let kind: Kind
    /// How long the request waits before anything else, by the sandbox's clock.
    public var latency: Duration = .zero

    init(_ kind: Kind) {
      self.kind = kind
    }

    /// Returns this fault with a wait before it.
    public func delayed(by latency: Duration) -> Fault {
      var fault = self
      fault.latency = latency
      return fault
    }

    /// The request waits, and is then answered as usual.
    public static func latency(_ duration: Duration) -> Fault {
      Fault(.none).delayed(by: duration)
    }

    /// The request is answered with an error, and nothing is done.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - detail: The text in the body.
    ///   - retryAfter: The value of `Retry-After`, in seconds or as a date; nil sends none.
    /// - Returns: The fault.
    public static func answer(
      _ status: HTTPStatus, detail: String, retryAfter: String? = nil
    ) -> Fault {
      Fault(.answer(status: status.code, detail: detail, retryAfter: retryAfter))
    }

    /// 429, as if jobs were created too fast.
    ///
    /// - Parameter retryAfter: The value of `Retry-After`; the service itself sends none.
    /// - Returns: The fault.
    public static func rateLimited(retryAfter: String? = nil) -> Fault {
      .answer(
        429, detail: "Rate limit exceeded. Maximum 40 classify job creations per second.",
        retryAfter: retryAfter)
    }

    /// 402, as if the credits were used up.
    public static let creditsExhausted = answer(402, detail: "Credits exhausted")
    /// 500.
    public static let serverError = answer(500, detail: "Internal Server Error")
    /// 503.
    public static let unavailable = answer(
      503, detail: "Classify endpoints are currently unavailable.")

    /// The connection breaks, so that the client can't know whether the request was worked on.
    public static func connectionLost(_ moment: Moment) -> Fault {
      Fault(.connectionLost(moment))
    }

    /// Nothing comes back until the client gives up.
    public static func hang(_ moment: Moment) -> Fault {
      Fault(.hang(moment))
    }

    /// The request is worked on, and the answer has a proxy's HTML page for a body.
    public static let garbage = Fault(.garbage)
    /// The request is worked on, and the answer has the first half of its body only.
    ///
    /// Its `Content-Length` is that of the whole body.
    public static let truncation = Fault(.truncation)
  }
}

extension Sandbox.Fault {
  /// Waits, hangs or breaks the connection, if that is this fault's kind at this moment.
  func disturb(_ moment: Moment, clock: any Clock<Duration>) async throws(TransportError) {
    if moment == .beforeProcessing, latency > .zero {
      do {
        try await clock.sleep(for: latency)
      } catch {
        throw .cancelledMeanwhile
      }
    }
    switch kind {
    case .connectionLost(moment):
      throw TransportError(
        kind: .connectionLost, delivery: .unknown, message: "The connection was reset by a fault.")
    case .hang(moment):
      await Self.waitForCancellation()
      throw .cancelledMeanwhile
    case .none, .answer, .connectionLost, .hang, .garbage, .truncation: break
    }
  }

  /// The response that comes in the place of any work.
  var answer: HTTPResponse? {
    guard case .answer(let status, let detail, let retryAfter) = kind else { return nil }
    var refusal = Refusal(HTTPStatus(code: status), detail)
    if let retryAfter, let field = try? HTTPField(name: .retryAfter, value: retryAfter) {
      refusal.headerFields.append(field)
    }
    if status >= 500, let field = try? HTTPField(name: .correlationID, value: "sandbox-fault") {
      refusal.headerFields.append(field)
    }
    return refusal.answer.response
  }

  /// Returns what is left of a response.
  func distort(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    switch kind {
    case .garbage: response.body = Array("<html><body>Bad gateway</body></html>".utf8)
    case .truncation:
      // The length is still that of the whole, by which anybody can tell that something lacks.
      response.headerFields.set(HTTPField(name: .contentLength, value: response.body.count))
      response.body.removeLast((response.body.count + 1) / 2)
    case .none, .answer, .connectionLost, .hang: break
    }
    return response
  }

  private static func waitForCancellation() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in stream {}
    continuation.finish()
  }
}

extension TransportError {
  static let cancelledBeforeSending = TransportError(
    kind: .cancelled, delivery: .notSent, message: "The task was cancelled.")
  static let cancelledMeanwhile = TransportError(
    kind: .cancelled, delivery: .unknown, message: "The task was cancelled.")
}
