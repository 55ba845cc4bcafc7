// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct CatalogueTests {
  @Test func hasOneEntryPerCode() {
    #expect(Catalogue.entries.map(\.code) == NoteCode.allCases)
    for code in NoteCode.allCases { #expect(Catalogue[code].code == code) }
  }

  @Test func usesUniqueDottedLowerCamelCaseCodes() {
    let texts = NoteCode.allCases.map(\.rawValue)
    #expect(Set(texts).count == texts.count)
    for text in texts {
      let words = text.split(separator: ".", omittingEmptySubsequences: false)
      #expect(words.count == 2, "\(text)")
      for word in words {
        #expect(word.first.map { ("a"..."z").contains($0) } == true, "\(text)")
        #expect(word.allSatisfy { $0.isASCII && $0.isLetter }, "\(text)")
      }
    }
  }

  @Test func ordersEntriesByArea() {
    let order = CatalogueEntry.Area.allCases
    let positions = Catalogue.entries.map { order.firstIndex(of: $0.area) ?? -1 }
    #expect(positions == positions.sorted())
  }

  @Test func usesEveryAreaSourceAndEffect() {
    #expect(Set(Catalogue.entries.map(\.area)) == Set(CatalogueEntry.Area.allCases))
    #expect(Set(Catalogue.entries.map(\.source)) == [nil, .v1, .v2])
    #expect(Set(Catalogue.entries.compactMap(\.effect)) == Set(Effect.allCases))
    #expect(Catalogue.entries.contains { $0.effect == nil })
  }

  @Test func hasNonEmptyTextsAndSummariesEndingInPeriod() {
    for entry in Catalogue.entries {
      for text in entry.texts.values + [entry.summary] {
        #expect(!text.isEmpty && text.first != " " && text.last != " ", "\(entry.code.rawValue)")
      }
      #expect(entry.summary.hasSuffix("."), "\(entry.code.rawValue)")
      #expect(Set(entry.texts.keys) == Set(APIVersion.allCases), "\(entry.code.rawValue)")
    }
  }

  /// Effects from the published mapping.
  @Test(
    arguments: [
      (.statusRunning, .normalized), (.statusCancelledAsFailed, .approximated),
      (.statusPartialSuccess, .approximated), (.requestFanOut, .normalized),
      (.requestMemberUnknown, .approximated), (.requestTransaction, .approximated),
      (.webhookFanOut, .approximated), (.webhookKept, .approximated),
      (.groupMayRun, .approximated), (.webhookEventOfParsing, .approximated),
      (.webhookEventRepeated, .normalized), (.languageAmbiguous, .approximated),
      (.recordPages, .approximated), (.recordPageLimit, .approximated),
      (.memberUnknown, .unplaced), (.requestDocumentCount, .impossible),
      (.rulesDuplicateType, .impossible),
      (.rulesTypeLength, .impossible), (.rulesDescriptionLength, .impossible), (.modeFast, nil),
      (.modeMultimodal, .meaningChanged), (.pageLimitDefaulted, .defaulted),
      (.pageLimitOmitted, .normalized), (.pageLimitUnlimited, nil),
      (.pageLimitBelowOne, .impossible), (.pagesSame, nil), (.languageMapped, .approximated),
      (.languageNearest, .approximated), (.webhookEventRenamed, .normalized),
      (.webhookHeaderNotText, .impossible), (.configurationSaved, .impossible),
      (.documentNotAFile, .impossible), (.queryConfiguration, .impossible),
      (.memberUnplaced, .unplaced), (.timestampZoneless, .normalized), (.resultSame, nil),
    ] as [(NoteCode, Effect?)])
  func matchesEffectsOfPublishedMapping(code: NoteCode, effect: Effect?) {
    #expect(Catalogue[code].effect == effect)
  }

  @Test func permitsEveryPageNote() {
    #expect(PageNote.codes.count == 7)
    for code in PageNote.codes { #expect(Catalogue[code].effect == .normalized) }
  }

  @Test func roundTripsEntriesThroughCodable() throws {
    for entry in Catalogue.entries {
      #expect(try decoded(encoded(entry), as: CatalogueEntry.self) == entry)
    }
  }
}
