// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A socket descriptor, which only ``close()`` closes.
struct Socket: Sendable, Hashable {
  /// A failed system call.
  struct Failure: Error, CustomStringConvertible {
    let call: String
    let code: Int32
    var description: String { "\(call) failed: \(String(cString: strerror(code)))" }
  }

  let descriptor: Int32

  /// Listens on a free port of 127.0.0.1.
  static func listening() throws -> (socket: Socket, port: Int) {
    let (listener, port) = try bound()
    do {
      _ = try check("listen", listen(listener.descriptor, 512))
      return (listener, port)
    } catch {
      listener.close()
      throw error
    }
  }

  /// Binds a free port of 127.0.0.1, which refuses connections until the socket listens.
  static func bound() throws -> (socket: Socket, port: Int) {
    let listener = Socket(descriptor: try check("socket", socket(AF_INET, streamType, 0)))
    listener.setCloseOnExec()
    do {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      try withUnsafeMutablePointer(to: &address) { pointer in
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
          _ = try check("bind", bind(listener.descriptor, generic, length))
          _ = try check("getsockname", getsockname(listener.descriptor, generic, &length))
        }
      }
      return (listener, Int(UInt16(bigEndian: address.sin_port)))
    } catch {
      listener.close()
      throw error
    }
  }

  /// Creates a pair of connected sockets.
  static func pair() throws -> (Socket, Socket) {
    var ends: [Int32] = [-1, -1]
    _ = try check("socketpair", socketpair(AF_UNIX, streamType, 0, &ends))
    return (Socket(descriptor: ends[0]), Socket(descriptor: ends[1]))
  }

  /// Closes the socket in child processes that are started from now on.
  private func setCloseOnExec() { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

  /// Waits for and returns the next connection, or nil after an error.
  func accept() -> Socket? {
    #if canImport(Darwin)
    let accepted = Darwin.accept(descriptor, nil, nil)
    #elseif canImport(Glibc)
    let accepted = Glibc.accept(descriptor, nil, nil)
    #elseif canImport(Musl)
    let accepted = Musl.accept(descriptor, nil, nil)
    #endif
    guard accepted >= 0 else { return nil }
    let connection = Socket(descriptor: accepted)
    connection.setCloseOnExec()
    connection.set(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    #if canImport(Darwin)
    connection.set(SOL_SOCKET, SO_NOSIGPIPE, Int32(1))
    #endif
    return connection
  }

  /// The port of the peer; nil if this is not a connected TCP socket over IPv4.
  var peerPort: Int? { port(getpeername) }

  /// The port of this socket; nil if this is not a TCP socket over IPv4.
  var localPort: Int? { port(getsockname) }

  private func port(
    _ read: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> Int? {
    // Foundation wakes up its threads through connected UDP sockets, whose ports can be the same.
    var type: Int32 = 0
    var typeLength = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &typeLength) == 0,
      type == Self.streamType
    else { return nil }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { read(descriptor, $0, &length) }
    }
    guard result == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Waits for and returns available bytes; nil at the end of the stream or after an error.
  func read() -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// Writes all bytes, and returns false if the peer has disconnected.
  func write(_ bytes: some Sequence<UInt8>) -> Bool {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return true
  }

  /// Waits until this socket or `other` has data or is closed; a limit of -1 is unlimited.
  func isReadable(or other: Socket? = nil, withinMilliseconds limit: Int) -> Bool {
    var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    if let other { polled.append(pollfd(fd: other.descriptor, events: Int16(POLLIN), revents: 0)) }
    return poll(&polled, nfds_t(polled.count), Int32(limit)) > 0 && polled[0].revents != 0
  }

  /// Shuts down both directions, so that every current and future call returns.
  func shutDown() {
    _ = shutdown(descriptor, bothDirections)
  }

  /// Makes ``close()`` reset the connection.
  func resetOnClose() {
    set(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
  }

  /// Closes the descriptor.
  func close() {
    #if canImport(Darwin)
    _ = Darwin.close(descriptor)
    #elseif canImport(Glibc)
    _ = Glibc.close(descriptor)
    #elseif canImport(Musl)
    _ = Musl.close(descriptor)
    #endif
  }

  private func set(_ level: Int32, _ option: Int32, _ value: some BitwiseCopyable) {
    withUnsafeBytes(of: value) { bytes in
      _ = setsockopt(descriptor, level, option, bytes.baseAddress, socklen_t(bytes.count))
    }
  }

  private static func check(_ call: String, _ result: Int32) throws -> Int32 {
    guard result >= 0 else { throw Failure(call: call, code: errno) }
    return result
  }

  #if canImport(Glibc)
  private static let streamType = Int32(SOCK_STREAM.rawValue)
  private var bothDirections: Int32 { Int32(SHUT_RDWR) }
  #else
  private static let streamType = Int32(SOCK_STREAM)
  private var bothDirections: Int32 { SHUT_RDWR }
  #endif

  #if canImport(Darwin)
  private var noSignal: Int32 { 0 }
  #else
  private var noSignal: Int32 { Int32(MSG_NOSIGNAL) }
  #endif
}

/// A port of 127.0.0.1 that refuses every connection.
///
/// The port stays bound while it is used, so that no other server can take it.
public enum RefusingPort {
  /// Runs `body` with the port.
  ///
  /// - Parameter body: The code that uses the port.
  /// - Returns: The result of `body`.
  /// - Throws: Any error of `body`, or a system error if no port is available.
  public static func run<Result>(_ body: (Int) async throws -> Result) async throws -> Result {
    let (socket, port) = try Socket.bound()
    defer { socket.close() }
    return try await body(port)
  }
}
