// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct NoteTextTests {
  private static let hint =
    "(--notes FILE writes each, classify-bridge catalogue CODE explains one)"

  @Test func groupsByCodeMostSevereFirst() {
    let unknown = ["/a", "/b", "/b", "/c", "/d"].map {
      Note(.requestMemberUnknown, at: $0, before: "1", message: "no such member")
    }
    let notes =
      [
        Note(.identifierSynthesized, at: "/items/0/id"),
        Note(.memberUnplaced, at: "/usage", before: "null"),
        Note(.memberUnplaced, at: "/parse_job_id", before: "pjb-1"),
      ] + unknown + [
        Note(
          .modeMultimodal, at: "/configuration/mode", before: "MULTIMODAL", after: "FAST",
          message: "no images")
      ]
    #expect(
      NoteText(terminal: .none).lines(notes) == [
        "note: meaningChanged mode.multimodal at /configuration/mode: MULTIMODAL → FAST: no images",
        "note: approximated request.memberUnknown ×5 at /a, /b, /c, …: no such member",
        "note: 3 minor notes: member.unplaced ×2, identifier.synthesized \(Self.hint)",
      ])
  }

  @Test func writesNothingWithoutNotes() {
    #expect(NoteText(terminal: .none).lines([]) == [])
  }

  /// Policies refuse the effects that change something; the others are minor.
  @Test(arguments: Effect.allCases)
  func countsNotesThatEveryPolicyAccepts(effect: Effect) throws {
    let entry = try #require(Catalogue.entries.first { $0.effect == effect })
    let lines = NoteText(terminal: .none).lines([Note(entry.code, at: "/x")])
    let isMinor = effect < .approximated
    #expect(
      lines.first?.hasPrefix(
        isMinor
          ? "note: 1 minor note: \(entry.code.rawValue) "
          : "note: \(effect.rawValue) \(entry.code.rawValue) at /x: ") == true)
  }

  @Test func colorsEffectOnTerminal() {
    let terminal = Terminal(isInteractive: true, width: 80, hasColor: true)
    let lines = NoteText(terminal: terminal).lines([Note(.modeMultimodal, at: "/mode")])
    #expect(
      lines.first?.hasPrefix(
        "note: \u{1B}[31mmeaningChanged\u{1B}[0m \u{1B}[1mmode.multimodal\u{1B}[0m at /mode: ")
        == true)
  }

  @Test func makesValuesShortAndPrintable() {
    let note = Note(
      .modeUnrecognized, at: "", before: "\u{1B}" + String(repeating: "x", count: 500), after: nil,
      message: "passed through")
    let line = NoteText(terminal: .none).lines([note])[0]
    #expect(line.hasPrefix("note: approximated mode.unrecognized at /: \u{FFFD}xxx"))
    #expect(line.hasSuffix("xxx → nothing: passed through"))
    #expect(line.count < 150)
  }
}
