// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyURLSession
import TestSupport

#if AsyncHTTPClient
import ClassifyAsyncHTTP
#endif
#if os(Linux)
import ClassifyCurl
#endif

/// A transport that the suites of this target run over.
struct TransportUnderTest: Sendable {
  /// The names by which the tests mention transports.
  enum Name: String, Sendable {
    case urlSession, asyncHTTP, curl
  }

  /// The limits of a transport; each that is `nil` is the transport's default.
  struct Limits: Sendable {
    var responseBytes: Int?
    /// For transports that have this limit.
    var headerBytes: Int?
    /// The limit of requests in flight.
    var connectionsPerHost: Int?
    var idleTimeout: Duration?

    /// The limits under which the faults are tried.
    static let ofFaults = Limits(
      responseBytes: TransportUnderTest.maximumResponseBytes, headerBytes: 64 * 1024,
      connectionsPerHost: 2)
  }

  let name: Name
  private let create: @Sendable (Limits) throws -> any HTTPTransport

  /// Creates a transport.
  func make(_ limits: Limits = Limits()) throws -> any HTTPTransport { try create(limits) }

  // MARK: - All transports

  /// Every transport of this build; to add one, add it here and its name above.
  static let all =
    [TransportUnderTest(name: .urlSession) { URLSessionTransport(options: options($0)) }]
    + asyncHTTP + curl

  /// Every transport that survives all faults: Foundation's on Linux ends the process or never ends
  /// when a connection is closed at certain times, or in the middle of chunks.
  static let robust = all.filter { transport in
    #if os(Linux)
    transport.name != .urlSession
    #else
    true
    #endif
  }

  /// Every transport that keeps what Foundation changes or does not tell.
  static let allButURLSession = all.filter { $0.name != .urlSession }

  #if AsyncHTTPClient
  private static let asyncHTTP = [
    TransportUnderTest(name: .asyncHTTP) { AsyncHTTPTransport(options: options($0)) }
  ]
  #else
  private static let asyncHTTP: [TransportUnderTest] = []
  #endif

  #if os(Linux)
  private static let curl = [
    TransportUnderTest(name: .curl) { try CurlTransport(options: options($0)) }
  ]
  #else
  private static let curl: [TransportUnderTest] = []
  #endif

  // MARK: - Limits

  /// The limit of a response body under which the faults are tried, in bytes.
  static let maximumResponseBytes = WireFault.maximumResponseBytes

  private static func options(_ limits: Limits) -> URLSessionTransport.Options {
    var options = URLSessionTransport.Options()
    options.maximumResponseBytes = limits.responseBytes ?? options.maximumResponseBytes
    options.maximumConnectionsPerHost =
      limits.connectionsPerHost ?? options.maximumConnectionsPerHost
    options.idleTimeout = limits.idleTimeout ?? options.idleTimeout
    return options
  }

  #if AsyncHTTPClient
  private static func options(_ limits: Limits) -> AsyncHTTPTransport.Options {
    var options = AsyncHTTPTransport.Options()
    options.maximumResponseBytes = limits.responseBytes ?? options.maximumResponseBytes
    options.maximumHeaderBytes = limits.headerBytes ?? options.maximumHeaderBytes
    options.maximumConnectionsPerHost =
      limits.connectionsPerHost ?? options.maximumConnectionsPerHost
    options.idleTimeout = limits.idleTimeout ?? options.idleTimeout
    return options
  }
  #endif

  #if os(Linux)
  private static func options(_ limits: Limits) -> CurlTransport.Options {
    var options = CurlTransport.Options()
    options.maximumResponseBytes = limits.responseBytes ?? options.maximumResponseBytes
    options.maximumHeaderBytes = limits.headerBytes ?? options.maximumHeaderBytes
    options.maximumConnectionsPerHost =
      limits.connectionsPerHost ?? options.maximumConnectionsPerHost
    options.idleTimeout = limits.idleTimeout ?? options.idleTimeout
    return options
  }
  #endif
}

extension TransportUnderTest: CustomStringConvertible {
  var description: String { name.rawValue }
}
