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

/// A connection of which each byte is the test's own.
///
/// Calls wait on threads of their own, since the server's work needs those of tasks.
final class RawClient: Sendable {
  /// What was read, and how it ended.
  struct Reading: Sendable, Equatable {
    enum Ending: Sendable, Equatable {
      case closed
      case reset
      case enough
      case nothingMore
    }

    var bytes: [UInt8] = []
    var ending: Ending

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var statuses: [Substring] {
      text.split(separator: "\r\n").filter { $0.hasPrefix("HTTP/1.1 ") }.map { $0.dropFirst(9) }
    }
    /// The names of the first head's fields.
    var fieldNames: [Substring] {
      text.components(separatedBy: "\r\n\r\n")[0].split(separator: "\r\n").dropFirst()
        .map { $0.prefix { $0 != ":" } }
    }
    /// What stands behind the first head.
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

  /// Writes all bytes, or as many as the server takes.
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

  /// Reads until the connection ends, or until enough is there.
  ///
  /// - Parameters:
  ///   - patience: How long to wait for more, in milliseconds.
  ///   - isEnough: Whether what was read is all that is waited for.
  /// - Returns: What was read, and why no more.
  /// - Throws: Nothing but what the thread throws.
  func read(
    patience: Int32 = 20_000, until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }
  ) async throws -> Reading {
    let descriptor = descriptor
    return try await Self.onThread {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        if isEnough(String(decoding: bytes, as: UTF8.self)) {
          return Reading(bytes: bytes, ending: .enough)
        }
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, patience) > 0 else {
          return Reading(bytes: bytes, ending: .nothingMore)
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

  /// Leaves, as a client does that is stopped.
  func leave() {
    shutdown(descriptor, Int32(SHUT_RDWR))
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
