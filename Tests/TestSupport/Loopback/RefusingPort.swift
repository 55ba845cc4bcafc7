// SPDX-License-Identifier: Apache-2.0

/// A port of 127.0.0.1 that refuses every connection.
///
/// It is taken for as long as it is used, so that no other server gets it meanwhile.
public enum RefusingPort {
  /// Runs `body` with the port.
  ///
  /// - Parameter body: What needs the port.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or an error of the system if there is no port to be had.
  public static func run<Result>(_ body: (Int) async throws -> Result) async throws -> Result {
    let (socket, port) = try Socket.bound()
    defer { socket.close() }
    return try await body(port)
  }
}
