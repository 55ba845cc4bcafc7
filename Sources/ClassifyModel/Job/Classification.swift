// SPDX-License-Identifier: Apache-2.0

/// What the service found out about a document.
public struct Classification: Sendable, Hashable {
  /// The type of the rule that fits; `nil` if no rule does.
  public var type: String?
  /// How sure it is, from 0.0 to 1.0.
  public var confidence: Confidence
  /// Why it fits, or why none does.
  public var reasoning: String

  /// Makes a classification.
  public init(type: String?, confidence: Confidence, reasoning: String) {
    self.type = type
    self.confidence = confidence
    self.reasoning = reasoning
  }
}
