// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation

/// The sockets of this machine that are connected to a server of this machine, from the client's
/// side.
public enum ClientSockets {
  /// Counts the sockets that a process holds open towards a port of 127.0.0.1.
  ///
  /// What waits in the system after it was closed (`TIME_WAIT`) belongs to no process any more, and
  /// does not count.
  ///
  /// - Parameter port: The port of the server.
  /// - Returns: The number, as the system's table of connections has it.
  /// - Throws: An error of the system if there is no such table.
  public static func count(to port: Int) throws -> Int {
    let table = try String(
      decoding: Data(contentsOf: URL(filePath: "/proc/self/net/tcp")), as: UTF8.self)
    return table.split(separator: "\n").dropFirst().count { line in
      // The columns: number, local address, remote address, state, …, and the inode as the tenth.
      let columns = line.split(separator: " ")
      guard columns.count > 9, let colon = columns[2].lastIndex(of: ":") else { return false }
      let remotePort = Int(columns[2][columns[2].index(after: colon)...], radix: 16)
      return remotePort == port && columns[9] != "0"
    }
  }
}
#endif
