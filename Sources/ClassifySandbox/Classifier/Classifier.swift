// SPDX-License-Identifier: Apache-2.0

/// A deterministic classifier that counts the words a document shares with each rule.
///
/// The score of a rule is the percentage of the words in its type and description that occur on the
/// pages read. The rule with the highest score is the match if at least a third of its words occur;
/// the first rule wins a tie. The method is simple, so that results can be predicted by hand.
struct Classifier {
  let rules: [ClassificationRule]
  let parsingOptions: ParsingOptions
  let precedence: Sandbox.PageLimitPrecedence

  /// Classifies a file, unless its content or its name requires it to fail.
  func outcome(of file: StoredFile, failingNameSuffix suffix: String?) -> Outcome {
    if let failure = file.content.failure { return .failed(failure) }
    if let suffix, !suffix.isEmpty, file.content.name.hasSuffix(suffix) {
      return .failed("The file \(file.content.name) could not be parsed.")
    }
    return outcome(of: file.content.text)
  }

  /// Classifies a text; fails if no page of it can be read.
  func outcome(of text: String) -> Outcome {
    let pages = Self.pages(of: text)
    do throws(ParsingOptions.Failure) {
      let numbers = try parsingOptions.pages(inDocumentOf: pages.count, precedence: precedence)
      let words = Words(numbers.map { pages[$0 - 1] }.joined(separator: "\n"))
      let summary = PageSummary(
        numbers: numbers, count: pages.count, usesImages: parsingOptions.usesImages)
      return .classified(classify(words, pages: summary), pagesRead: numbers.count)
    } catch {
      return .failed(error.message)
    }
  }

  private func classify(_ words: Words, pages: PageSummary) -> Classification {
    var best: RuleScore?
    for rule in rules {
      let score = RuleScore(rule: rule, words: words)
      if score.percentage > best?.percentage ?? -1 { best = score }
    }
    guard let best else {
      return Classification(
        type: nil, confidencePercent: 100, reasoning: "There are no rules; \(pages).")
    }
    if best.isMatch {
      return Classification(
        type: best.rule.type, confidencePercent: best.percentage,
        reasoning: "The rule '\(best.rule.type)' matches best, with \(best.summary); \(pages).")
    }
    return Classification(
      type: nil, confidencePercent: 100 - best.percentage,
      reasoning:
        "No rule matches: the closest is '\(best.rule.type)', with \(best.summary); \(pages)."
    )
  }

  /// Splits a text into pages at form feeds; a trailing form feed adds no page.
  static func pages(of text: String) -> [String] {
    var pages = text.unicodeScalars.split(separator: "\u{C}", omittingEmptySubsequences: false)
    if pages.count > 1, pages.last?.isEmpty == true { pages.removeLast() }
    return pages.map(String.init)
  }
}

/// A document type and the description that documents are matched against.
struct ClassificationRule: Equatable {
  let type: String
  let description: String
}

/// The score of a rule for the words of a document.
struct RuleScore {
  let rule: ClassificationRule
  /// The words of the rule that occur in the document, in alphabetical order.
  let matched: [String]
  /// The number of words of the rule.
  let count: Int

  init(rule: ClassificationRule, words: Words) {
    self.rule = rule
    let ruleWords = Words(rule.type + " " + rule.description).wordsByStem
    matched = ruleWords.filter { words.wordsByStem[$0.key] != nil }.map(\.value).sorted()
    count = ruleWords.count
  }

  /// Whether at least a third of the words occur.
  var isMatch: Bool { !matched.isEmpty && matched.count * 3 >= count }

  /// The percentage of the words that occur, rounded, from 0 to 100.
  var percentage: Int {
    count == 0 ? 0 : (200 * matched.count + count) / (2 * count)
  }

  /// The number of matched words and the words, for the reasoning.
  var summary: String {
    let list = matched.isEmpty ? "" : " (\(matched.joined(separator: ", ")))"
    return "\(matched.count) of its \(count) words\(list)"
  }
}
