// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct KeptSourceTests {
  private static let body =
    #"{"file_ids":["a"],"rules":[{"description":"has a total","type":"x"}]}"#
  private static let kept = Conversion(
    of: body, ArchiveOptions(target: .v2, keepsUnplaced: true)
  ).output

  @Test func keepsSourceInLastMember() {
    let expected =
      #"{"configuration":{"rules":[{"description":"has a total","type":"x"}],"parsing_configuration":{"max_pages":5}},"file_input":"a","classify_bridge":{"source":[\#(Self.body)],"part":0,"of":1,"digest":""#
    #expect(Self.kept.hasPrefix(expected))
    let back = Conversion(of: Self.kept, ArchiveOptions(target: .v1))
    #expect(back.output == Self.body + "\n")
    #expect(back.counts.converted == 1 && back.counts.written == 1)
  }

  @Test(arguments: [
    ("\"file_input\":\"a\"", "\"file_input\":\"b\""), ("\"part\":0", "\"part\":1"),
    ("\"of\":1", "\"of\":2"), ("\"file_ids\"", "\"file_idz\""), ("\"source\":[{", "\"sauce\":[{"),
  ])
  func convertsChangedRecordItself(old: String, new: String) {
    let changed = Self.kept.replacing(old, with: new)
    let back = Conversion(of: changed, ArchiveOptions(target: .v1, listsNotes: true))
    let file = new.contains("file_input") ? "b" : "a"
    #expect(
      back.output
        == #"{"rules":[{"description":"has a total","type":"x"}],"parsing_configuration":{"max_pages":5},"file_ids":["\#(file)"]}"#
        + "\n")
    #expect(back.notes.contains { $0["pointer"]?.string == "/classify_bridge" })
  }

  /// A forged source can't write other lines than records of the target version.
  @Test(arguments: [
    #"["{}\n{}"]"#, #"["nonsense"]"#, "[1]", "[]", #"[{"configuration":{"rules":[]}}]"#,
  ])
  func rejectsForgedSource(source: String) {
    let forged = Self.kept.replacing("[\(Self.body)]", with: source)
    let back = Conversion(of: forged, ArchiveOptions(target: .v1))
    #expect(back.output.hasPrefix(#"{"rules":"#))
    #expect(back.counts.written == 1)
  }

  @Test func keepsNoLargeSource() {
    let reasons = String(repeating: "x", count: ArchiveOptions.maximumKeptBytes)
    let body = Self.body.dropLast() + #","note":"\#(reasons)"}"#
    let conversion = Conversion(
      of: String(body), ArchiveOptions(target: .v2, keepsUnplaced: true, listsNotes: true))
    #expect(!conversion.output.contains("classify_bridge"))
    #expect(
      conversion.notes.contains {
        $0["pointer"]?.string == "/classify_bridge"
          && $0["message"]?.string?.contains("64 KiB") == true
      })
  }
}
