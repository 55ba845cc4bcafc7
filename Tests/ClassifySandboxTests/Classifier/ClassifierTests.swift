// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import TestSupport
import Testing

@testable import ClassifySandbox

@Suite struct ClassifierTests {
  private func classification(_ rules: [(String, String)], _ text: String) -> Classification? {
    Classifier(
      rules: rules.map { ClassificationRule(type: $0.0, description: $0.1) },
      parsingOptions: ParsingOptions(targets: nil, limit: nil, usesImages: false),
      precedence: .selectionFirst
    ).outcome(of: text).classification
  }

  /// Two of four words occur: `alpha` and `beta`, but not `gamma` and the type.
  @Test func scoresShareOfMatchedWords() {
    let classification = classification(
      [("greek", "contains alpha, beta and gamma")], "BETA alphas, delta")
    #expect(classification?.type == "greek")
    #expect(classification?.confidencePercent == 50)
    #expect(
      classification?.reasoning
        == "The rule 'greek' matches best, with 2 of its 4 words (alpha, beta); read page 1 of 1.")
  }

  @Test func matchesNothingBelowOneThird() {
    let classification = classification([("greek", "alpha, beta, gamma")], "gamma")
    #expect(classification?.type == nil)
    #expect(classification?.confidencePercent == 75)
    #expect(
      classification?.reasoning
        == "No rule matches: the closest is 'greek', with 1 of its 4 words (gamma); read page 1 of 1."
    )
  }

  @Test func matchesAtOneThird() {
    #expect(classification([("a1", "b1 c1")], "b1")?.type == "a1")
    #expect(classification([("a1", "b1 c1")], "b1")?.confidencePercent == 33)
    #expect(classification([("a1", "b1 c1")], "b1 c1")?.confidencePercent == 67)
  }

  @Test func prefersHighestScoreThenFirstRule() {
    let rules = [("one", "one two three"), ("two", "one two"), ("three", "two one")]
    #expect(classification(rules, "one two")?.type == "two")
  }

  @Test func matchesNothingWhenRuleHasOnlyStopWords() {
    let classification = classification(
      [("other", "any other document of this")], "any other document of this")
    #expect(classification?.type == nil)
    #expect(classification?.confidencePercent == 100)
  }

  @Test(arguments: [
    ("invoices", "invoice"), ("parties", "party"), ("dated", "date"), ("listing", "lists"),
    ("taxes", "tax"), ("Ärzte", "ärzte"), ("2024", "2024"),
  ])
  func stemsFormsOfAWord(left: String, right: String) {
    #expect(Set(Words(left).wordsByStem.keys) == Set(Words(right).wordsByStem.keys))
    #expect(!Words(left).wordsByStem.isEmpty)
  }

  @Test(arguments: [
    ("Total: 12.50 EUR", ["total", "12", "50", "eur"]), ("发票 No7", ["发", "票", "no7"]),
    ("Se\u{301}ance", ["séance"]), ("कीमत", ["कीमत"]), (" -- ", []),
  ])
  func splitsTextIntoWords(text: String, words: [String]) {
    #expect(Words.split(text) == words)
  }

  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\u{C}b", ["a", "b"]), ("a\u{C}", ["a"]), ("\u{C}", [""]),
    ("a\u{C}\u{C}b", ["a", "", "b"]), ("\u{C}a", ["", "a"]),
    ("a\r\n\u{C}\u{301}b", ["a\r\n", "\u{301}b"]),
  ])
  func splitsPagesAtFormFeeds(text: String, pages: [String]) {
    #expect(Classifier.pages(of: text) == pages)
  }

  @Test(arguments: [
    (0, "0.00"), (7, "0.07"), (50, "0.50"), (99, "0.99"), (100, "1.00"),
  ])
  func writesConfidenceWithTwoDigits(percent: Int, text: String) {
    let classification = Classification(type: nil, confidencePercent: percent, reasoning: "")
    #expect(classification.json["confidence"]?.number?.text == text)
  }

  @Test(arguments: [
    ([1], 1, false, "read page 1 of 1"), ([1, 3], 4, false, "read pages 1 and 3 of 4"),
    ([1, 2], 4, false, "read pages 1 and 2 of 4"), ([1, 2, 3], 4, false, "read pages 1 to 3 of 4"),
    ([1, 2, 3, 5, 7, 8], 9, true, "looked at images of pages 1 to 3, 5, 7 and 8 of 9"),
  ])
  func describesPages(numbers: [Int], count: Int, usesImages: Bool, text: String) {
    #expect(PageSummary(numbers: numbers, count: count, usesImages: usesImages).description == text)
  }

  /// The same pages must give the same result, in the notation of either version.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func classifiesAlikeInBothVersions(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let words = ["invoice", "total", "receipt", "cash", "fox", "raven", "amount", "change", "line"]
    let client = Client()
    var types: Set<JSONValue> = []
    for _ in 0..<40 {
      let pageCount = Int.random(in: 1...6, using: &generator)
      let pages = (0..<pageCount).map { _ in
        (0..<4).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
      }
      let file = client.sandbox.addFile(name: "a", text: pages.joined(separator: "\u{C}"))
      let selected = (1...6).filter { _ in Bool.random(using: &generator) }
      let limit = Int.random(in: 1...3, using: &generator)
      let v1Pages = JSONValue.array(selected.map { .number(JSONNumber($0 - 1)) })
      let v2Pages = JSONValue.string(Self.rangeText(selected))
      let limitJSON = JSONValue.number(JSONNumber(limit))
      let v1 = try await client.post(
        Path.v1,
        Samples.v1Body(
          [file],
          ["max_pages": limitJSON, "target_pages": selected.isEmpty ? .null : v1Pages]))
      let v2 = try await client.post(
        Path.v2,
        Samples.v2Body(
          file, ["max_pages": limitJSON, "target_pages": selected.isEmpty ? .null : v2Pages]))
      let first = try await client.get("\(Path.v1)/\(v1.id)/results")["/items/0/result"]
      let second = try await client.get("\(Path.v2)/\(v2.id)")["/result"]
      #expect(first == second, "seed \(seed), pages \(selected) of \(pageCount)")
      types.insert(second?["type"] ?? "failed")
    }
    #expect(types.count > 1, "every result was the same")
  }

  private static func rangeText(_ pages: [Int]) -> String {
    var items: [String] = []
    for page in pages where !pages.contains(page - 1) {
      var end = page
      while pages.contains(end + 1) { end += 1 }
      items.append(end == page ? "\(page)" : "\(page)-\(end)")
    }
    return items.joined(separator: ",")
  }
}
