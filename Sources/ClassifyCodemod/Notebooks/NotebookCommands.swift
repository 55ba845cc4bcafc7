// SPDX-License-Identifier: Apache-2.0

/// Reports v1 in the lines of a notebook for IPython, which are not rewritten: `!curl …`,
/// `%time client.classifier.classify(…)`.
enum NotebookCommands {
  /// Returns the findings in the bytes of the code.
  static func findings(in code: SourceText) -> [Finding] {
    ((try? Notebook.frontEnd.tokens(of: code)) ?? []).compactMap { token in
      guard token.kind == .magic else { return nil }
      let line = code[token.range]
      if V1Text.hasRequest(line) {
        return Finding(.otherLanguage, at: token.range, V1Text.requestAdvice)
      }
      guard V1Text.isShown(in: line, namesSDK: true) else { return nil }
      return Finding(
        .unclearSyntax, at: token.range,
        "this line for IPython calls v1: write the call on a line of its own, and run again")
    }
  }
}
