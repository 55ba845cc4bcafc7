// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct LedgerTests {
  /// One note code per effect.
  static let codes: [(effect: Effect, code: NoteCode)] = [
    (.normalized, .requestFanOut), (.defaulted, .pageLimitDefaulted), (.unplaced, .memberUnplaced),
    (.approximated, .languageNotISO), (.meaningChanged, .modeMultimodal),
    (.impossible, .rulesEmpty),
  ]

  @Test(arguments: codes, TranslationPolicy.allCases)
  func returnsTranslationUnlessPolicyRefusesNote(
    row: (effect: Effect, code: NoteCode), policy: TranslationPolicy
  ) throws {
    var ledger = Ledger()
    ledger.add(.requestFanOut, at: "/file_ids")
    ledger.add(row.code, at: "/b", before: "1", after: "2", message: "it is so")
    ledger.add(Note(.pagesUnordered, at: "/c"))
    let notes = ledger.notes
    #expect(notes.map(\.code) == [.requestFanOut, row.code, .pagesUnordered])
    #expect(notes[1].effect == row.effect)
    do throws(TranslationRefusal) {
      let translation = try ledger.translation(of: "value", under: policy)
      #expect(!policy.refuses(row.effect))
      #expect(translation == Translation("value", notes: notes))
    } catch {
      #expect(policy.refuses(row.effect))
      // The refusal carries every note, not only the refused one.
      #expect(error == TranslationRefusal(notes: notes, policy: policy))
      #expect(error.reasons == [notes[1]])
    }
  }

  @Test(arguments: TranslationPolicy.allCases)
  func returnsTranslationOfEmptyLedger(policy: TranslationPolicy) throws {
    let translation = try Ledger().translation(of: 1, under: policy)
    #expect(translation.value == 1)
    #expect(translation.notes.isEmpty)
    #expect(translation.mostSevereEffect == nil)
  }

  @Test(arguments: TranslationPolicy.allCases)
  func refusesMissingValue(policy: TranslationPolicy) {
    var ledger = Ledger()
    ledger.add(.requestFanOut, at: "/file_ids")
    let notes = ledger.notes
    let refusal = #expect(throws: TranslationRefusal.self) {
      try ledger.translation(of: nil as Int?, under: policy)
    }
    #expect(refusal == TranslationRefusal(notes: notes, policy: policy))
  }

  @Test(arguments: PageNote.codes)
  func addsPageNoteUnderSameCode(code: NoteCode) throws {
    // A range string that produces every page note.
    let text = "5, 05,1-3,2-4,6,7-7,2"
    let reading = try PageSet.reading(rangeString: text)
    let pageNote = try #require(reading.notes.first { $0.code == code })
    var ledger = Ledger()
    ledger.add(pageNote, at: "/target_pages", before: text, after: "1-7")
    let note = try #require(ledger.notes.first)
    #expect(note.code == code)
    #expect(note.effect == .normalized)
    #expect(note.pointer == "/target_pages")
    #expect(note.before == text)
    #expect(note.after == "1-7")
    #expect(note.message.contains(pageNote.location.description))
    #expect(reading.pages.rangeString == "1-7")
  }
}

@Suite struct EffectTests {
  /// The effects that each policy refuses.
  @Test(
    arguments: [
      (.normalized, false, false, false),
      (.defaulted, false, false, false),
      (.unplaced, false, false, false),
      (.approximated, true, false, false),
      (.meaningChanged, true, true, false),
      (.impossible, true, true, true),
    ] as [(Effect, Bool, Bool, Bool)])
  func isRefusedByPolicy(effect: Effect, strict: Bool, standard: Bool, permissive: Bool) {
    #expect(TranslationPolicy.strict.refuses(effect) == strict)
    #expect(TranslationPolicy.standard.refuses(effect) == standard)
    #expect(TranslationPolicy.permissive.refuses(effect) == permissive)
  }

  @Test func ordersBySeverity() {
    let ascending: [Effect] = [
      .normalized, .defaulted, .unplaced, .approximated, .meaningChanged, .impossible,
    ]
    #expect(Effect.allCases == ascending)
    for (position, effect) in ascending.enumerated() {
      for (other, later) in ascending.enumerated() {
        #expect((effect < later) == (position < other))
      }
    }
  }

  @Test func keepsStableRawValues() {
    #expect(
      Effect.allCases.map(\.rawValue) == [
        "normalized", "defaulted", "unplaced", "approximated", "meaningChanged", "impossible",
      ])
    #expect(
      TranslationPolicy.allCases.map(\.rawValue) == ["strict", "standard", "permissive"])
  }
}

@Suite struct NoteTests {
  @Test(arguments: NoteCode.allCases)
  func takesEffectAndMessageFromCatalogue(code: NoteCode) {
    let note = Note(code, at: "/a")
    #expect(note.effect == Catalogue[code].effect ?? .normalized)
    #expect(note.message == Catalogue[code].summary)
    #expect(Note(code, at: "/a", message: "its own").message == "its own")
  }

  @Test(
    arguments: [
      ("5", "7", "approximated status.unrecognized at /a: 5 → 7: x"),
      (nil, "7", "approximated status.unrecognized at /a: nothing → 7: x"),
      ("5", nil, "approximated status.unrecognized at /a: 5 → nothing: x"),
      (nil, nil, "approximated status.unrecognized at /a: x"),
    ] as [(String?, String?, String)])
  func describesItselfOnOneLine(before: String?, after: String?, line: String) {
    let note = Note(.statusUnrecognized, at: "/a", before: before, after: after, message: "x")
    #expect(note.description == line)
  }

  @Test func truncatesLongValuesInDescription() {
    let long = String(repeating: "7", count: 1_000_000)
    let note = Note(.statusUnrecognized, at: "/a", before: long, after: "b", message: "x")
    #expect(note.before == long)
    let shown = String(repeating: "7", count: 200)
    #expect(note.description.hasSuffix(" at /a: \(shown)… → b: x"))
  }

  @Test func roundTripsThroughCodable() throws {
    let note = Note(.pagesUnordered, at: "/target_pages", before: "[1,0]", after: nil)
    #expect(try decoded(encoded(note), as: Note.self) == note)
  }
}
