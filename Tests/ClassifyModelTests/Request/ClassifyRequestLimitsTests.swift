// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct ClassifyRequestLimitsTests {
  @Test(arguments: [(0, true), (1, false), (2, false), (500, false), (501, true)])
  func notesDocumentCountOutside1To500(count: Int, isNoted: Bool) {
    let request = ClassifyRequest(
      documents: (0..<count).map { .file("dfl-\($0)") }, rules: [Self.rule()])
    let notes = notes(of: request)
    #expect(notes.map(\.code) == (isNoted ? [.requestDocumentCount] : []))
    #expect(notes.map(\.pointer) == (isNoted ? ["/documents"] : []))
    #expect(notes.map(\.before) == (isNoted ? [String(count)] : []))
    #expect(notes.allSatisfy { $0.message.contains("\(count) documents") })
  }

  /// Lengths count Unicode scalars, not bytes or grapheme clusters.
  @Test(arguments: [
    ("", true), ("a", false),
    (String(repeating: "a", count: 50), false), (String(repeating: "a", count: 51), true),
    (String(repeating: "é", count: 50), false), (String(repeating: "é", count: 51), true),
    (String(repeating: "漢", count: 50), false), (String(repeating: "漢", count: 51), true),
    (String(repeating: "📄", count: 50), false), (String(repeating: "📄", count: 51), true),
    // 25 and 26 letters of two scalars each.
    (String(repeating: "e\u{301}", count: 25), false),
    (String(repeating: "e\u{301}", count: 26), true),
    // 10 emoji of five scalars each, without and with one more letter.
    (String(repeating: "👩\u{200D}👩\u{200D}👧", count: 10), false),
    (String(repeating: "👩\u{200D}👩\u{200D}👧", count: 10) + "a", true),
  ])
  func notesTypeLengthOutside1To50Characters(type: String, isNoted: Bool) {
    let notes = notes(of: Self.request(rules: [Self.rule(), Self.rule(type: type)]))
    #expect(notes.map(\.code) == (isNoted ? [.rulesTypeLength] : []))
    #expect(notes.map(\.pointer) == (isNoted ? ["/rules/1/type"] : []))
    #expect(notes.allSatisfy { $0.message.contains("\(type.unicodeScalars.count) characters") })
  }

  @Test(
    arguments: [
      (0, true), (9, true), (10, false), (11, false), (1_999, false), (2_000, false), (2_001, true),
    ], ["a", "é", "📄"])
  func notesDescriptionLengthOutside10To2000Characters(
    row: (count: Int, isNoted: Bool), character: String
  ) {
    let description = String(repeating: character, count: row.count)
    let notes = notes(of: Self.request(rules: [Self.rule(description: description)]))
    #expect(notes.map(\.code) == (row.isNoted ? [.rulesDescriptionLength] : []))
    #expect(notes.map(\.pointer) == (row.isNoted ? ["/rules/0/description"] : []))
    #expect(notes.map(\.before) == (row.isNoted ? [description] : []))
    #expect(notes.allSatisfy { $0.message.contains("\(row.count) characters") })
  }

  @Test func notesMissingRules() {
    let notes = notes(of: Self.request(rules: []))
    #expect(notes.map(\.code) == [.rulesEmpty])
    #expect(notes.map(\.pointer) == ["/rules"])
  }

  @Test func notesDuplicateType() {
    let types = ["invoice", "letter", "invoice", "Invoice", "invoice "]
    let notes = notes(of: Self.request(rules: types.map { Self.rule(type: $0) }))
    #expect(notes.map(\.code) == [.rulesDuplicateType])
    #expect(notes.map(\.pointer) == ["/rules/2/type"])
    #expect(notes.map(\.before) == ["invoice"])
    #expect(notes.first?.message.contains("rules 0 and 2") == true)
  }

  @Test(arguments: [(Int.min, true), (-1, true), (0, true), (1, false), (5, false), (.max, false)])
  func notesPageLimitBelowOne(count: Int, isNoted: Bool) {
    let notes = notes(
      of: Self.request(rules: [Self.rule()], parsing: ParsingOptions(pageLimit: .first(count))))
    #expect(notes.map(\.code) == (isNoted ? [.pageLimitBelowOne] : []))
    #expect(notes.map(\.pointer) == (isNoted ? ["/max_pages"] : []))
    #expect(notes.map(\.before) == (isNoted ? [String(count)] : []))
  }

  @Test func notesPageLimitWithSelection() throws {
    let pages = PageSelection.pages(try PageSet(rangeString: "1,3"))
    let both = ParsingOptions(pageLimit: .first(2), pages: pages)
    #expect(
      notes(of: Self.request(rules: [Self.rule()], parsing: both)).map(\.code)
        == [.pageLimitWithSelection])
    let selection = ParsingOptions(pages: pages)
    #expect(notes(of: Self.request(rules: [Self.rule()], parsing: selection)).isEmpty)
  }

  @Test func notesWebhookWithoutHTTPURL() {
    let urls = ["https://example.com", "ftp://example.com", "http://example.com", ""]
    let request = ClassifyRequest(
      documents: [.file("dfl-1")], rules: [Self.rule()], webhooks: urls.map { Webhook(url: $0) })
    let notes = notes(of: request)
    #expect(notes.map(\.code) == [.webhookURL, .webhookURL])
    #expect(
      notes.map(\.pointer) == [
        "/webhook_configurations/1/webhook_url", "/webhook_configurations/3/webhook_url",
      ])
  }

  /// Lengths count Unicode scalars, not bytes or grapheme clusters.
  @Test(arguments: [
    ("", true), ("a", false),
    (String(repeating: "a", count: 200), false), (String(repeating: "a", count: 201), true),
    (String(repeating: "📄", count: 200), false), (String(repeating: "📄", count: 201), true),
    // 100 letters of two scalars each, without and with one more.
    (String(repeating: "e\u{301}", count: 100), false),
    (String(repeating: "e\u{301}", count: 100) + "a", true),
    // Which forms of an ID the service takes is not published.
    (" ", false), ("dfl", false), ("a/b?c#d%2F", false), ("🧾", false),
  ])
  func notesDocumentIDOutside1To200Characters(id: String, isNoted: Bool) {
    for document in [DocumentReference.file(id), .url(id), .parseJob(id)] {
      let request = ClassifyRequest(
        documents: [.file("dfl-1"), document, .file("dfl-3")], rules: [Self.rule()])
      let notes = notes(of: request)
      #expect(notes.map(\.code) == (isNoted ? [.documentLength] : []))
      #expect(notes.map(\.pointer) == (isNoted ? ["/documents/1"] : []))
      #expect(
        notes.allSatisfy {
          $0.message.contains("document 1 has \(id.unicodeScalars.count) characters")
            && $0.message.contains("1 to 200")
        })
    }
  }

  @Test(arguments: [
    ("a\u{0}b", "U+0000", 1), ("\n", "U+000A", 0), ("dfl-1\r\n", "U+000D", 5),
    ("ab\u{7F}", "U+007F", 2), ("ab\u{9B}31m", "U+009B", 2),
  ])
  func notesControlCharacterInDocumentID(id: String, name: String, offset: Int) {
    let request = ClassifyRequest(
      documents: [.file("dfl-1"), .file(id)], rules: [Self.rule()])
    let notes = notes(of: request)
    #expect(notes.map(\.code) == [.documentControlCharacter])
    #expect(notes.map(\.pointer) == ["/documents/1"])
    #expect(notes.map(\.before) == [name])
    #expect(notes.first?.message.contains("document 1") == true)
    let count = "\(offset) character\(offset == 1 ? "" : "s")"
    #expect(notes.first?.message.contains("\(name) after \(count)") == true)
    #expect(notes.allSatisfy { !"\($0)".unicodeScalars.contains { $0.value < 32 } })
  }

  @Test(arguments: [(0, true), (1, false), (255, false), (256, true), (100_000, true)])
  func notesKeyLengthOutside1To255Characters(count: Int, isNoted: Bool) {
    let request = ClassifyRequest(
      documents: [.file("dfl-1")], rules: [Self.rule()],
      idempotency: .transaction(String(repeating: "é", count: count)))
    let notes = notes(of: request)
    #expect(notes.map(\.code) == (isNoted ? [.requestTransactionLength] : []))
    #expect(notes.map(\.pointer) == (isNoted ? ["/transaction_id"] : []))
    #expect(
      notes.allSatisfy {
        $0.message.contains("\(count) characters") && $0.message.contains("1 to 255")
      })
  }

  @Test(arguments: [(0, false), (4, false), (5, true)])
  func notesMoreThan4SavedWebhooks(count: Int, isNoted: Bool) {
    let request = ClassifyRequest(
      documents: [.file("dfl-1")], rules: [Self.rule()],
      savedWebhookIDs: (0..<count).map { "whc-\($0)" })
    let notes = notes(of: request)
    #expect(notes.map(\.code) == (isNoted ? [.webhookSavedCount] : []))
    #expect(notes.map(\.pointer) == (isNoted ? ["/webhook_configuration_ids"] : []))
    #expect(notes.allSatisfy { $0.message.contains("at most 4") })
  }

  @Test func skipsRuleChecksForSavedConfiguration() {
    let request = ClassifyRequest(documents: [.file("dfl-1")], configuration: .saved("cfg-1"))
    #expect(notes(of: request).isEmpty)
  }

  @Test func reportsAllViolationsAtOnce() {
    let request = ClassifyRequest(
      documents: [], rules: [Self.rule(type: "", description: "short"), Self.rule(type: "")],
      parsing: ParsingOptions(pageLimit: .first(0)), webhooks: [Webhook(url: "example.com")])
    let notes = notes(of: request)
    #expect(
      notes.map(\.code) == [
        .requestDocumentCount, .webhookURL, .rulesTypeLength, .rulesDescriptionLength,
        .rulesDuplicateType, .rulesTypeLength, .pageLimitBelowOne,
      ])
    #expect(notes.allSatisfy { $0.effect == .impossible })
  }

  // MARK: - Requests

  private static func rule(
    type: String = "contract", description: String = "is signed by two parties"
  ) -> Rule {
    Rule(type: type, description: description)
  }

  private static func request(
    rules: [Rule], parsing: ParsingOptions = ParsingOptions()
  ) -> ClassifyRequest {
    ClassifyRequest(documents: [.file("dfl-1")], rules: rules, parsing: parsing)
  }

  private func notes(of request: ClassifyRequest) -> [Note] {
    var ledger = Ledger()
    request.checkLimits(
      documents: "/documents", rules: "/rules", maxPages: "/max_pages", into: &ledger)
    return ledger.notes
  }
}
