// SPDX-License-Identifier: Apache-2.0

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
