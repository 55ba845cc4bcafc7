// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

extension DocumentOutcome {
  /// The outcome for a cell of a table, in its color.
  var cell: TextTable.Cell {
    let text = PlainText.printable(summary)
    return switch self {
    case .classified, .unmatched: TextTable.Cell(text)
    case .failed, .cancelled, .waiting: TextTable.Cell(text, .red)
    }
  }

  /// The kind of outcome in a word.
  var word: String {
    switch self {
    case .waiting: "waiting"
    case .classified: "classified"
    case .unmatched: "unmatched"
    case .failed: "failed"
    case .cancelled: "cancelled"
    }
  }

  /// What the version says of a failure.
  var failure: String? {
    if case .failed(let message) = self { message ?? "no reason was given" } else { nil }
  }

  /// The type and the confidence, or what happened instead.
  private var summary: String {
    switch self {
    case .classified(let found): "\(found.type ?? "") \(found.confidence)"
    case .unmatched(let found): "none fits \(found.confidence)"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .waiting: "waiting"
    }
  }
}
