// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyHTTP
import ClassifyModel

/// One caller: a client with its credentials, whose creation rate and caches nobody else shares.
struct Caller: Sendable {
  /// The client; the credentials are in it only.
  let client: LlamaCloud
  /// The redactor of the caller's credentials.
  let redactor: Redactor

  /// Creates a caller.
  ///
  /// - Parameters:
  ///   - fields: The header fields of a request; of these, `Authorization` and `Cookie` are used.
  ///   - configuration: The configuration of the client, without credentials.
  ///   - upstream: The transport to the upstream.
  ///   - time: The clocks and the generator.
  ///   - classifier: Returns what serves the v1-shaped calls, for a client with the credentials.
  init(
    _ fields: HTTPFields, configuration: ServiceConfiguration, upstream: any HTTPTransport,
    time: TimeSource, classifier: (ServiceClient) -> ClassifierService
  ) {
    let cookies = Cookies(fields)
    var configuration = configuration
    configuration.headerFields = HTTPFields(fields.filter { $0.name == .authorization })
    redactor = configuration.redactor.merging(Redactor(values: cookies.values))
    configuration.session = cookies.session.flatMap { try? SessionCookie($0) }
    let service = ServiceClient(
      configuration: configuration,
      transport: CallerTransport(upstream: upstream, cookies: cookies.fields), clock: time.clock,
      now: { [now = time.now] in .milliseconds(now()) }, generator: time.generator)
    client = LlamaCloud(
      service: service, classifier: classifier(service), onTranslation: { _ in },
      clock: time.clock, now: time.now, generator: time.generator)
  }
}

/// The clocks and the generator of the gateway.
struct TimeSource: Sendable {
  /// The clock for pauses and timeouts.
  var clock: any Clock<Duration> = ContinuousClock()
  /// Returns the current time in milliseconds since 1970.
  var now: @Sendable () -> Int64 = WallClock.milliseconds
  /// The source of random bits.
  var generator = SharedGenerator()
}
#endif
