// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

/// Every fault on the way and every call: the outcome, and what was created at the service.
@Suite(.serialized, .timeLimit(.minutes(10))) struct WireFaultTests {
  @available(*, deprecated)
  @Test(arguments: WireFault.quick, FaultedCall.allCases)
  func whatHappensOnceIsGotOverWhereACallMayBeSentAgain(
    fault: WireFault, call: FaultedCall
  ) async throws {
    try await FaultCheck(call, fault).once()
  }

  @available(*, deprecated)
  @Test(arguments: WireFault.quick, FaultedCall.allCases)
  func whatGoesOnEndsInItsError(fault: WireFault, call: FaultedCall) async throws {
    try await FaultCheck(call, fault).always()
  }
}

/// The same for faults that last as long as the client lets them.
@Suite(.timeLimit(.minutes(10))) struct SlowWireFaultTests {
  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func noCallWaitsForEver(call: FaultedCall) async throws {
    for fault in WireFault.slow {
      try await FaultCheck(call, fault, attemptTimeout: .milliseconds(400)).once()
      try await FaultCheck(call, fault, attemptTimeout: .milliseconds(150)).always()
    }
  }
}
