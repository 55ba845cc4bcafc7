// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import Foundation
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

  /// Returns a record whose digest is right: 64-bit FNV-1a of the bytes before it.
  private static func forged(_ record: String) -> String {
    let start = String(
      record[..<(record.range(of: #","digest":""#)?.lowerBound ?? record.endIndex)])
    let hash = start.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    let padding = String(repeating: "0", count: 16 - digits.count)
    return start + #","digest":""# + padding + digits + "\"}}"
  }

  /// A forged source can't write other lines than records of the target version.
  @Test(arguments: [
    #"["{}\n{}"]"#, #"["nonsense"]"#, "[1]", "[]", #"[{"configuration":{"rules":[]}}]"#,
  ])
  func rejectsForgedSource(source: String) {
    #expect(Self.forged(Self.kept) + "\n" == Self.kept)
    let forged = Self.forged(Self.kept.replacing("[\(Self.body)]", with: source))
    let back = Conversion(of: forged, ArchiveOptions(target: .v1))
    #expect(back.output.hasPrefix(#"{"rules":"#))
    #expect(back.counts.written == 1)
  }

  @Test func convertsRecordWithNewMemberItself() {
    let changed = Self.kept.dropLast(2) + #","webhook_configuration_ids":null}"#
    let back = Conversion(of: String(changed), ArchiveOptions(target: .v1))
    #expect(back.output.hasPrefix(#"{"rules":"#))
  }

  private static let job =
    #"{"id":"8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60","project_id":"p","user_id":"u","rules":[],"status":"SUCCESS"}"#
  private static let items = (0..<2).map {
    #"{"id":"i\#($0)","classify_job_id":"8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60","file_id":"f\#($0)","result":null}"#
  }
  private static let whole =
    #"{"job":\#(job),"results":{"items":[\#(items.joined(separator: ","))]}}"#
  private static let deep =
    String(repeating: "[", count: 120) + String(repeating: "]", count: 120)

  private static let files = body.replacing(#"["a"]"#, with: #"["a","b"]"#)
  private static let page =
    #"{"items":[\#(whole),\#(job.replacing("8f14", with: "0000"))],"next_page_token":"t"}"#

  /// Sources that were once not restored.
  static let sources: [[String]] = [
    // The same lines twice, as in the dump of a queue.
    [whole, whole], [body, body], [files, files],
    [job, items[0], items[1], job, items[0]],
    // A page of jobs, of which one has several results.
    [page], [page, page],
    // As deep as a record can be.
    [String(job.dropLast() + #","x":\#(deep)}"#)],
    // An empty page of results, and one before the others.
    [job, #"{"items":[],"total_size":0}"#], [job, #"{"items":[]}"#, items[0]],
  ]

  @Test(arguments: sources)
  func restoresSource(lines: [String]) {
    let source = lines.map { $0 + "\n" }.joined()
    for blockLines in 1...4 {
      let there = Conversion(
        of: source, ArchiveOptions(target: .v2, keepsUnplaced: true), blockLines: blockLines)
      #expect(there.rejects == [])
      let back = Conversion(of: there.output, ArchiveOptions(target: .v1), blockLines: blockLines)
      #expect(back.output == source)
      #expect(back.rejects == [])
    }
  }

  @Test func restoresSourceOfSaidKind() {
    let source = Self.job.dropLast() + #","file_ids":["a"]}"# + "\n"
    for kind in [nil, ArchiveKind.job] {
      let there = Conversion(
        of: String(source), ArchiveOptions(target: .v2, kind: .job, keepsUnplaced: true))
      let back = Conversion(of: there.output, ArchiveOptions(target: .v1, kind: kind))
      #expect(back.output == source)
    }
  }

  /// Without one of its records, a source is not restored; the group says which is missing.
  @Test func needsAllRecordsOfSource() {
    let there = Conversion(of: Self.whole, ArchiveOptions(target: .v2, keepsUnplaced: true))
    let lines = there.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    let edited = lines[0] + "\n" + lines[1].replacing("\"f1\"", with: "\"f9\"")
    let back = Conversion(of: edited, ArchiveOptions(target: .v1, listsNotes: true))
    #expect(back.output.contains("\"f9\"") && back.counts.written == 1)
    #expect(back.notes.contains { $0["pointer"]?.string == "/classify_bridge" })
    let second = Conversion(of: lines[1], ArchiveOptions(target: .v1))
    #expect(second.rejectCodes == ["group.incomplete"])
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
