// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A TCP client that sends and receives raw bytes.
///
/// Blocking calls run on separate threads, so they don't block the cooperative thread pool.
final class RawClient: Sendable {
  /// The bytes read, and why reading ended.
  struct Reading: Sendable, Equatable {
    enum Ending: Sendable, Equatable {
      case closed
      case reset
      case complete
      case timedOut
    }

    var bytes: [UInt8] = []
    var ending: Ending

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var statuses: [String] {
      text.components(separatedBy: "HTTP/1.1 ").dropFirst().map {
        String($0.prefix { $0 != "\r\n" })
      }
    }
    /// The field names of the first response head.
    var fieldNames: [Substring] {
      text.components(separatedBy: "\r\n\r\n")[0].split(separator: "\r\n").dropFirst()
        .map { $0.prefix { $0 != ":" } }
    }
    /// Everything after the first response head.
    var body: String { text.components(separatedBy: "\r\n\r\n").dropFirst().joined() }
  }

  struct Failure: Error {
    let code: Int32
  }

  private let descriptor: Int32

  /// Connects to a port of 127.0.0.1.
  init(port: Int) async throws {
    descriptor = try await Self.onThread {
      #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
      #endif
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard result == 0 else { throw Failure(code: errno) }
      return descriptor
    }
  }

  deinit {
    close()
  }

  /// Writes bytes until all are sent or the connection fails.
  func send(_ text: String) async {
    await send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) async {
    let descriptor = descriptor
    try? await Self.onThread {
      var rest = bytes[...]
      while !rest.isEmpty {
        let sent = rest.withUnsafeBytes {
          #if canImport(Darwin)
          Darwin.send(descriptor, $0.baseAddress, $0.count, 0)
          #elseif canImport(Musl)
          Musl.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          #else
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          #endif
        }
        guard sent > 0 else { return }
        rest = rest.dropFirst(sent)
      }
    }
  }

  /// Reads until the connection ends, the text read so far is complete, or the timeout expires.
  ///
  /// The timeout is in milliseconds and restarts whenever data arrives.
  func read(
    timeout: Int32 = 180_000, until isComplete: (@Sendable (String) -> Bool)? = nil
  ) async throws -> Reading {
    let descriptor = descriptor
    return try await Self.onThread {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        if let isComplete, isComplete(String(decoding: bytes, as: UTF8.self)) {
          return Reading(bytes: bytes, ending: .complete)
        }
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, timeout) > 0 else {
          return Reading(bytes: bytes, ending: .timedOut)
        }
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count == 0 { return Reading(bytes: bytes, ending: .closed) }
        if count < 0 { return Reading(bytes: bytes, ending: .reset) }
        bytes += buffer[..<count]
      }
    }
  }

  /// Sends a request, and reads until the server closes the connection.
  static func exchange(port: Int, _ request: String) async throws -> Reading {
    let client = try await RawClient(port: port)
    await client.send(request)
    return try await client.read()
  }

  /// Shuts down both directions of the connection.
  func disconnect() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// Shuts down the sending direction of the connection.
  func closeOutput() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Makes the release of the client reset the connection.
  func resetOnRelease() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// Writes bytes without waiting, as many as the connection takes.
  func sendNow(_ text: String) {
    let bytes = Array(text.utf8)
    #if canImport(Darwin)
    _ = Darwin.send(descriptor, bytes, bytes.count, MSG_DONTWAIT)
    #elseif canImport(Musl)
    _ = Musl.send(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
    #else
    _ = Glibc.send(
      descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
    #endif
  }

  /// Reads and drops what has arrived; returns whether the server has closed both directions.
  func isClosedByServer() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
    var polled = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&polled, 1, 0) > 0 && polled.revents & Int16(POLLERR | POLLHUP) != 0
  }

  private func close() {
    #if canImport(Darwin)
    _ = Darwin.close(descriptor)
    #elseif canImport(Musl)
    _ = Musl.close(descriptor)
    #else
    _ = Glibc.close(descriptor)
    #endif
  }

  private static func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try body() })
      }
    }
  }
}
#endif
