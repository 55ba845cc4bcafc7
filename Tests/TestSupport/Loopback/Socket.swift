// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A socket of the system, closed by ``close()`` and by nothing else.
struct Socket: Sendable, Hashable {
  /// A call of the system that failed.
  struct Failure: Error, CustomStringConvertible {
    let call: String
    let code: Int32
    var description: String { "\(call) failed: \(String(cString: strerror(code)))" }
  }

  let descriptor: Int32

  /// Listens on a port of 127.0.0.1 that the system chooses.
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

  /// Takes a port of 127.0.0.1 that the system chooses; until it listens, connections are refused.
  static func bound() throws -> (socket: Socket, port: Int) {
    let listener = Socket(descriptor: try check("socket", socket(AF_INET, streamType, 0)))
    listener.keepFromChildren()
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

  /// Makes a pair of ends: what is written to one is read from the other.
  static func pair() throws -> (Socket, Socket) {
    var ends: [Int32] = [-1, -1]
    _ = try check("socketpair", socketpair(AF_UNIX, streamType, 0, &ends))
    return (Socket(descriptor: ends[0]), Socket(descriptor: ends[1]))
  }

  /// Closes the socket in programs that are started from now on.
  private func keepFromChildren() { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

  /// Waits for the next connection; nil if there is none to be had.
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
    connection.keepFromChildren()
    connection.set(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    #if canImport(Darwin)
    connection.set(SOL_SOCKET, SO_NOSIGPIPE, Int32(1))
    #endif
    return connection
  }

  /// The port of the other side; nil if this is no socket, or one without another side.
  var peerPort: Int? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getpeername(descriptor, $0, &length)
      }
    }
    guard result == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Reads what there is, waiting for at least one byte; nil at the end or after an error.
  func read() -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// Writes all of the bytes; false if the other side has gone.
  func write(_ bytes: some Sequence<UInt8>) -> Bool {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, noSignal) }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return true
  }

  /// Waits for bytes or the end of this socket or the other, at most for a time; -1 is for ever.
  func isReadable(or other: Socket? = nil, withinMilliseconds limit: Int) -> Bool {
    var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    if let other { polled.append(pollfd(fd: other.descriptor, events: Int16(POLLIN), revents: 0)) }
    return poll(&polled, nfds_t(polled.count), Int32(limit)) > 0 && polled[0].revents != 0
  }

  /// Makes every present and future call on this socket return.
  func shutDown() {
    _ = shutdown(descriptor, bothDirections)
  }

  /// Makes closing break the connection instead of ending it.
  func resetOnClose() {
    set(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
  }

  /// Gives the socket back to the system.
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
