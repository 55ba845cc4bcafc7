// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyCurl
import ClassifyHTTP
import Foundation
import Glibc
import TestSupport
import Testing

/// Threads, descriptors and signals of a transport.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportResourceTests {
  private static func entries(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory)
  }

  private static func descriptorCount() throws -> Int { try entries("/proc/self/fd").count }

  private static func threadCount() throws -> Int { try entries("/proc/self/task").count }

  @Test func releasesThreadAndDescriptors() async {
    await #expect(processExitsWith: .success) {
      try InheritedSockets.close()
      try await LoopbackPlan { $0.path == "/hang" ? .hang : .json(200, "{}") }.run { server in
        func useTransport() async throws {
          let transport = try CurlTransport()
          for _ in 0..<3 { _ = try await transport.send(.to(server, .post, body: [1])) }
          let task = Task { try await transport.send(.to(server, path: "/hang")) }
          for _ in 0..<20 { await Task.yield() }
          task.cancel()
          _ = await task.result
        }
        try await useTransport()
        while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(100))
        let descriptors = try Self.descriptorCount()
        let threads = try Self.threadCount()
        for _ in 0..<20 { try await useTransport() }
        // The pool of the tasks can grow meanwhile, by less than a thread per transport.
        while try Self.descriptorCount() > descriptors || Self.threadCount() > threads + 10 {
          try await Task.sleep(for: .milliseconds(1))
        }
      }
    }
  }

  @Test func startsNoThreadBeforeFirstRequest() async {
    await #expect(processExitsWith: .success) {
      _ = try CurlTransport()
      let descriptors = try Self.descriptorCount()
      let transports = try (0..<50).map { _ in try CurlTransport() }
      // The runtime can open some meanwhile; a thread would need one for each transport.
      try #require(try Self.descriptorCount() < descriptors + transports.count)
      try #require(transports.count == 50)
    }
  }

  /// A child process that inherited a socket would keep the connection open.
  @Test func opensNoDescriptorThatChildrenInherit() async {
    await #expect(processExitsWith: .success) {
      func inheritable() throws -> Set<Int32> {
        Set(
          try Self.entries("/proc/self/fd").compactMap { Int32($0) }.filter {
            let flags = fcntl($0, F_GETFD)
            return flags >= 0 && flags & FD_CLOEXEC == 0
          })
      }
      try await LoopbackPlan.always(.json(200, "{}")).run { server in
        let before = try inheritable()
        var options = CurlTransport.Options()
        // Framed as a certificate; only TLS would reject its contents.
        let text = "-----BEGIN CERTIFICATE-----\nMAYCAQUCAQU=\n-----END CERTIFICATE-----\n"
        options.certificateAuthorities = .pem(Array(text.utf8))
        let transport = try CurlTransport(options: options)
        _ = try await transport.send(.to(server))
        try #require(try ClientSockets.count(to: server.port) == 1)
        let after = try inheritable()
        try #require(after.subtracting(before).isEmpty)
      }
    }
  }

  /// `SIGPIPE` ends a process unless it is blocked, ignored or avoided.
  @Test func survivesWritingToClosedConnection() async {
    await #expect(processExitsWith: .success) {
      try await LoopbackPlan(greeting: .resetAfterReading(1)) { _ in .close }.run { server in
        // The server has ignored it.
        signal(SIGPIPE, SIG_DFL)
        let transport = try CurlTransport()
        let body = [UInt8](repeating: 1, count: 8_000_000)
        for _ in 0..<20 {
          await #expect(throws: TransportError.self) {
            try await transport.send(.to(server, .post, body: body))
          }
        }
      }
    }
  }

  /// The TLS library frees its state when the process ends, whatever the transport does.
  @Test func exitsCleanlyDuringTransfers() async {
    for _ in 0..<5 {
      await #expect(processExitsWith: .success) {
        try await LoopbackPlan.always(
          .respond(status: 200, headers: [], body: [UInt8](repeating: 1, count: 1_000_000))
        ).run { server in
          let transport = try CurlTransport()
          for _ in 0..<8 {
            Task { while true { _ = try await transport.send(.to(server)) } }
          }
          while server.requests.count < 20 { try await Task.sleep(for: .milliseconds(1)) }
          exit(EXIT_SUCCESS)
        }
      }
    }
  }
}
#endif
