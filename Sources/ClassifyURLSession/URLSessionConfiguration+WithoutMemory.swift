// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension URLSessionConfiguration {
  /// Returns a configuration that remembers nothing from one request to the next but connections.
  static func withoutMemory(_ options: URLSessionTransport.Options) -> URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.urlCredentialStorage = nil
    configuration.httpMaximumConnectionsPerHost = max(1, options.maximumConnectionsPerHost)
    configuration.timeoutIntervalForRequest = max(1, options.idleTimeout / .seconds(1))
    return configuration
  }
}
