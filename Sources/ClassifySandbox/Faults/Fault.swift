// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

import enum ClassifyModel.WaitTime

extension Sandbox {
  /// A failure to inject into a request.
  public struct Fault: Sendable, Hashable {
    /// Whether a fault occurs before or after the request is processed.
    public enum Moment: Sendable, Hashable, CaseIterable {
      /// The request is not processed.
      case beforeProcessing
      /// The request is processed, but the client receives no response.
      case afterProcessing
    }

    enum Kind: Sendable, Hashable {
      case none
      case errorResponse(status: Int, detail: String, retryAfter: String?)
      case connectionLost(Moment)
      case hang(Moment)
      case garbage
      case truncation
    }

    let kind: Kind
    /// The delay before the request is processed, up to 100 years, measured by
    /// ``Configuration/clock``.
    public var latency: Duration = .zero

    init(_ kind: Kind) {
      self.kind = kind
    }

    /// Returns a copy of the fault with the given latency.
    public func delayed(by latency: Duration) -> Fault {
      var fault = self
      fault.latency = latency
      return fault
    }

    /// Delays the request, which then succeeds or fails as usual.
    public static func latency(_ duration: Duration) -> Fault {
      Fault(.none).delayed(by: duration)
    }

    /// Responds with an error, without processing the request.
    ///
    /// - Parameters:
    ///   - status: The status code.
    ///   - detail: The text of `detail` in the response body.
    ///   - retryAfter: The value of `Retry-After`, in seconds or as a date; `nil` sends none.
    /// - Returns: The fault.
    public static func errorResponse(
      _ status: HTTPStatus, detail: String, retryAfter: String? = nil
    ) -> Fault {
      Fault(.errorResponse(status: status.code, detail: detail, retryAfter: retryAfter))
    }

    /// Responds with 429 (rate limit exceeded).
    ///
    /// - Parameter retryAfter: The value of `Retry-After`; the service itself sends none.
    /// - Returns: The fault.
    public static func rateLimited(retryAfter: String? = nil) -> Fault {
      .errorResponse(
        429, detail: "Rate limit exceeded. Maximum 40 classify job creations per second.",
        retryAfter: retryAfter)
    }

    /// Responds with 402 (credits exhausted).
    public static let creditsExhausted = errorResponse(402, detail: "Credits exhausted")
    /// Responds with 500.
    public static let serverError = errorResponse(500, detail: "Internal Server Error")
    /// Responds with 503.
    public static let unavailable = errorResponse(
      503, detail: "Classify endpoints are currently unavailable.")

    /// Resets the connection; the client can't know whether the request was processed.
    public static func connectionLost(_ moment: Moment) -> Fault {
      Fault(.connectionLost(moment))
    }

    /// Sends no response; the request waits until its task is cancelled.
    public static func hang(_ moment: Moment) -> Fault {
      Fault(.hang(moment))
    }

    /// Processes the request and replaces the response body by a proxy's HTML page.
    public static let garbage = Fault(.garbage)
    /// Processes the request and truncates the response body to its first half.
    ///
    /// `Content-Length` remains the length of the complete body.
    public static let truncation = Fault(.truncation)
  }
}

extension Sandbox.Fault {
  /// Waits, hangs, or resets the connection if the fault does so at this moment.
  ///
  /// - Throws: ``TransportError`` with the kind `connectionLost` or `cancelled`.
  func apply(_ moment: Moment, clock: any Clock<Duration>) async throws(TransportError) {
    if moment == .beforeProcessing, latency > .zero {
      do {
        try await clock.sleep(for: WaitTime.clamped(latency))
      } catch {
        throw .cancelledDuringRequest
      }
    }
    switch kind {
    case .connectionLost(moment):
      throw TransportError(
        kind: .connectionLost, delivery: .unknown, message: "The connection was reset by a fault.")
    case .hang(moment):
      await Self.waitForCancellation()
      throw .cancelledDuringRequest
    case .none, .errorResponse, .connectionLost, .hang, .garbage, .truncation: break
    }
  }

  /// The response to return without processing the request; `nil` if the fault has none.
  var errorResponse: HTTPResponse? {
    guard case .errorResponse(let status, let detail, let retryAfter) = kind else { return nil }
    var errorResponse = ErrorResponse(HTTPStatus(code: status), detail)
    if let retryAfter, let field = try? HTTPField(name: .retryAfter, value: retryAfter) {
      errorResponse.headerFields.append(field)
    }
    if status >= 500, let field = try? HTTPField(name: .correlationID, value: "sandbox-fault") {
      errorResponse.headerFields.append(field)
    }
    return errorResponse.httpResponse
  }

  /// Returns a response with its body replaced or truncated if the fault does so.
  func corrupt(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    switch kind {
    case .garbage: response.body = Array("<html><body>Bad gateway</body></html>".utf8)
    case .truncation:
      // The length of the complete body lets the client detect the truncation.
      response.headerFields.set(HTTPField(name: .contentLength, value: response.body.count))
      response.body.removeLast((response.body.count + 1) / 2)
    case .none, .errorResponse, .connectionLost, .hang: break
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
  static let cancelledDuringRequest = TransportError(
    kind: .cancelled, delivery: .unknown, message: "The task was cancelled.")
}
