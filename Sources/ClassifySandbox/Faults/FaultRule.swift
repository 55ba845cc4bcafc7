// SPDX-License-Identifier: Apache-2.0

import struct ClassifyModel.SplitMix64
import enum ClassifyModel.WaitTime

extension Sandbox {
  /// A fault and the requests that it affects.
  public struct FaultRule: Sendable, Hashable {
    /// The fault to inject.
    public var fault: Fault
    /// The affected operations; `nil` matches every request, including those to unknown paths.
    public var operations: Set<Operation>?
    /// The number of matching requests to skip first.
    public var skipping: Int
    /// The number of requests that are still to fail; `Int.max` never ends.
    public var times: Int
    /// The probability, from 0 to 1, that a matching request fails; the draw depends on the seed.
    public var probability: Double

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - fault: The fault to inject.
    ///   - operations: The affected operations; `nil` matches every request.
    ///   - skipping: The number of matching requests to skip first.
    ///   - times: The number of requests that fail; `Int.max` never ends.
    ///   - probability: The probability, from 0 to 1, that a matching request fails.
    public init(
      _ fault: Fault, into operations: Set<Operation>? = nil, skipping: Int = 0, times: Int = 1,
      probability: Double = 1
    ) {
      self.fault = fault
      self.operations = operations
      self.skipping = skipping
      self.times = times
      self.probability = probability
    }
  }

  /// Injects a fault into subsequent requests.
  ///
  /// At most one fault affects a request. If several rules match, the oldest applies.
  ///
  /// - Parameters:
  ///   - fault: The fault to inject.
  ///   - operations: The affected operations; `nil` matches every request.
  ///   - skipping: The number of matching requests to skip first.
  ///   - times: The number of requests that fail; `Int.max` never ends.
  ///   - probability: The probability, from 0 to 1, that a matching request fails.
  public func inject(
    _ fault: Fault, into operations: Set<Operation>? = nil, skipping: Int = 0, times: Int = 1,
    probability: Double = 1
  ) {
    let rule = FaultRule(
      fault, into: operations, skipping: skipping, times: times, probability: probability)
    withState { $0.faults.rules.append(rule) }
  }

  /// Removes all fault rules.
  public func removeFaults() {
    withState { $0.faults.rules = [] }
  }

  /// The rules that are not used up, oldest first.
  public var pendingFaults: [FaultRule] { withState { $0.faults.rules } }
}

/// The pending fault rules and the random numbers that decide when they apply.
struct FaultPlan {
  var rules: [Sandbox.FaultRule]
  private var generator: SplitMix64

  init(rules: [Sandbox.FaultRule], seed: UInt64) {
    self.rules = rules
    // Inverted, so that faults and IDs use different sequences and faults don't change the IDs.
    generator = SplitMix64(seed: ~seed)
  }

  /// Returns a uniformly distributed duration within a range, whose bounds are clamped to 0 through
  /// 100 years.
  mutating func duration(in range: ClosedRange<Duration>) -> Duration {
    let (lower, upper) = (WaitTime.clamped(range.lowerBound), WaitTime.clamped(range.upperBound))
    guard lower < upper else { return lower }
    return lower + (upper - lower) * generator.nextFraction()
  }

  /// Returns the fault of the next request, and updates the counters of the matching rules.
  ///
  /// - Parameter operation: The operation of the request; `nil` if its path or method is unknown.
  /// - Returns: The fault; `nil` if the request is not affected.
  mutating func nextFault(for operation: Sandbox.Operation?) -> Sandbox.Fault? {
    for index in rules.indices where rules[index].applies(to: operation) {
      guard rules[index].skipping <= 0 else {
        rules[index].skipping -= 1
        continue
      }
      let probability = rules[index].probability
      guard probability >= 1 || generator.nextFraction() < probability else { continue }
      let fault = rules[index].fault
      if rules[index].times != .max { rules[index].times -= 1 }
      rules.removeAll { $0.times <= 0 }
      return fault
    }
    return nil
  }
}

extension Sandbox.FaultRule {
  fileprivate func applies(to operation: Sandbox.Operation?) -> Bool {
    guard times > 0 else { return false }
    guard let operations else { return true }
    return operation.map(operations.contains) ?? false
  }
}
