// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The reason why a server can't listen on its address.
public struct TransportServerError: Error, Sendable, CustomStringConvertible {
  /// The address.
  public let address: ListenAddress
  /// What is wrong and what to do, in a sentence.
  public let description: String

  init(address: ListenAddress, cause: any Error) {
    self.address = address
    let problem =
      switch (cause as? IOError)?.errnoCode {
      case EADDRINUSE:
        "the port is in use: stop the program that uses it, or choose another port; 0 takes a free "
          + "one"
      case EACCES:
        "ports below 1024 are reserved: choose a higher one"
      case EADDRNOTAVAIL:
        "this machine has no such address: 127.0.0.1 and [::1] are always there"
      default:
        cause is SocketAddressError.UnknownHost
          ? "the host is not known: check its spelling" : "\(cause)"
      }
    description = "can't listen on \(address): \(problem)"
  }
}
#endif
