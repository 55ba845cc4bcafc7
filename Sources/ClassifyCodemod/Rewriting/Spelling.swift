// SPDX-License-Identifier: Apache-2.0

/// How a language writes what rewriters insert.
struct Spelling: Sendable {
  /// The keyword for no value.
  let null: String
  /// Whether arguments are named by keywords; otherwise they are members of an object.
  let hasKeywordArguments: Bool
  /// Whether names of members of an object literal are written in quotes.
  let quotesMemberNames: Bool
  /// One unit of indentation where a file shows none.
  let indentation: String

  static let python = Spelling(
    null: "None", hasKeywordArguments: true, quotesMemberNames: true, indentation: "    ")
  static let typeScript = Spelling(
    null: "null", hasKeywordArguments: false, quotesMemberNames: false, indentation: "  ")

  /// Returns the spelling of a program language, or nil.
  init?(_ language: Language) {
    switch language {
    case .python, .notebook: self = .python
    case .typeScript, .tsx, .javaScript: self = .typeScript
    case .shell, .json, .yaml, .swift, .dependencies, .markdown, .recipe: return nil
    }
  }

  private init(
    null: String, hasKeywordArguments: Bool, quotesMemberNames: Bool, indentation: String
  ) {
    self.null = null
    self.hasKeywordArguments = hasKeywordArguments
    self.quotesMemberNames = quotesMemberNames
    self.indentation = indentation
  }

  /// Returns an entry of a dictionary or object literal without a comma: `"max_pages": 5`.
  func entry(_ name: String, _ value: String, quote: String) -> String {
    "\(quotesMemberNames ? "\(quote)\(name)\(quote)" : name): \(value)"
  }

  /// Returns a dictionary or object literal with one entry: `{"max_pages": 5}`, `{ max_pages: 5 }`.
  func object(_ name: String, _ value: String, quote: String) -> String {
    let entry = entry(name, value, quote: quote)
    return quotesMemberNames ? "{\(entry)}" : "{ \(entry) }"
  }
}
