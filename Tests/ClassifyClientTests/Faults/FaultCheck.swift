// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import TestSupport
import Testing

/// What must be true of a call under a fault.
struct FaultCheck {
  let call: FaultedCall
  let fault: WireFault
  let attemptTimeout: Duration?

  init(_ call: FaultedCall, _ fault: WireFault, attemptTimeout: Duration? = nil) {
    self.call = call
    self.fault = fault
    self.attemptTimeout = attemptTimeout
  }

  /// The fault happens to the first request only.
  @available(*, deprecated)
  func once() async throws {
    let run = try await FaultRun(call, fault, times: 1, attemptTimeout: attemptTimeout)
    if fault.code == nil || fault.isRepeated(call) == true {
      #expect(run.error == nil, "\(fault.name), \(call)")
      #expect(run.createdCount == call.createdCount, "\(fault.name), \(call)")
    } else if fault.isRepeated(call) == nil, run.error == nil {
      #expect(run.createdCount == call.createdCount, "\(fault.name), \(call)")
    } else {
      checkFailure(run, attempts: 1)
    }
  }

  /// The fault happens to every request.
  @available(*, deprecated)
  func always() async throws {
    let run = try await FaultRun(call, fault, times: .max, attemptTimeout: attemptTimeout)
    if fault.code == nil {
      #expect(run.error == nil, "\(fault.name), \(call)")
      #expect(run.createdCount == call.createdCount, "\(fault.name), \(call)")
    } else {
      let attempts = fault.isRepeated(call).map { $0 ? FaultRun.retries + 1 : 1 }
      checkFailure(run, attempts: attempts)
    }
  }

  /// The call failed as it should, and the service did its work once or not at all.
  private func checkFailure(_ run: FaultRun, attempts: Int?) {
    #expect(
      run.error?.code == fault.code, "\(fault.name), \(call): \(String(describing: run.error))")
    #expect(run.error?.operation == call.operation)
    if let attempts { #expect(run.error?.attempts == attempts, "\(fault.name), \(call)") }
    #expect(run.error.map { !"\($0)".contains(FaultRun.key) } == true)
    let mayCreate = call.createdCount > 0 && fault.leavesWorkDone
    #expect(run.createdCount == (mayCreate ? 1 : 0), "\(fault.name), \(call)")
  }
}
