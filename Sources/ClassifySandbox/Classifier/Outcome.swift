// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// What became of one document.
enum Outcome {
  case classified(Verdict, pagesRead: Int)
  case failed(String)

  var verdict: Verdict? {
    if case .classified(let verdict, _) = self { verdict } else { nil }
  }

  var pagesRead: Int? {
    if case .classified(_, let count) = self { count } else { nil }
  }

  var failure: String? {
    if case .failed(let message) = self { message } else { nil }
  }
}

/// What a document was found to be.
struct Verdict: Equatable {
  /// The type of the rule that fits; nil if none does.
  let type: String?
  /// How sure that is, from 0 to 100.
  let hundredths: Int
  let reasoning: String

  var json: JSONValue {
    [
      "type": type.map(JSONValue.string) ?? .null,
      "confidence": confidence,
      "reasoning": .string(reasoning),
    ]
  }

  /// The confidence from 0 to 1, always with two digits behind the point.
  private var confidence: JSONValue {
    let fraction = hundredths % 100
    let text = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    return JSONNumber(text).map(JSONValue.number) ?? .null
  }
}
