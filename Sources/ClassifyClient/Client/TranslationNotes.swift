// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// What was noted when v2 answered a v1-shaped call.
public struct TranslationNotes: Sendable, Hashable {
  /// The call, named as in the service's reference, such as `classifier.jobs.create`.
  public let operation: String
  /// The notes, of which there is at least one.
  public let notes: [Note]

  /// Hands the notes to an observer, if there are any.
  func report(to observe: (TranslationNotes) -> Void) {
    if !notes.isEmpty { observe(self) }
  }
}
