// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyURLSession
import TestSupport
import Testing

/// Checks the outcome of a call under a fault.
struct FaultCheck {
  let call: FaultedCall
  let fault: WireFault
  let attemptTimeout: Duration

  /// Creates a check.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - fault: The fault to inject.
  ///   - attemptTimeout: The timeout of each attempt. By default far more than one needs: on Linux,
  ///     Foundation was once seen to miss a reset, and the call then ended by its own timeout.
  init(_ call: FaultedCall, _ fault: WireFault, attemptTimeout: Duration = .seconds(30)) {
    self.call = call
    self.fault = fault
    self.attemptTimeout = attemptTimeout
  }

  /// Injects the fault into the first request only.
  @available(*, deprecated)
  func once() async throws {
    let run = try await FaultRun(call, fault, times: 1, attemptTimeout: attemptTimeout)
    if fault.code == nil || fault.isRetried(isIdempotent: call.isIdempotent) == true {
      #expect(run.error == nil, "\(fault.name), \(call)")
      #expect(run.createdCount == call.createdCount, "\(fault.name), \(call)")
    } else if fault.isRetried(isIdempotent: call.isIdempotent) == nil, run.error == nil {
      #expect(run.createdCount == call.createdCount, "\(fault.name), \(call)")
    } else {
      checkFailure(run, attempts: 1)
    }
  }

  /// Injects the fault into every request.
  @available(*, deprecated)
  func always() async throws {
    let run = try await FaultRun(call, fault, times: .max, attemptTimeout: attemptTimeout)
    if fault.code == nil {
      #expect(run.error == nil, "\(fault.name), \(call)")
      #expect(run.createdCount == call.createdCount, "\(fault.name), \(call)")
    } else {
      let attempts = fault.isRetried(isIdempotent: call.isIdempotent).map {
        $0 ? FaultRun.maximumRetries + 1 : 1
      }
      checkFailure(run, attempts: attempts)
    }
  }

  /// Checks the error of a failed call, and that the service processed it at most once.
  private func checkFailure(_ run: FaultRun, attempts: Int?) {
    #expect(
      run.error?.code == fault.code, "\(fault.name), \(call): \(String(describing: run.error))")
    #expect(run.error?.operation == call.operation)
    if let attempts { #expect(run.error?.attempts == attempts, "\(fault.name), \(call)") }
    #expect(run.error.map { !"\($0)".contains(FaultRun.key) } == true)
    let mayCreate = call.createdCount > 0 && fault.isAfterProcessing
    #expect(run.createdCount == (mayCreate ? 1 : 0), "\(fault.name), \(call)")
  }
}

/// A call over real sockets under a fault, with its error and its effect on the service.
struct FaultRun {
  /// The client's key, which no error may contain.
  static let key = "llx-a-secret-key"
  /// The maximum number of retries.
  static let maximumRetries = 2

  /// The error of the call, or nil if it succeeded.
  let error: ClassifyError?
  /// The number of jobs or files that the service has created.
  let createdCount: Int

  /// Makes the call.
  ///
  /// Returns after every task has released the transport and both sides have closed every socket.
  /// The client must close them, because the server still runs.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - fault: The fault to inject.
  ///   - times: The number of requests with the fault, from the first on.
  ///   - attemptTimeout: The timeout of each attempt.
  /// - Throws: Any error of the call other than a ``ClassifyError``.
  @available(*, deprecated)
  init(
    _ call: FaultedCall, _ fault: WireFault, times: Int, attemptTimeout: Duration
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
    attemptTimeout: Duration
  ) async throws -> ClassifyError? {
    var options = URLSessionTransport.Options()
    options.maximumResponseBytes = WireFault.maximumResponseBytes
    var transport: URLSessionTransport? = URLSessionTransport(options: options)
    weak let remaining = transport
    var error: ClassifyError?
    if let transport {
      var configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(key))
      configuration.retryPolicy = RetryPolicy(
        maximumRetries: maximumRetries, backoff: Backoff(base: .zero))
      configuration.timeout = WireFault.callTimeout
      configuration.attemptTimeout = attemptTimeout
      let client = LlamaCloud(
        configuration: configuration, classifier: call.classifier, transport: transport)
      error = try await classifyError { try await call.make(with: client, about: subject) }
    }
    transport = nil
    while remaining != nil { try await Task.sleep(for: .milliseconds(1)) }
    return error
  }
}
