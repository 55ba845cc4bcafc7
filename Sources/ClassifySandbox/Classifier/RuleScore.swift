// SPDX-License-Identifier: Apache-2.0

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
