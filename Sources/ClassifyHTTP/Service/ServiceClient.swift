// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A client that sends calls to the service, retries transient failures and decodes responses.
public struct ServiceClient: Sendable {
  /// The base URL, credentials, timeouts, and retry policy.
  public var configuration: ServiceConfiguration
  /// The options of calls that pass none.
  package var defaultOptions = ServiceOptions()
  /// Called after each successful call.
  package var onResponse: (@Sendable (ResponseMetadata) -> Void)?
  /// Called before the pause that precedes a retry.
  package var onRetry: (@Sendable (ScheduledRetry) -> Void)?

  private let transport: any HTTPTransport
  private let clock: any Clock<Duration>
  private let attemptClock: any Clock<Duration>
  private let now: (@Sendable () -> Duration)?
  private let generator: SharedGenerator

  /// Creates a client.
  ///
  /// - Parameters:
  ///   - configuration: The base URL, credentials, timeouts, and retry policy.
  ///   - transport: The transport that sends the requests.
  ///   - clock: The clock for delays between attempts and for the timeout of a call.
  ///   - attemptClock: The clock for the timeout of an attempt. Tests can pass a manual `clock` and
  ///     a real `attemptClock`, so that delays are skipped but requests can take time.
  ///   - now: Returns the time since 1970-01-01T00:00:00Z, used for a `Retry-After` date; if `nil`,
  ///     the response's `Date` field is used.
  ///   - generator: The source of randomness for jitter.
  public init(
    configuration: ServiceConfiguration, transport: any HTTPTransport,
    clock: any Clock<Duration> = ContinuousClock(),
    attemptClock: any Clock<Duration> = ContinuousClock(), now: (@Sendable () -> Duration)? = nil,
    generator: SharedGenerator = SharedGenerator()
  ) {
    self.configuration = configuration
    self.transport = transport
    self.clock = clock
    self.attemptClock = attemptClock
    self.now = now
    self.generator = generator
  }

  /// Sends a call and returns the decoded response.
  ///
  /// - Parameters:
  ///   - call: The call to send.
  ///   - options: Per-call overrides of the configuration; `nil` uses the client's default options.
  ///   - onProgress: Called with the number of body bytes sent so far; restarts on each retry.
  /// - Returns: The decoded response and its metadata.
  /// - Throws: ``ClassifyError`` if the call fails, or `CancellationError` if the task is cancelled
  ///   before a response is received.
  public func send<Output>(
    _ call: ServiceCall<Output>, options: ServiceOptions? = nil,
    onProgress: (@Sendable (_ bytesSent: Int) -> Void)? = nil
  ) async throws -> ServiceResponse<Output> {
    var mayHaveBeenProcessed = false
    return try await send(
      call, options: options, onProgress: onProgress, mayHaveBeenProcessed: &mayHaveBeenProcessed)
  }

  /// Sends a call and tells whether the service may have processed it, which a `CancellationError`
  /// does not.
  ///
  /// - Parameters:
  ///   - call: The call to send.
  ///   - options: Per-call overrides of the configuration; `nil` uses the client's default options.
  ///   - onProgress: Called with the number of body bytes sent so far; restarts on each retry.
  ///   - mayHaveBeenProcessed: Set also if an error is thrown; an attempt that the cancellation
  ///     interrupts counts, unless nothing of it was sent.
  /// - Returns: The decoded response and its metadata.
  /// - Throws: As the function without `mayHaveBeenProcessed`.
  package func send<Output>(
    _ call: ServiceCall<Output>, options: ServiceOptions? = nil,
    onProgress: (@Sendable (_ bytesSent: Int) -> Void)? = nil, mayHaveBeenProcessed: inout Bool
  ) async throws -> ServiceResponse<Output> {
    let options = options ?? defaultOptions
    let builder = RequestBuilder(configuration: configuration, options: options)
    var errors = ErrorBuilder(
      operation: call.operation, method: call.method, baseURL: configuration.baseURL,
      jobID: call.jobID, idempotencyKey: call.idempotencyKey,
      makeRedactor: { builder.redactor(of: call.body) })
    defer { mayHaveBeenProcessed = errors.mayHaveBeenProcessed }
    let request: HTTPRequest
    do {
      request = try builder.request(call)
    } catch {
      throw errors.addingContext(to: error)
    }
    errors.url = request.url
    errors.requestSize = request.body?.count ?? 0
    let response = try await exchange(request, call.idempotency, options, onProgress, &errors)
    errors.mayHaveBeenProcessed = true
    guard response.body.count <= configuration.maximumResponseBytes else {
      throw errors.tooLarge(limit: configuration.maximumResponseBytes, response)
    }
    let value: Output
    if response.body.isEmpty, let emptyValue = call.valueOfEmptyBody {
      value = emptyValue
    } else {
      do throws(JSONError) {
        let limits = JSONLimits(maximumBytes: configuration.maximumResponseBytes)
        value = try call.decode(response.body, limits)
      } catch {
        throw errors.malformed(error, response)
      }
    }
    if let other = call.foreignJobID(in: value) { throw errors.aboutOtherJob(other, response) }
    let metadata = ResponseMetadata(
      operation: call.operation, status: response.status, headerFields: response.headerFields,
      attempts: errors.attempts)
    onResponse?(metadata)
    return ServiceResponse(value: value, metadata: metadata)
  }

