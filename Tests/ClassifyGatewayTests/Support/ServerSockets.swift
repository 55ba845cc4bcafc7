// SPDX-License-Identifier: Apache-2.0

#if Gateway && canImport(Glibc)
import Foundation
import Glibc

/// The server-side sockets of this process.
enum ServerSockets {
  /// Returns the number of connected sockets that have a local port.
  static func count(on port: Int) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
      guard let descriptor = Int32(name) else { return false }
      return Self.port(descriptor, getsockname) == port && Self.port(descriptor, getpeername) != nil
    }
  }

  private static func port(
    _ descriptor: Int32,
    _ read: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> Int? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { read(descriptor, $0, &length) }
    }
    guard result == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

/// The memory of this process.
enum ProcessMemory {
  /// The resident memory in bytes.
  static var resident: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
#endif
