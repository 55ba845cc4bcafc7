// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The result of classifying one document.
enum Outcome {
  case classified(Classification, pagesRead: Int)
  case failed(String)

  var classification: Classification? {
    if case .classified(let classification, _) = self { classification } else { nil }
  }

  var pagesRead: Int? {
    if case .classified(_, let count) = self { count } else { nil }
  }

  var failure: String? {
    if case .failed(let message) = self { message } else { nil }
  }
}

/// The classification of a document.
struct Classification: Equatable {
  /// The type of the matching rule; `nil` if no rule matches.
  let type: String?
  /// The confidence in percent, from 0 to 100.
  let confidencePercent: Int
  let reasoning: String

  var json: JSONValue {
    [
      "type": type.map(JSONValue.string) ?? .null,
      "confidence": confidence,
      "reasoning": .string(reasoning),
    ]
  }

  /// The confidence from 0 to 1, always with two fractional digits.
  private var confidence: JSONValue {
    let fraction = confidencePercent % 100
    let text = "\(confidencePercent / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    return JSONNumber(text).map(JSONValue.number) ?? .null
  }
}
