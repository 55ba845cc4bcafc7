// SPDX-License-Identifier: Apache-2.0

/// Classifies a document by the words that it shares with each rule.
///
/// A rule's score is the share of the words of its type and description that occur on the pages
/// read. The rule with the highest score is the one that fits, the first of equals, if a third of
/// its words occur; else none fits. It is no good classifier, but one that everybody can follow.
struct Classifier {
  let rules: [ClassificationRule]
  let reading: PageReading
  let precedence: Sandbox.PageLimitPrecedence

  /// Returns what becomes of a file, which can be made to fail.
  func outcome(of file: StoredFile, failing suffix: String?) -> Outcome {
    if let failure = file.content.failure { return .failed(failure) }
    if let suffix, !suffix.isEmpty, file.content.name.hasSuffix(suffix) {
      return .failed("The file \(file.content.name) could not be parsed.")
    }
    return outcome(of: file.content.text)
  }

  func outcome(of text: String) -> Outcome {
    let pages = Self.pages(of: text)
    do throws(PageReading.Failure) {
      let numbers = try reading.pages(of: pages.count, precedence: precedence)
      let words = Words(numbers.map { pages[$0 - 1] }.joined(separator: "\n"))
      let note = PagesRead(numbers: numbers, count: pages.count, areImages: reading.looksAtImages)
      return .classified(verdict(words, note: note), pagesRead: numbers.count)
    } catch {
      return .failed(error.message)
    }
  }

  private func verdict(_ words: Words, note: PagesRead) -> Verdict {
    var best: RuleScore?
    for rule in rules {
      let score = RuleScore(rule: rule, words: words)
      if score.hundredths > best?.hundredths ?? -1 { best = score }
    }
    guard let best else {
      return Verdict(type: nil, hundredths: 100, reasoning: "There are no rules; \(note).")
    }
    if best.fits {
      return Verdict(
        type: best.rule.type, hundredths: best.hundredths,
        reasoning: "The rule '\(best.rule.type)' fits best, with \(best.phrase); \(note).")
    }
    return Verdict(
      type: nil, hundredths: 100 - best.hundredths,
      reasoning: "No rule fits: the nearest is '\(best.rule.type)', with \(best.phrase); \(note).")
  }

  /// Returns a document's pages: one more than form feeds part, but for a form feed at the end.
  static func pages(of text: String) -> [String] {
    var pages = text.unicodeScalars.split(separator: "\u{C}", omittingEmptySubsequences: false)
    if pages.count > 1, pages.last?.isEmpty == true { pages.removeLast() }
    return pages.map(String.init)
  }
}

/// What kind of document there can be, and what it is known by.
struct ClassificationRule: Equatable {
  let type: String
  let description: String
}

/// How well a rule fits the words of some pages.
struct RuleScore {
  let rule: ClassificationRule
  /// The rule's words that occur, in alphabetical order.
  let matched: [String]
  /// How many words the rule has.
  let count: Int

  init(rule: ClassificationRule, words: Words) {
    self.rule = rule
    let ruleWords = Words(rule.type + " " + rule.description).wordsByStem
    matched = ruleWords.filter { words.wordsByStem[$0.key] != nil }.map(\.value).sorted()
    count = ruleWords.count
  }

  /// Whether enough of the words occur.
  var fits: Bool { !matched.isEmpty && matched.count * 3 >= count }

  /// The share of the words that occur, rounded, from 0 to 100.
  var hundredths: Int {
    count == 0 ? 0 : (200 * matched.count + count) / (2 * count)
  }

  /// The score in words.
  var phrase: String {
    let list = matched.isEmpty ? "" : " (\(matched.joined(separator: ", ")))"
    return "\(matched.count) of its \(count) words\(list)"
  }
}
