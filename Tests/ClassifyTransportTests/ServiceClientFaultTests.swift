// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import TestSupport
import Testing

/// The faults of the client's suite, as errors of one call over every transport.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ServiceClientFaultTests {
  private static let maximumRetries = 1
  private static let answer = Array(#"{"id":"an-id-of-some-length"}"#.utf8)

  @Test(arguments: TransportUnderTest.all, WireFault.quick)
  func endsCallAsExpected(over transport: TransportUnderTest, fault: WireFault) async throws {
    try await check(fault, over: transport, attemptTimeout: nil)
  }

  @Test(arguments: TransportUnderTest.all)
  func endsSlowCallAtItsTimeout(over transport: TransportUnderTest) async throws {
    for fault in WireFault.slow {
      try await check(fault, over: transport, attemptTimeout: .milliseconds(200))
    }
  }

  private func check(
    _ fault: WireFault, over transport: TransportUnderTest, attemptTimeout: Duration?
  ) async throws {
    try await plan(for: fault).run { server in
      var configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://\(server.authority)"), key: try Secret("llx-a-secret-key"))
      configuration.retryPolicy = RetryPolicy(
        maximumRetries: Self.maximumRetries, backoff: Backoff(base: .zero))
      configuration.timeout = WireFault.callTimeout
      configuration.attemptTimeout = attemptTimeout
      let client = ServiceClient(
        configuration: configuration, transport: try transport.make(.ofFaults))
      do {
        let call = ServiceCall<JSONObject>(operation: "get", method: .get, path: ["answer"])
        let answer = try await client.send(call).value
        #expect(fault.code == nil && answer.jsonBytes() == Self.answer, "\(fault), \(transport)")
      } catch let error as ClassifyError {
        // async-http-client can discard a greeting and wait for a response.
        if transport.name == .asyncHTTP, error.code == .timeout,
          case .connection(.speak) = fault.injection
        {
          return
        }
        #expect(error.code == fault.code, "\(fault), \(transport): \(error)")
        let isRetried = fault.isRetried(isIdempotent: true) == true
        #expect(
          error.attempts == (isRetried ? Self.maximumRetries + 1 : 1), "\(fault), \(transport)")
      }
    }
  }

  private func plan(for fault: WireFault) -> LoopbackPlan {
    let response = HTTPResponse(status: 200, body: Self.answer)
    return LoopbackPlan { _ in
      if case .connection(let greeting) = fault.injection { greeting } else { .read }
    } respond: { _ in
      switch fault.injection {
      case .connection: .close
      case .instead(let behavior): behavior
      case .afterProcessing(let distort): distort(response)
      }
    }
  }
}
