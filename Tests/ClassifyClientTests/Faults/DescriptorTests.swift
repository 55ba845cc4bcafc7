// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import TestSupport
import Testing

/// The descriptors of a process that has lived through every fault.
@Suite(.timeLimit(.minutes(10))) struct DescriptorTests {
  @available(*, deprecated)
  @Test func noDescriptorIsLeftBehind() async {
    await #expect(processExitsWith: .success) {
      try InheritedSockets.close()
      func count() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      }
      func live() async throws {
        for fault in WireFault.quick {
          for call in FaultedCall.allCases { try await FaultCheck(call, fault).once() }
        }
      }
      // What is made once for the whole process is made here.
      try await live()
      let before = try count()
      try await live()
      let after = try count()
      try #require(after <= before, "\(before) descriptors became \(after)")
    }
  }
}
#endif
