// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// The service's classification of a document.
public struct Classification: Sendable, Hashable {
  /// The type of the matching rule; `nil` if no rule matches.
  public var type: String?
  /// The confidence in the classification, from 0.0 to 1.0.
  public var confidence: Confidence
  /// The explanation of why the rule matches, or why none does.
  public var reasoning: String

  /// Creates a classification.
  public init(type: String?, confidence: Confidence, reasoning: String) {
    self.type = type
    self.confidence = confidence
    self.reasoning = reasoning
  }
}

/// The confidence of a classification, with the service's original digits.
///
/// The API contract requires 0.0 to 1.0. A number outside that range is kept; see ``isInRange``.
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

  /// Creates a confidence with the shortest digits that round-trip to `value`, or returns `nil` if
  /// `value` is not finite.
  public init?(_ value: Double) {
    guard let number = JSONNumber(value) else { return nil }
    self.init(number)
  }

  /// The number as it was written, such as `0.950`.
  public var text: String { number.text }

  /// Whether the number is from 0 to 1, inclusive, as the API contract requires.
  public var isInRange: Bool { (0...1).contains(value) }
}

extension Confidence: Comparable {
  /// Returns whether one number is less than another; only their values are compared, not their
  /// digits.
  public static func < (left: Confidence, right: Confidence) -> Bool {
    left.value < right.value
  }
}

extension Confidence: CustomStringConvertible {
  /// The number as it was written.
  public var description: String { text }
}

/// The outcome of one document.
public enum DocumentOutcome: Sendable, Hashable {
  /// The document is not finished.
  case waiting
  /// A rule matches; the classification has its type.
  case classified(Classification)
  /// No rule matches; the classification has no type.
  case unmatched(Classification)
  /// The document could not be classified.
  case failed(message: String?)
  /// The document was cancelled before it finished.
  case cancelled

  /// The classification, with or without a matching rule; `nil` if there is none.
  public var classification: Classification? {
    switch self {
    case .classified(let classification), .unmatched(let classification): classification
    case .waiting, .failed, .cancelled: nil
    }
  }
}

extension DocumentOutcome: CustomStringConvertible {
  /// A short description of the outcome.
  public var description: String {
    switch self {
    case .waiting: "waiting"
    case .classified(let classification):
      "\(classification.type ?? "") (\(classification.confidence))"
    case .unmatched(let classification): "unmatched (\(classification.confidence))"
    case .failed(let message): message.map { "failed: \($0)" } ?? "failed"
    case .cancelled: "cancelled"
    }
  }
}
