// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import Glibc

/// The client-side sockets of this process.
public enum ClientSockets {
  /// Returns the number of open sockets that are connected to a port of 127.0.0.1.
  ///
  /// - Parameter port: The port of the server.
  /// - Returns: The number of open descriptors whose peer has that port.
  /// - Throws: A system error if the descriptors can't be listed.
  public static func count(to port: Int) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
      Int32(name).flatMap { Socket(descriptor: $0).peerPort } == port
    }
  }
}

/// The server-side sockets of this process.
public enum ServerSockets {
  /// Returns the number of open connections to a port.
  ///
  /// - Parameter port: The port of a server of this process.
  /// - Returns: The number of connected descriptors that have this local port.
  /// - Throws: A system error if the descriptors can't be listed.
  public static func count(on port: Int) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
      guard let socket = Int32(name).map(Socket.init(descriptor:)) else { return false }
      return socket.localPort == port && socket.peerPort != nil
    }
  }
}

/// The sockets that a process inherited from its parent.
///
/// HTTP libraries don't set close-on-exec on their sockets. While a child process holds a copy of a
/// client's socket, the server doesn't see the client close it, and a test that waits for that
/// never ends.
public enum InheritedSockets {
  /// Closes all IP sockets; call it in a child process that has not opened any itself.
  ///
  /// - Throws: A system error if the descriptors can't be listed.
  public static func close() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      guard let descriptor = Int32(name), isOfIP(descriptor) else { continue }
      _ = Glibc.close(descriptor)
    }
  }

  private static func isOfIP(_ descriptor: Int32) -> Bool {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    return result == 0 && [AF_INET, AF_INET6].contains(Int32(address.ss_family))
  }
}
#endif
