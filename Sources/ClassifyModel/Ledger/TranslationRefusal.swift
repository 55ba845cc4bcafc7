// SPDX-License-Identifier: Apache-2.0

/// The refusal of a translation, with every note and not only the first that led to it.
public struct TranslationRefusal: Error, Sendable, Hashable {
  /// What the translation did or would have done, in the order in which it was met.
  public let notes: [Note]
  /// The policy that refused.
  public let policy: TranslationPolicy

  /// Makes a refusal.
  public init(notes: [Note], policy: TranslationPolicy) {
    self.notes = notes
    self.policy = policy
  }

  /// The notes that the policy does not let pass.
  public var reasons: [Note] { notes.filter { policy.refuses($0.effect) } }
}

extension TranslationRefusal: CustomStringConvertible {
  /// The reasons, and how many further notes there are.
  public var description: String {
    let others = notes.count - reasons.count
    let rest = others == 0 ? "" : " (and \(others) notes that pass)"
    return "not translated under the \(policy.rawValue) policy: "
      + reasons.map(\.description).joined(separator: "; ") + rest
  }
}
