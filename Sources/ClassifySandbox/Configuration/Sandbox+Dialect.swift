// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// The state of v2 that a sandbox speaks.
  public enum Dialect: Sendable, Hashable, CaseIterable {
    /// Four statuses; no way to cancel, to delete or to see usage; webhooks are ignored.
    case published
    /// `CANCELLED`, cancelling, deleting, `expand=usage` and webhooks besides.
    case current

    /// The statuses that a job can have, and a list can ask for.
    var statuses: [String] {
      let published = ["PENDING", "RUNNING", "COMPLETED", "FAILED"]
      return switch self {
      case .published: published
      case .current: published + ["CANCELLED"]
      }
    }
  }
}
