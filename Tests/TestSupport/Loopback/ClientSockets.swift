// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation

/// The sockets of this process that are connected to a server, from the client's side.
public enum ClientSockets {
  /// Counts the sockets that this process holds towards a port of 127.0.0.1.
  ///
  /// - Parameter port: The port of the server.
  /// - Returns: The number of open descriptors whose other side has that port.
  /// - Throws: An error of the system if the descriptors can't be listed.
  public static func count(to port: Int) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
      Int32(name).flatMap { Socket(descriptor: $0).peerPort } == port
    }
  }
}
#endif
