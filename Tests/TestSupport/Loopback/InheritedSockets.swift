// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import Glibc

/// The sockets that a process has from the one that started it.
///
/// HTTP libraries do not keep their sockets from child processes. As long as a child has one, a server
/// of the parent does not learn that the client has closed it, and a test that waits for that waits
/// for ever.
public enum InheritedSockets {
  /// Closes the sockets of IP, in a child that has made none of its own yet.
  ///
  /// - Throws: An error of the system if the descriptors can't be listed.
  public static func close() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      guard let descriptor = Int32(name), isOfIP(descriptor) else { continue }
      _ = Glibc.close(descriptor)
    }
  }

  private static func isOfIP(_ descriptor: Int32) -> Bool {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let outcome = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    return outcome == 0 && [AF_INET, AF_INET6].contains(Int32(address.ss_family))
  }
}
#endif
