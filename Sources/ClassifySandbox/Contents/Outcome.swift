// SPDX-License-Identifier: Apache-2.0

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
