// SPDX-License-Identifier: Apache-2.0

/// How a v2 backend behaves beyond what the service prescribes.
public struct V2Options: Sendable, Hashable {
  /// What becomes of a group's members when another of them can't be created.
  public enum IncompleteGroupAction: Sendable, Hashable {
    /// They are cancelled, where the dialect can; the group is then lost.
    ///
    /// A request that is submitted with a group's id keeps them all the same: it is there to be
    /// submitted again.
    case cancelMembers
    /// They go on; submitting the request again with the group's id creates what is missing.
    case keepMembers
  }

  /// How many members of groups are created in a second at the most.
  ///
  /// The service takes 40 in a second from one organization, and on free plans 20 in a minute,
  /// which is a third of one in a second. It is made slower for a while when the service complains.
  /// Less than one in an hour, or no number, counts as that.
  public var creationsPerSecond: Double {
    didSet { creationsPerSecond = Self.rate(creationsPerSecond) }
  }
  /// How many requests of one group are under way at once, at least 1.
  public var concurrency: Int {
    didSet { concurrency = Swift.max(concurrency, 1) }
  }
  /// What becomes of a group's members when another of them can't be created.
  public var incompleteGroupAction: IncompleteGroupAction
  /// Whether the members of groups are listed as the group that they are.
  public var listsGroups: Bool
  /// Whether a job is asked for what it cost; groups are not.
  public var readsUsage: Bool

  /// Makes options.
  public init(
    creationsPerSecond: Double = 40, concurrency: Int = 8,
    incompleteGroupAction: IncompleteGroupAction = .cancelMembers, listsGroups: Bool = true,
    readsUsage: Bool = false
  ) {
    self.creationsPerSecond = Self.rate(creationsPerSecond)
    self.concurrency = Swift.max(concurrency, 1)
    self.incompleteGroupAction = incompleteGroupAction
    self.listsGroups = listsGroups
    self.readsUsage = readsUsage
  }

  private static func rate(_ perSecond: Double) -> Double {
    perSecond > 1 / 3_600 ? Swift.min(perSecond, 1_000_000) : 1 / 3_600
  }
}
