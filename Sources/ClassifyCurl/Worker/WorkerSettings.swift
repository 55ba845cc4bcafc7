// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP

/// What a transport's thread needs to know, with the options within their bounds.
struct WorkerSettings: Sendable {
  let library: Libcurl
  let trustStore: TrustStore
  let maximumResponseBytes: Int
  let maximumHeaderBytes: Int
  let maximumConnectionsPerHost: Int
  let idleTimeout: Duration
  let connectTimeoutMilliseconds: Int64

  /// The number of hosts for which all connections are kept while they are idle.
  private static let hostsWithIdleConnections = 4
  private static let maximumIdleConnections = 4096
  /// The longest timeout, far below the bounds of libcurl's numbers.
  private static let longestTimeout = Duration.seconds(30 * 86_400)
  private static let shortestTimeout = Duration.milliseconds(1)

  init(_ options: CurlTransport.Options, _ library: Libcurl, _ trustStore: TrustStore) {
    self.library = library
    self.trustStore = trustStore
    maximumResponseBytes = max(0, options.maximumResponseBytes)
    maximumHeaderBytes = max(0, options.maximumHeaderBytes)
    maximumConnectionsPerHost = max(1, options.maximumConnectionsPerHost)
    idleTimeout = Self.bounded(options.idleTimeout)
    connectTimeoutMilliseconds = Self.bounded(options.connectTimeout).wholeMilliseconds
  }

  /// The maximum number of connections that are kept while no request uses them.
  var idleConnections: Int64 {
    Int64(
      min(maximumConnectionsPerHost, Self.maximumIdleConnections) * Self.hostsWithIdleConnections)
  }

  private static func bounded(_ timeout: Duration) -> Duration {
    min(max(timeout, shortestTimeout), longestTimeout)
  }
}

extension Duration {
  /// The duration in milliseconds, rounded up; it must be shorter than 10⁸ years.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
#endif
