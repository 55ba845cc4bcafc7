// SPDX-License-Identifier: Apache-2.0

#if Gateway
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The number of files and sockets that the process can have open at the same time.
enum DescriptorLimit {
  /// The number of descriptors for everything but connections.
  static let reserve = 64

  /// Raises the limit of the process as far as it is allowed to, up to what is needed.
  ///
  /// - Parameter needed: The number of descriptors that are needed.
  /// - Returns: The limit, which can be lower.
  static func raise(to needed: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(Self.resource, &limit) == 0 else { return needed }
    guard limit.rlim_cur < rlim_t(needed) else { return needed }
    let former = limit.rlim_cur
    limit.rlim_cur = min(limit.rlim_max, rlim_t(needed))
    guard setrlimit(Self.resource, &limit) == 0 else { return Int(clamping: former) }
    return Int(clamping: limit.rlim_cur)
  }

  /// Returns the limits with as many connections of clients as descriptors are left for.
  ///
  /// - Parameters:
  ///   - limits: The configured limits.
  ///   - available: The number of descriptors.
  /// - Returns: The limits, with at least one connection.
  static func fitting(
    _ limits: GatewayConfiguration.Limits, available: Int
  ) -> GatewayConfiguration.Limits {
    var limits = limits
    limits.server.maximumConnections = max(
      1, min(limits.server.maximumConnections, available - limits.upstreamDescriptors - reserve))
    return limits
  }

  #if canImport(Glibc)
  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
  private static let resource = RLIMIT_NOFILE
  #endif
}

extension GatewayConfiguration.Limits {
  /// The number of connections to the upstream, of forwarded and of translated requests.
  fileprivate var upstreamDescriptors: Int { 2 * upstream.maximumConnections }

  /// The number of descriptors that the limits need.
  var descriptors: Int {
    server.maximumConnections + upstreamDescriptors + DescriptorLimit.reserve
  }
}
#endif
