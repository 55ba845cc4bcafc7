// SPDX-License-Identifier: Apache-2.0

/// A translated value together with what the translation did to it.
public struct Translation<Value> {
  /// The value on the other side.
  public let value: Value
  /// What was done to it, in the order in which it was met.
  public let notes: [Note]

  /// Makes a translation.
  public init(_ value: Value, notes: [Note] = []) {
    self.value = value
    self.notes = notes
  }

  /// The most that any note matters, or `nil` if there is none.
  public var mostSevereEffect: Effect? { notes.map(\.effect).max() }

  /// Returns the translation of this value by a second step, with the notes of both steps.
  ///
  /// - Parameter next: The second step.
  /// - Returns: The value of the second step.
  /// - Throws: What the second step throws; a ``TranslationRefusal`` with the notes of both steps.
  public func then<Next, Failure: Error>(
    _ next: (Value) throws(Failure) -> Translation<Next>
  ) throws(Failure) -> Translation<Next> {
    do {
      let second = try next(value)
      return Translation<Next>(second.value, notes: notes + second.notes)
    } catch {
      guard let refusal = error as? TranslationRefusal,
        let whole = TranslationRefusal(notes: notes + refusal.notes, policy: refusal.policy)
          as? Failure
      else { throw error }
      throw whole
    }
  }
}

extension Translation: Sendable where Value: Sendable {}
extension Translation: Equatable where Value: Equatable {}
extension Translation: Hashable where Value: Hashable {}

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
