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

/// A transport that the suite of faults runs over.
struct TransportUnderTest: Sendable {
  /// The names by which the tables of faults mention transports.
  enum Name: String, Sendable {
    case urlSession, asyncHTTP, curl
  }

  let name: Name
  /// Creates a transport with the limits below.
  let make: @Sendable () throws -> any HTTPTransport

  /// Every transport of this build; to add one, add it here and its name above.
  static let all =
    [TransportUnderTest(name: .urlSession) { URLSessionTransport(options: limits()) }]
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

  #if AsyncHTTPClient
  private static let asyncHTTP = [
    TransportUnderTest(name: .asyncHTTP) { AsyncHTTPTransport(options: limits()) }
  ]
  #else
  private static let asyncHTTP: [TransportUnderTest] = []
  #endif

  #if os(Linux)
  private static let curl = [
    TransportUnderTest(name: .curl) { try CurlTransport(options: limits()) }
  ]
  #else
  private static let curl: [TransportUnderTest] = []
  #endif

  // MARK: - Limits

  /// The limit of a response body, in bytes.
  static let maximumResponseBytes = WireFault.maximumResponseBytes
  /// The limit of a response's header in bytes, for transports that have one.
  static let maximumHeaderBytes = 64 * 1024
  /// The limit of requests in flight.
  static let maximumConnectionsPerHost = 2

  private static func limits() -> URLSessionTransport.Options {
    var options = URLSessionTransport.Options()
    options.maximumResponseBytes = maximumResponseBytes
    options.maximumConnectionsPerHost = maximumConnectionsPerHost
    return options
  }

  #if AsyncHTTPClient
  private static func limits() -> AsyncHTTPTransport.Options {
    var options = AsyncHTTPTransport.Options()
    options.maximumResponseBytes = maximumResponseBytes
    options.maximumHeaderBytes = maximumHeaderBytes
    options.maximumConnectionsPerHost = maximumConnectionsPerHost
    return options
  }
  #endif

  #if os(Linux)
  private static func limits() -> CurlTransport.Options {
    var options = CurlTransport.Options()
    options.maximumResponseBytes = maximumResponseBytes
    options.maximumHeaderBytes = maximumHeaderBytes
    options.maximumConnectionsPerHost = maximumConnectionsPerHost
    return options
  }
  #endif
}

extension TransportUnderTest: CustomStringConvertible {
  var description: String { name.rawValue }
}
