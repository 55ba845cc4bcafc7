// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

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
