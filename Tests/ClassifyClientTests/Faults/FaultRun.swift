// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyURLSession
import TestSupport
import Testing

/// One call of a real client over real sockets, under a fault, and what was left behind.
struct FaultRun {
  /// The key of the client, which must be in no error.
  static let key = "llx-a-secret-key"
  /// How many times a call is sent again.
  static let retries = 2

  /// The error that the call ended with, if it did.
  let error: ClassifyError?
  /// How many jobs or files the service has created.
  let createdCount: Int

  /// Makes the call.
  ///
  /// It returns when nothing is left of it: no task that holds the transport, and no socket on
  /// either side. The client has to see to that, as the server still runs.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - fault: What happens on the way.
  ///   - times: To how many requests it happens, from the first on.
  ///   - attemptTimeout: How long an attempt may take.
  /// - Throws: What the call throws that is no ``ClassifyError``.
  @available(*, deprecated)
  init(
    _ call: FaultedCall, _ fault: WireFault, times: Int,
    attemptTimeout: Duration? = nil
  ) async throws {
    let sandbox = Sandbox()
    let subject = try await call.prepare(sandbox)
    let service = FaultyService(sandbox, fault: fault, times: times)
    let before = service.createdCount
    error = try await service.plan.run { server in
      let error = try await Self.error(
        of: call, about: subject, at: server, attemptTimeout: attemptTimeout)
      #if os(Linux)
      while try ClientSockets.count(to: server.port) > 0 {
        try await Task.sleep(for: .milliseconds(1))
      }
      #endif
      while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
      return error
    }
    createdCount = service.createdCount - before
  }

  @available(*, deprecated)
  private static func error(
    of call: FaultedCall, about subject: FaultedCall.Subject, at server: LoopbackServer,
    attemptTimeout: Duration?
  ) async throws -> ClassifyError? {
    var options = URLSessionTransport.Options()
    options.maximumResponseBytes = WireFault.largestAnswer
    var transport: URLSessionTransport? = URLSessionTransport(options: options)
    weak let remains = transport
    var error: ClassifyError?
    if let transport {
      var configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(key))
      configuration.retryPolicy = RetryPolicy(
        maximumRetries: retries, backoff: Backoff(base: .zero))
      configuration.timeout = WireFault.callLimit
      configuration.attemptTimeout = attemptTimeout
      let client = LlamaCloud(
        configuration: configuration, classifier: call.classifier, transport: transport)
      error = try await classifyError { try await call.make(with: client, about: subject) }
    }
    transport = nil
    while remains != nil { try await Task.sleep(for: .milliseconds(1)) }
    return error
  }
}
