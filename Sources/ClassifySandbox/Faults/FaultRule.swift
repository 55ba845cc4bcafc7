// SPDX-License-Identifier: Apache-2.0

import struct ClassifyModel.SplitMix64

extension Sandbox {
  /// When a fault happens.
  public struct FaultRule: Sendable, Hashable {
    /// What goes wrong.
    public var fault: Fault
    /// To which operations; nil means every request, even one that no operation answers.
    public var operations: Set<Operation>?
    /// How many of those requests are spared first.
    public var skipping: Int
    /// To how many requests it happens thereafter; `Int.max` never ends.
    public var times: Int
    /// How likely it is to happen to each of them, from 0 to 1; the sandbox's seed decides.
    public var probability: Double

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - fault: What goes wrong.
    ///   - operations: To which operations; nil means every request.
    ///   - skipping: How many of those requests are spared first.
    ///   - times: To how many requests it happens thereafter.
    ///   - probability: How likely it is to happen to each of them, from 0 to 1.
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
}

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

/// The faults that are still to come.
struct FaultPlan {
  var rules: [Sandbox.FaultRule]
  private var chance: SplitMix64

  init(rules: [Sandbox.FaultRule], seed: UInt64) {
    self.rules = rules
    // Other numbers than those that ids are made from, so that faults leave the ids as they are.
    chance = SplitMix64(seed: ~seed)
  }

  /// Returns a duration of a range, each as likely as any other.
  mutating func duration(in range: ClosedRange<Duration>) -> Duration {
    guard range.lowerBound < range.upperBound else { return range.lowerBound }
    return range.lowerBound + (range.upperBound - range.lowerBound) * chance.nextFraction()
  }

  /// Returns the fault of the next request for an operation, and counts it.
  mutating func take(for operation: Sandbox.Operation?) -> Sandbox.Fault? {
    for index in rules.indices where rules[index].means(operation) {
      guard rules[index].skipping <= 0 else {
        rules[index].skipping -= 1
        continue
      }
      guard rules[index].probability >= 1 || chance.nextFraction() < rules[index].probability else {
        continue
      }
      let fault = rules[index].fault
      if rules[index].times != .max { rules[index].times -= 1 }
      rules.removeAll { $0.times <= 0 }
      return fault
    }
    return nil
  }
}

extension Sandbox.FaultRule {
  fileprivate func means(_ operation: Sandbox.Operation?) -> Bool {
    guard times > 0 else { return false }
    guard let operations else { return true }
    return operation.map(operations.contains) ?? false
  }
}
