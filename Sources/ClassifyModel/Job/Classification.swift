// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

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

/// The confidence of a classification, with the digits that the service wrote.
///
/// The contract says 0.0 to 1.0. A record with a number outside of that is kept; see ``isInRange``.
public struct Confidence: Sendable, Hashable {
  /// The number as it was written, such as `0.950`.
  public let number: JSONNumber
  /// The nearest `Double`; infinite for a number beyond its range.
  public let value: Double

  /// Creates a confidence that keeps the digits of `number`.
  public init(_ number: JSONNumber) {
    self.number = number
    value = number.double
  }

  /// Creates a confidence from the text of a JSON number, or returns `nil` if the text is not one
  /// (RFC 8259, section 6).
  public init?(text: String) {
    guard let number = JSONNumber(text) else { return nil }
    self.init(number)
  }

  /// Creates a confidence with the shortest digits that give `value` back, or returns `nil` if
  /// `value` is not finite.
  public init?(_ value: Double) {
    guard let number = JSONNumber(value) else { return nil }
    self.init(number)
  }

  /// The number as it was written, such as `0.950`.
  public var text: String { number.text }

  /// Whether the number is from 0 to 1, as the contract says.
  public var isInRange: Bool { (0...1).contains(value) }
}

extension Confidence: Comparable {
  /// Returns whether one number is less than another; their digits don't count.
  public static func < (left: Confidence, right: Confidence) -> Bool {
    left.value < right.value
  }
}

extension Confidence: CustomStringConvertible {
  /// The number as it was written.
  public var description: String { text }
}

/// What became of one document.
public enum DocumentOutcome: Sendable, Hashable {
  /// It is not done yet.
  case waiting
  /// A rule fits: the classification has its type.
  case classified(Classification)
  /// No rule fits: the classification has no type.
  case unmatched(Classification)
  /// It could not be classified.
  case failed(message: String?)
  /// It was stopped before its end.
  case cancelled

  /// The classification, if there is one, whether a rule fits or not.
  public var classification: Classification? {
    switch self {
    case .classified(let classification), .unmatched(let classification): classification
    case .waiting, .failed, .cancelled: nil
    }
  }
}

extension DocumentOutcome: CustomStringConvertible {
  /// The outcome in a few words.
  public var description: String {
    switch self {
    case .waiting: "waiting"
    case .classified(let classification):
      "\(classification.type ?? "") (\(classification.confidence))"
    case .unmatched(let classification): "no rule fits (\(classification.confidence))"
    case .failed(let message): message.map { "failed: \($0)" } ?? "failed"
    case .cancelled: "cancelled"
    }
  }
}
