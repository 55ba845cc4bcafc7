// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct LedgerTests {
  /// A code of each effect.
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
      // Every note, and not only the first that led to it.
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
  func refusesWhereThereIsNoValue(policy: TranslationPolicy) {
    var ledger = Ledger()
    ledger.add(.requestFanOut, at: "/file_ids")
    let notes = ledger.notes
    let refusal = #expect(throws: TranslationRefusal.self) {
      try ledger.translation(of: nil as Int?, under: policy)
    }
    #expect(refusal == TranslationRefusal(notes: notes, policy: policy))
  }

  @Test(arguments: PageNote.Code.allCases)
  func aPeculiarityOfPagesIsANoteOfTheSameCode(code: PageNote.Code) throws {
    // Every peculiarity at once.
    let text = "5, 05,1-3,2-4,6,7-7,2"
    let reading = try PageSet.reading(rangeString: text)
    let peculiarity = try #require(reading.notes.first { $0.code == code })
    var ledger = Ledger()
    ledger.add(peculiarity, at: "/target_pages", before: text, after: "1-7")
    let note = try #require(ledger.notes.first)
    #expect(note.code.rawValue == code.rawValue)
    #expect(note.effect == .normalized)
    #expect(note.pointer == "/target_pages")
    #expect(note.before == text)
    #expect(note.after == "1-7")
    #expect(note.message.contains(peculiarity.location.description))
    #expect(reading.pages.rangeString == "1-7")
  }
}
