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

  /// Returns the translation of this value into a third, with the notes of both steps.
  ///
  /// - Parameter next: The second step.
  /// - Returns: What the second step makes, with the notes of both.
  /// - Throws: What the second step throws; a ``TranslationRefusal`` then has the notes of both.
  public func then<Next>(
    _ next: (Value) throws(TranslationRefusal) -> Translation<Next>
  ) throws(TranslationRefusal) -> Translation<Next> {
    do {
      let second = try next(value)
      return Translation<Next>(second.value, notes: notes + second.notes)
    } catch {
      throw TranslationRefusal(notes: notes + error.notes, policy: error.policy)
    }
  }
}

extension Translation: Sendable where Value: Sendable {}
extension Translation: Equatable where Value: Equatable {}
extension Translation: Hashable where Value: Hashable {}
