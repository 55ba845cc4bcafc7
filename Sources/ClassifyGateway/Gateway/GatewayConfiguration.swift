// SPDX-License-Identifier: Apache-2.0

#if Gateway
public import ClassifyHTTP
public import ClassifyMigration
public import ClassifyModel
public import ClassifyV2

/// The configuration of a gateway; it has no secrets.
public struct GatewayConfiguration: Sendable, Hashable {
  /// The address to listen on.
  ///
  /// Default: `127.0.0.1:8080`.
  public var address = ListenAddress(host: "127.0.0.1", port: 8080)
  /// The address for `/healthz`, `/readyz`, `/metrics` and `/debug/unknown`; `nil` to serve them at
  /// ``address``, in place of the upstream's paths of these names.
  ///
  /// Default: `nil`.
  public var operationsAddress: ListenAddress?
  /// The base URL of the service that requests are sent to.
  ///
  /// Default: LlamaCloud in the United States.
  public var upstream = BaseURL.us
  /// The certificate authorities that the upstream's certificate is checked with.
  ///
  /// Default: the system's.
  public var certificateAuthorities = CertificateAuthorities.system
  /// The policy, the dialect of v2, and the form of language codes and file IDs.
  ///
  /// Default: the policy `standard`, the dialect `current`, and file IDs `dfl-<uuid>`, the form that
  /// v2's reference has. Answers have v1's form, the UUID, with every form.
  public var translator = V2Translator(dialect: .current, fileIdentifiers: .prefixed)
  /// Whether jobs that v2 does not have are read from v1; with a ``migration`` they always are.
  ///
  /// Default: `true`.
  public var readsV1Jobs = true
  /// The stage of the migration, which can be changed while the gateway runs; `nil` if v2 answers
  /// every request and v1 is only read.
  ///
  /// Default: `nil`.
  public var migration: Migration?
  /// When v1 became or will become deprecated, which is the value of `Deprecation` (RFC 9745).
  ///
  /// Default: 2026-03-05, when the first official SDK deprecated it.
  public var deprecation = DeprecationFields.published
  /// When v1 will be switched off; `nil` if it is not known.
  ///
  /// Default: `nil`. It is the value of `Sunset` (RFC 8594), to the second.
  public var sunset: Timestamp.Instant?
  /// The limits for clients, and for all requests together.
  public var limits = Limits()
  /// The format of log lines.
  ///
  /// Default: `logfmt`.
  public var logFormat = LogFormat.logfmt
  /// Whether `/debug/unknown` shows samples of what the service returned and this version does not
  /// know; it is 404 otherwise, and without ``operationsAddress``.
  ///
  /// Default: `false`. Samples have no secrets, and of texts only the length, but are from the jobs of
  /// all callers.
  public var showsUnknowns = false

  /// Creates a configuration with default values.
  public init() {}
}

extension GatewayConfiguration {
  /// Limits, each of which has an error of its own.
  public struct Limits: Sendable, Hashable {
    /// The limits for each client and connection.
    ///
    /// `server.maximumBodyBytes` is for the bodies of translated requests, which are collected:
    /// 413; 2 MiB by default. `server.handlingTimeout` is the time from the end of a request's head to the
    /// beginning of its response: 504.
    public var server = TransportServer.Limits()
    /// The limits of the connections to the upstream.
    ///
    /// Translated requests have as many connections of their own.
    public var upstream = Upstream.Limits()
    /// The maximum number of requests that are answered at the same time; more are rejected with 503
    /// and `Retry-After`.
    ///
    /// Default: 500, half of the connections. Endpoints for operators are not counted.
    public var maximumConcurrentRequests = 500

    /// Creates limits with default values.
    public init() {
      server.maximumBodyBytes = 2 << 20
    }

    /// Sets the time until a response begins, and raises every limit that would end a request before.
    ///
    /// - Parameter timeout: The time from the end of a request, 1 ms or more. An upload has as long
    ///   from the end of its head, and at least the default.
    public mutating func setRequestTimeout(_ timeout: Duration) {
      server.handlingTimeout = timeout
      server.requestTimeout = max(timeout, TransportServer.Limits().requestTimeout)
      server.halfClosedTimeout = max(timeout + server.responseTimeout, server.halfClosedTimeout)
      upstream.idleTimeout = max(timeout, .seconds(1))
    }
  }

  /// A stage, and how much is mirrored in it.
  public struct Migration: Sendable, Hashable {
    /// The first stage.
    ///
    /// Default: `v2Only`.
    public var stage = MigrationStage.v2Only
    /// The share of requests to mirror, in stages with a mirror.
    ///
    /// Default: all.
    public var sampling = Share.all
    /// The bounds of the mirror of each caller; `documentBudget` is for all callers together.
    public var mirror = MirrorOptions()

    /// Creates the stage `v2Only`.
    public init() {}
  }

  /// The format of log lines.
  public enum LogFormat: String, Sendable, Hashable, CaseIterable {
    /// `key=value` pairs, separated by spaces.
    case logfmt
    /// One JSON object per line.
    case json
    /// No log.
    case none
  }
}
#endif
