// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyURLSession
import Foundation
import TestSupport
import Testing

/// The loopback server that the other tests use.
@Suite(.timeLimit(.minutes(15))) struct LoopbackServerTests {
  @Test func assignsDistinctPorts() async throws {
    try await LoopbackPlan.always(.close).run { first in
      try await LoopbackPlan.always(.close).run { second in
        #expect(first.port != second.port)
        #expect((1...65_535).contains(first.port))
      }
    }
  }

  @Test func endsHangingRequestsWhenStopped() async throws {
    let task = try await LoopbackPlan.always(.hang).run { server in
      let task = Task { try await URLSessionTransport().send(.to(server)) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      return task
    }
    await #expect(throws: TransportError.self) { try await task.value }
  }

  #if os(Linux)
  @Test func leaksNoFileDescriptors() async {
    await #expect(processExitsWith: .success) {
      try InheritedSockets.close()
      func count() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      }
      func serve() async throws {
        try await LoopbackPlan.always(.json(200, "{}")).run { server in
          for _ in 0..<4 { _ = try await URLSessionTransport().send(.to(server, .post, body: [1])) }
        }
      }
      try await serve()
      let before = try count()
      for _ in 0..<20 { try await LoopbackPlan.always(.hang).run { _ in } }
      let after = try count()
      try #require(after <= before)
    }
  }
  #endif
}
