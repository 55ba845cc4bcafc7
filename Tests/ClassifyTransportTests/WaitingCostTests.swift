// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation
import TestSupport
import Testing

#if os(macOS) || os(Linux)
/// What a waiting request costs.
@Suite(.timeLimit(.minutes(15))) struct WaitingCostTests {
  /// Measures a child process, because other tests use processor time too.
  ///
  /// A thread that never waits uses the whole time, or its share on a busy machine; one that waits
  /// uses a few milliseconds.
  @Test func usesNoProcessorTimeWhileWaiting() async {
    await #expect(processExitsWith: .success) {
      #if os(Linux)
      try InheritedSockets.close()
      #endif
      for transport in TransportUnderTest.robust {
        try await LoopbackPlan.always(.hang).run { server in
          let made = try transport.make(.init(connectionsPerHost: 20))
          let tasks = (0..<20).map { _ in
            Task { try await made.send(.to(server, .post, body: [1])) }
          }
          while server.requests.count < tasks.count {
            try await Task.sleep(for: .milliseconds(1))
          }
          try await Task.sleep(for: .milliseconds(500))
          let before = Self.processorSeconds()
          try await Task.sleep(for: .seconds(3))
          let used = Self.processorSeconds() - before
          try #require(used < 0.3, "\(transport) used \(used) s")
          for task in tasks { task.cancel() }
          for task in tasks { _ = await task.result }
        }
      }
    }
  }

  /// The user and system time of this process.
  private static func processorSeconds() -> Double {
    var usage = rusage()
    // RUSAGE_SELF, whose type depends on the platform.
    getrusage(0, &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }
}
#endif
