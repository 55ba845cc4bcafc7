// SPDX-License-Identifier: Apache-2.0

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
