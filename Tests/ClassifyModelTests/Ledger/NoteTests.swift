// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct NoteTests {
  @Test(arguments: NoteCode.allCases)
  func takesEffectAndSentenceFromTheCatalogue(code: NoteCode) {
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
  func isSaidOnOneLine(before: String?, after: String?, line: String) {
    let note = Note(.statusUnrecognized, at: "/a", before: before, after: after, message: "x")
    #expect(note.description == line)
  }

  @Test func survivesCoding() throws {
    let note = Note(.pagesUnordered, at: "/target_pages", before: "[1,0]", after: nil)
    #expect(try decoded(encoded(note), as: Note.self) == note)
  }
}
