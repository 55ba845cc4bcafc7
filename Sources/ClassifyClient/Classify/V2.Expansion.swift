// SPDX-License-Identifier: Apache-2.0

public import ClassifyV2

extension V2 {
  /// What a job can be asked to say besides.
  @nonexhaustive
  public enum Expansion: String, Sendable, Hashable, CaseIterable {
    /// What the job cost.
    case usage
  }
}