  /// Sends a request, with retries, and returns the first response whose status is 2xx.
  private func exchange(
    _ request: HTTPRequest, _ idempotency: Idempotency, _ options: ServiceOptions,
    _ onProgress: (@Sendable (Int) -> Void)?, _ errors: inout ErrorBuilder
  ) async throws -> HTTPResponse {
    var policy = configuration.retryPolicy
    policy.maximumRetries = options.maximumRetries ?? policy.maximumRetries
    let timeout = [options.timeout ?? configuration.timeout, CallDeadline.current?.remaining()]
      .compactMap { $0.map(WaitTime.clamped) }.min()
    let attemptTimeout = (options.attemptTimeout ?? configuration.attemptTimeout)
      .map(WaitTime.clamped)
    let stopwatch = Stopwatch(clock)
    while true {
      try Task.checkCancellation()
      let remaining = timeout.map { $0 - stopwatch.elapsed() }
      let limits = [remaining, attemptTimeout]
      let result = await attempt(
        request, number: errors.attempts, within: limits.compactMap(\.self).min(), onProgress)
      errors.attempts += 1
      let failure: AttemptFailure
      switch result {
      case .success(let response) where response.status.kind == .successful: return response
      case .success(let response): failure = .response(response)
      case .failure(let error): failure = .transport(error)
      }
      errors.mayHaveBeenProcessed = errors.mayHaveBeenProcessed || !failure.hadNoEffect
      // A response that is not retried is the result, even if the task was cancelled meanwhile.
      if case .transport = failure { try Task.checkCancellation() }
      var generator = generator
      guard
        let delay = policy.delay(
          after: failure, beforeRetry: errors.attempts - 1, idempotency: idempotency, now: now?(),
          using: &generator),
        timeout.map({ stopwatch.elapsed() + delay < $0 }) ?? true
      else { throw errors.error(failure) }
      onRetry?(
        ScheduledRetry(
          request: request, reason: failure.text, delay: delay, elapsed: stopwatch.elapsed()))
      try await clock.sleep(for: delay)
      // A sleep can overrun: the timeout is checked again before the next attempt.
      guard timeout.map({ stopwatch.elapsed() < $0 }) ?? true else { throw errors.error(failure) }
    }
  }

  private func attempt(
    _ request: HTTPRequest, number: Int, within limit: Duration?,
    _ onProgress: (@Sendable (Int) -> Void)?
  ) async -> Result<HTTPResponse, TransportError> {
    var numbered = request
    if number > 0 { numbered.headerFields.set(HTTPField(name: .retryCount, value: number)) }
    let result = await Deadline.run(within: limit, on: attemptClock) { [transport, numbered] in
      await transport.result(of: numbered, onProgress)
    }
    let time = limit.map(WaitTime.text) ?? ""
    return result
      ?? .failure(
        TransportError(
          kind: .timedOut, delivery: .unknown, message: "no response within \(time)"))
  }
}

/// A retry that follows after a pause.
package struct ScheduledRetry: Sendable {
  /// The request, as first sent.
  package let request: HTTPRequest
  /// The failure of the last attempt, such as `status 429`.
  package let reason: String
  /// The pause.
  package let delay: Duration
  /// The time since the call began.
  package let elapsed: Duration

  /// Creates a retry.
  package init(request: HTTPRequest, reason: String, delay: Duration, elapsed: Duration) {
    self.request = request
    self.reason = reason
    self.delay = delay
    self.elapsed = elapsed
  }
}

extension AttemptFailure {
  fileprivate var text: String {
    switch self {
    case .response(let response): "status \(response.status)"
    case .transport(let error): error.description
    }
  }
}

extension HTTPTransport {
  fileprivate func result(
    of request: HTTPRequest, _ onProgress: (@Sendable (Int) -> Void)?
  ) async -> Result<HTTPResponse, TransportError> {
    do throws(TransportError) {
      guard let onProgress else { return .success(try await send(request)) }
      return .success(try await send(request, onProgress: onProgress))
    } catch {
      return .failure(error)
    }
  }
}
