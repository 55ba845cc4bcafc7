// SPDX-License-Identifier: Apache-2.0

/// How a v2 backend behaves beyond what the service prescribes.
public struct V2Options: Sendable, Hashable {
  /// What becomes of a group's members when another of them can't be created.
  public enum FailedGroup: Sendable, Hashable {
    /// They are cancelled, where the dialect can; the group is then lost.
    case cancelMembers
    /// They go on; submitting the request again with the group's id creates what is missing.
    case keepMembers
  }

  /// How many members of groups are created in a second at the most.
  ///
  /// The service takes 40 in a second from one organization, and less on free plans.
  public var creationsPerSecond: Double
  /// How many requests of one group are under way at once.
  public var concurrency: Int
  /// What becomes of a group's members when another of them can't be created.
  public var failedGroup: FailedGroup
  /// Whether the members of groups are listed as the group that they are.
  public var listsGroups: Bool
  /// Whether a job is asked for what it cost.
  public var readsUsage: Bool

  /// Makes options.
  ///
  /// Numbers below 1 count as 1.
  public init(
    creationsPerSecond: Double = 40, concurrency: Int = 8,
    failedGroup: FailedGroup = .cancelMembers, listsGroups: Bool = true, readsUsage: Bool = false
  ) {
    self.creationsPerSecond = Swift.max(creationsPerSecond, 1)
    self.concurrency = Swift.max(concurrency, 1)
    self.failedGroup = failedGroup
    self.listsGroups = listsGroups
    self.readsUsage = readsUsage
  }
}
