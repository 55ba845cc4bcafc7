// SPDX-License-Identifier: Apache-2.0

/// A translated value with notes of the changes that the translation made.
public struct Translation<Value> {
  /// The translated value.
  public let value: Value
  /// The changes, in the order in which they were found.
  public let notes: [Note]

  /// Creates a translation.
  public init(_ value: Value, notes: [Note] = []) {
    self.value = value
    self.notes = notes
  }

  /// The most severe effect of the notes, or `nil` if there are none.
  public var mostSevereEffect: Effect? { notes.map(\.effect).max() }

  /// Returns the translation of the value by a second step, with the notes of both steps.
  ///
  /// - Parameter next: The second step.
  /// - Returns: The second step's value, with the notes of both steps.
  /// - Throws: The error of the second step; a ``TranslationRefusal`` gets the notes of both steps.
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

/// The failure of a translation, with all its notes and not only the first that caused it.
public struct TranslationRefusal: Error, Sendable, Hashable {
  /// The changes that the translation made or would have made, in the order in which they were
  /// found.
  public let notes: [Note]
  /// The policy that made the translation fail.
  public let policy: TranslationPolicy

  /// Creates a refusal.
  public init(notes: [Note], policy: TranslationPolicy) {
    self.notes = notes
    self.policy = policy
  }

  /// The notes that made the translation fail.
  public var reasons: [Note] { notes.filter { policy.refuses($0.effect) } }
}

extension TranslationRefusal: CustomStringConvertible {
  /// The reasons, and the number of notes that the policy accepts.
  public var description: String {
    let others = notes.count - reasons.count
    let rest = others == 0 ? "" : " (and \(others) accepted notes)"
    return "not translated under the \(policy.rawValue) policy: "
      + reasons.map(\.description).joined(separator: "; ") + rest
  }
}
