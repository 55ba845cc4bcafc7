// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

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
