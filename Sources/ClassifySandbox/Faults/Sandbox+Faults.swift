// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// Lets something go wrong from now on.
  ///
  /// Of several rules that mean the same request, the oldest is used up first.
  ///
  /// - Parameters:
  ///   - fault: What goes wrong.
  ///   - operations: To which operations; nil means every request.
  ///   - skipping: How many of those requests are spared first.
  ///   - times: To how many requests it happens thereafter.
  ///   - probability: How likely it is to happen to each of them, from 0 to 1.
  public func inject(
    _ fault: Fault, into operations: Set<Operation>? = nil, skipping: Int = 0, times: Int = 1,
    probability: Double = 1
  ) {
    let rule = FaultRule(
      fault, into: operations, skipping: skipping, times: times, probability: probability)
    withState { $0.faults.rules.append(rule) }
  }

  /// Ends every fault that was injected and is not used up yet.
  public func removeFaults() {
    withState { $0.faults.rules = [] }
  }

  /// The rules that are not used up yet, in their order.
  public var pendingFaults: [FaultRule] { withState { $0.faults.rules } }
}
