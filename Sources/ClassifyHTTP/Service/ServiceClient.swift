// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Makes calls to the service: builds requests, repeats them within reason, and reads answers.
public struct ServiceClient: Sendable {
  /// Where the service is, who asks, and how patiently.
  public var configuration: ServiceConfiguration
  /// What a call does otherwise than the configuration says, unless it has options of its own.
  package var defaultOptions = ServiceOptions()
  /// Called with what came with each answer.
  package var observe: (@Sendable (ResponseMetadata) -> Void)?

  private let transport: any HTTPTransport
  private let clock: any Clock<Duration>
  private let attemptClock: any Clock<Duration>
  private let now: (@Sendable () -> Duration)?
  private let generator: SharedGenerator

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - configuration: Where the service is, who asks, and how patiently.
  ///   - transport: What carries the requests.
  ///   - clock: What the waits between attempts and a call's whole time are measured by.
  ///   - attemptClock: What limits the time of an attempt in flight. It is apart from `clock` for
  ///     the sake of tests, in which waits take no time but requests do.
  ///   - now: The time since the beginning of 1970 in UTC, to judge a `Retry-After` that is a date;
  ///     without it the answer's own `Date` is the present.
  ///   - generator: Where the jitter of waits comes from.
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

  /// Makes a call and returns its answer.
  ///
  /// - Parameters:
  ///   - call: What to send, and how to read the answer.
  ///   - options: What this call does otherwise than the configuration says.
  ///   - onProgress: Called while the body is sent, with the number of its bytes that have left; a
  ///     further attempt begins again.
  /// - Returns: The answer, and what came with it.
  /// - Throws: ``ClassifyError`` for what went wrong, and `CancellationError` if the task is
  ///   cancelled before there is an answer.
  public func send<Answer>(
    _ call: ServiceCall<Answer>, options: ServiceOptions? = nil,
    onProgress: (@Sendable (_ bytesSent: Int) -> Void)? = nil
  ) async throws -> ServiceResponse<Answer> {
    let options = options ?? defaultOptions
    let builder = RequestBuilder(configuration: configuration, options: options)
    var errors = ErrorWriter(
      operation: call.operation, method: call.method, baseURL: configuration.baseURL,
      scrubber: builder.scrubber)
    let request: HTTPRequest
    do {
      request = try builder.request(call)
    } catch {
      throw errors.placed(error)
    }
    errors.url = request.url
    let response = try await exchange(request, call.idempotency, options, onProgress, &errors)
    guard response.body.count <= configuration.maximumResponseBytes else {
      throw errors.tooLarge(limit: configuration.maximumResponseBytes, response)
    }
    do throws(JSONError) {
      let limits = JSONLimits(maximumBytes: configuration.maximumResponseBytes)
      let metadata = ResponseMetadata(
        operation: call.operation, status: response.status, headerFields: response.headerFields,
        attempts: errors.attempts)
      let answer = ServiceResponse(
        value: try call.decode(response.body, limits), metadata: metadata)
      observe?(metadata)
      return answer
    } catch {
      throw errors.malformed(error, response)
    }
  }

  /// Sends a request until it succeeds or there is no point in sending it again.
  private func exchange(
    _ request: HTTPRequest, _ idempotency: Idempotency, _ options: ServiceOptions,
    _ onProgress: (@Sendable (Int) -> Void)?, _ errors: inout ErrorWriter
  ) async throws -> HTTPResponse {
    var policy = configuration.retryPolicy
    policy.maximumRetries = options.maximumRetries ?? policy.maximumRetries
    let timeout = options.timeout ?? configuration.timeout
    let stopwatch = Stopwatch(clock)
    while true {
      try Task.checkCancellation()
      let remaining = timeout.map { $0 - stopwatch.elapsed() }
      let limits = [remaining, options.attemptTimeout ?? configuration.attemptTimeout]
      let outcome = await attempt(
        request, number: errors.attempts, within: limits.compactMap(\.self).min(), onProgress)
      errors.attempts += 1
      let failure: AttemptFailure
      switch outcome {
      case .success(let response) where response.status.kind == .successful: return response
      case .success(let response): failure = .response(response)
      case .failure(let error): failure = .transport(error)
      }
      try Task.checkCancellation()
      var generator = generator
      guard
        let wait = policy.wait(
          after: failure, beforeRetry: errors.attempts - 1, idempotency: idempotency, now: now?(),
          using: &generator),
        timeout.map({ stopwatch.elapsed() + wait < $0 }) ?? true
      else { throw errors.error(failure) }
      try await clock.sleep(for: wait)
      // A sleep may last longer than asked for: what has no time left to be answered is not sent.
      guard timeout.map({ stopwatch.elapsed() < $0 }) ?? true else { throw errors.error(failure) }
    }
  }

  private func attempt(
    _ request: HTTPRequest, number: Int, within limit: Duration?,
    _ onProgress: (@Sendable (Int) -> Void)?
  ) async -> Result<HTTPResponse, TransportError> {
    var numbered = request
    if number > 0 { numbered.headerFields.set(HTTPField(name: .retryCount, value: number)) }
    let outcome = await Deadline.run(within: limit, on: attemptClock) { [transport, numbered] in
      await transport.outcome(of: numbered, onProgress)
    }
    let seconds = limit.map { "\($0 / .seconds(1))" } ?? ""
    return outcome
      ?? .failure(
        TransportError(
          kind: .timedOut, delivery: .unknown, message: "no answer within \(seconds) seconds"))
  }
}

extension HTTPTransport {
  fileprivate func outcome(
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
