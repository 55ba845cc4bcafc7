// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// Refused connections, interrupted uploads, redirects, and servers that never finish.
@Suite(.timeLimit(.minutes(15))) struct ConnectionFaultTests {
  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func retriesEveryCallWhenConnectionIsRefused(call: FaultedCall) async throws {
    try await RefusingPort.run { port in
      var configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://127.0.0.1:\(port)"), key: try Secret(FaultRun.key))
      configuration.retryPolicy = RetryPolicy(maximumRetries: 2, backoff: Backoff(base: .zero))
      let client = LlamaCloud(configuration: configuration, classifier: call.classifier)
      let subject = try await call.prepare(Sandbox())
      let error = try await classifyError { try await call.make(with: client, about: subject) }
      #expect(error?.code == .connection)
      #expect(error?.operation == call.operation)
      #expect(error?.attempts == 3)
    }
  }

  /// The server resets each connection during the upload, so that the service receives no file.
  @available(*, deprecated)
  @Test(arguments: [1, 1_000, 100_000, 250_000])
  func createsNoFileWhenUploadIsInterrupted(bytesRead: Int) async throws {
    let fault = WireFault(
      "a reset after \(bytesRead) bytes", .connection(.resetAfterReading(bytesRead)),
      .retriedIfUnsent(orElse: .connection))
    try await FaultCheck(.upload, fault).once()
    try await FaultCheck(.upload, fault).always()
  }

  // MARK: - Redirects

  @available(*, deprecated)
  @Test(arguments: [300, 301, 302, 303, 307, 308], FaultedCall.allCases)
  func doesNotFollowRedirectToOtherHost(status: Int, call: FaultedCall) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { elsewhere in
      let location = "http://\(elsewhere.authority)/api/v2/classify?token=t"
      let fault = WireFault(
        "\(status)",
        .instead(.respond(status: status, headers: [("Location", location)], body: [])),
        .failure(.unexpectedStatus))
      try await FaultCheck(call, fault).always()
      #expect(elsewhere.connectionCount == 0)
    }
  }

  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func doesNotFollowRedirectOnSameHost(call: FaultedCall) async throws {
    let fault = WireFault(
      "307", .instead(.respond(status: 307, headers: [("Location", "/elsewhere")], body: [])),
      .failure(.unexpectedStatus))
    try await FaultCheck(call, fault).always()
  }

  // MARK: - Deadlines

  private static let responses: [(LoopbackBehavior, ClassifyError.Code)] = [
    (.hang, .timeout),
    (.drip([UInt8](repeating: 0x20, count: 100_000), pauseMilliseconds: 20), .timeout),
    (.json(429, ""), .rateLimited), (.json(503, ""), .server), (.reset, .connection),
  ]

  /// There is no attempt timeout or retry limit, so only the call's timeout can end it.
  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func endsCallAtItsTimeout(call: FaultedCall) async throws {
    let subject = try await call.prepare(Sandbox())
    for (response, code) in Self.responses {
      try await LoopbackPlan { request in
        guard case .drip(let bytes, let pause) = response else { return response }
        return .drip(
          Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + bytes, pauseMilliseconds: pause)
      }.run { server in
        var configuration = ServiceConfiguration(
          baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(FaultRun.key))
        configuration.timeout = .milliseconds(300)
        configuration.attemptTimeout = nil
        configuration.retryPolicy = RetryPolicy(
          maximumRetries: .max, backoff: Backoff(base: .milliseconds(40)))
        let client = LlamaCloud(configuration: configuration, classifier: call.classifier)
        let error = try await classifyError { try await call.make(with: client, about: subject) }
        // If the time ran out during an attempt, the error is a timeout.
        #expect(error?.code == code || error?.code == .timeout, "\(code)")
      }
    }
  }
}
