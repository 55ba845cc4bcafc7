// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Foundation
import TestSupport
import Testing

/// Checks the outcome and the created jobs of every call under every fault.
@Suite(.serialized, .timeLimit(.minutes(15))) struct WireFaultTests {
  @available(*, deprecated)
  @Test(arguments: WireFault.quick, FaultedCall.allCases)
  func retriesTransientFaultWhenIdempotent(
    fault: WireFault, call: FaultedCall
  ) async throws {
    try await FaultCheck(call, fault).once()
  }

  @available(*, deprecated)
  @Test(arguments: WireFault.quick, FaultedCall.allCases)
  func throwsExpectedErrorWhenFaultPersists(fault: WireFault, call: FaultedCall) async throws {
    try await FaultCheck(call, fault).always()
  }
}

/// The same for faults that last until the client's timeout.
@Suite(.timeLimit(.minutes(15))) struct SlowWireFaultTests {
  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func timesOutWhenServiceHangs(call: FaultedCall) async throws {
    for fault in WireFault.slow {
      try await FaultCheck(call, fault, attemptTimeout: .seconds(3)).once()
      try await FaultCheck(call, fault, attemptTimeout: .seconds(1)).always()
    }
  }
}

#if os(Linux)
/// The open file descriptors of a process after every fault.
@Suite(.timeLimit(.minutes(15))) struct DescriptorTests {
  @available(*, deprecated)
  @Test func closesEveryDescriptorAfterFaults() async {
    await #expect(processExitsWith: .success) {
      try InheritedSockets.close()
      func count() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      }
      func runEveryFault() async throws {
        for fault in WireFault.quick {
          for call in FaultedCall.allCases { try await FaultCheck(call, fault).once() }
        }
      }
      // The first round opens descriptors that the process keeps.
      try await runEveryFault()
      let before = try count()
      try await runEveryFault()
      let after = try count()
      try #require(after <= before, "\(before) descriptors became \(after)")
    }
  }
}
#endif
