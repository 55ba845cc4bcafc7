// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct DocumentReferenceTests {
  @Test(
    arguments: [
      (.file("dfl-1"), "dfl-1"), (.parseJob("pjb-1"), "pjb-1"),
      (.url("https://example.com/a.pdf"), "https://example.com/a.pdf"),
      (.unrecognized(kind: "tape", identifier: "9"), "9"),
    ] as [(DocumentReference, String)])
  func describesItselfByIdentifier(reference: DocumentReference, identifier: String) {
    #expect(reference.identifier == identifier)
    #expect(reference.description == identifier)
  }

  @Test(
    arguments: [
      (.file("dfl-1"), .file("dfl-1"), true),
      (.file("dfl-1"), .file("1"), true),
      (.file("1"), .file("1"), true),
      (.file("dfl-1"), .file("dfl-2"), false),
      (.file("dfl-dfl-1"), .file("1"), false),
      (.file("DFL-1"), .file("1"), false),
      (.file("1"), .parseJob("1"), false),
      (.parseJob("pjb-1"), .parseJob("pjb-1"), true),
      (.parseJob("dfl-1"), .parseJob("1"), false),
      (.url("dfl-1"), .url("1"), false),
      (.file("A"), .file("a"), false),
      (
        .file("0B6E1D5A-3F77-4C6C-9D43-5F3C9E1B2A10"),
        .file("dfl-0b6e1d5a-3f77-4c6c-9d43-5f3c9e1b2a10"), true
      ),
      (
        .file("0B6E1D5A-3F77-4C6C-9D43-5F3C9E1B2A10"),
        .file("dfl-0b6e1d5a-3f77-4c6c-9d43-5f3c9e1b2a11"), false
      ),
    ] as [(DocumentReference, DocumentReference, Bool)])
  func comparesFileIDsIgnoringPrefixAndUUIDCase(
    left: DocumentReference, right: DocumentReference, isSame: Bool
  ) {
    #expect(left.isSameDocument(as: right) == isSame)
    #expect(right.isSameDocument(as: left) == isSame)
  }
}
