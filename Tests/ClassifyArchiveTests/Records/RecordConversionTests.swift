// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct RecordConversionTests {
  private static let job = #"""
    {"id": "8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60", "project_id": "p", "user_id": "u", "rules": [{"type": "inv\u006fice", "description": "has a total"}], "mode": "FAST", "status": "PARTIAL_SUCCESS", "parsing_configuration": {"lang": "en", "target_pages": [0, 2, 3]}, "created_at": "2026-01-01T00:00:00Z"}
    """#
  private static let items = [
    #"{"id": "i0", "classify_job_id": "8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60", "file_id": "f0", "result": {"type": "invoice", "confidence": 0.870, "reasoning": "x\u00e9"}}"#,
    #"{"id": "i1", "classify_job_id": "8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60", "file_id": "f1", "result": null}"#,
  ]
  /// What becomes of these, written by hand from the mapping.
  private static let jobs = #"""
    {"id": "i0", "project_id": "p", "user_id": "u", "configuration": {"rules": [{"type": "inv\u006fice", "description": "has a total"}], "mode": "FAST", "parsing_configuration": {"lang": "en", "target_pages": "1,3-4"}}, "status": "COMPLETED", "file_input": "f0", "result": {"type": "invoice", "confidence": 0.870, "reasoning": "x\u00e9"}, "document_input_type": "file_id", "transaction_id": "cb1.8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60.0"}
    {"id": "i1", "project_id": "p", "user_id": "u", "configuration": {"rules": [{"type": "inv\u006fice", "description": "has a total"}], "mode": "FAST", "parsing_configuration": {"lang": "en", "target_pages": "1,3-4"}}, "status": "FAILED", "file_input": "f1", "result": null, "document_input_type": "file_id", "transaction_id": "cb1.8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60.1"}

    """#

  /// The forms of a v1 job with its results.
  static let sources = [
    #"{"job": \#(job), "results": {"items": [\#(items.joined(separator: ", "))]}}"#,
    #"{"job": \#(job), "results": [\#(items.joined(separator: ", "))]}"#,
    job.dropLast() + #", "results": {"items": [\#(items.joined(separator: ", "))]}}"#,
    ([job] + items).joined(separator: "\n"),
    "\(job)\n\n\(items[0])\n \n\(items[1])\n",
    #"\#(job)\#n{"items": [\#(items[0])]}\#n{"items": [\#(items[1])]}"#,
  ]

  @Test(arguments: sources, [true, false])
  func splitsJobByItsResults(source: String, countsNotes: Bool) {
    let conversion = Conversion(
      of: source, ArchiveOptions(target: .v2, countsNotes: countsNotes))
    #expect(conversion.output == Self.jobs)
    #expect(conversion.rejects == [])
    #expect(conversion.counts.written == 2)
  }

  @Test(arguments: 1...6)
  func gathersLinesAcrossBlocks(blockLines: Int) {
    let source = ([Self.job] + Self.items + [Self.job, "", Self.items[0]]).joined(separator: "\n")
    let options = ArchiveOptions(target: .v2)
    let whole = Conversion(of: source, options)
    let conversion = Conversion(of: source, options, blockLines: blockLines)
    #expect(conversion.output == whole.output)
    #expect(conversion.counts == whole.counts)
    #expect(conversion.counts.converted == 5 && conversion.counts.blank == 1)
    #expect(conversion.output.hasPrefix(Self.jobs))
  }

  @Test func gathersJobsOfGroup() {
    let expected = #"""
      {"job": {"id": "8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60", "project_id": "p", "user_id": "u", "rules": [{"type": "inv\u006fice", "description": "has a total"}], "mode": "FAST", "parsing_configuration": {"lang": "en", "target_pages": [0,2,3], "max_pages": null}, "status": "PARTIAL_SUCCESS"}, "results": {"items": [{"id": "i0", "file_id": "f0", "result": {"type": "invoice", "confidence": 0.870, "reasoning": "x\u00e9"}, "classify_job_id": "8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60"}, {"id": "i1", "file_id": "f1", "result": null, "classify_job_id": "8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60"}]}}

      """#
    let conversion = Conversion(of: Self.jobs, ArchiveOptions(target: .v1))
    // The array is new, so that it has the spacing of the record.
    #expect(
      conversion.output == expected.replacing("[0,2,3]", with: "[0, 2, 3]"))
    #expect(conversion.counts.converted == 2 && conversion.counts.written == 1)
  }

  /// From the limit on, no other group begins: its key would have to be remembered.
  @Test(arguments: [(2, 0), (100, 2)])
  func boundsMemoryOfRejectedGroups(largeCount: Int, rejectedCount: Int) {
    let pair = Self.jobs.split(separator: "\n").map(String.init)
    let large = (0..<largeCount).map { number in
      let group = "\(10_000_000 + number)"
      return pair[0].replacing("8f14e45f", with: group) + String(repeating: " ", count: 8_000)
    }
    let options = ArchiveOptions(target: .v1, gathering: .all(maximumBytes: 4_000))
    let conversion = Conversion(of: (large + pair).joined(separator: "\n"), options)
    #expect(
      conversion.rejectCodes
        == Array(repeating: "group.tooLarge", count: largeCount + rejectedCount))
    #expect(conversion.counts.converted == 2 - rejectedCount)
  }

  @Test func gathersGroupsAnywhere() {
    let lines = Self.jobs.split(separator: "\n").map(String.init)
    let other = lines.map { $0.replacing("8f14e45f", with: "00000000") }
    let source = [other[1], lines[0], other[0], lines[1]].joined(separator: "\n")
    let adjacent = Conversion(of: source, ArchiveOptions(target: .v1))
    #expect(adjacent.rejectCodes == ["group.incomplete", "group.incomplete"])
    #expect(adjacent.counts.converted == 2)
    let options = ArchiveOptions(target: .v1, gathering: .all(maximumBytes: 1 << 20))
    let all = Conversion(of: source, options, blockLines: 3)
    #expect(all.rejects == [])
    #expect(all.counts.converted == 4 && all.counts.written == 2)
    let tight = ArchiveOptions(target: .v1, gathering: .all(maximumBytes: 2 * lines[0].utf8.count))
    let bounded = Conversion(of: source, tight)
    #expect(bounded.rejectCodes.contains("group.tooLarge"))
    #expect(bounded.counts.lines == 4 && bounded.rejects.count == bounded.counts.rejected)
  }

  @Test func gatheringKeepsOrderWhateverTheBlocks() {
    let single = #"{"event_id":"e","event_type":"classify.success","data":{}}"#
    let member =
      #"{"id":"i","configuration":{"rules":[]},"document_input_type":"file_id","file_input":"f","project_id":"p","status":"COMPLETED","user_id":"u","transaction_id":"cb1.019a0f2c-3d4e-8001-8a1b-2c3d4e5f6071.0"}"#
    let source = [single, member, "nonsense", single, member, "more"].joined(separator: "\n")
    let options = ArchiveOptions(
      target: .v1, listsNotes: true, gathering: .all(maximumBytes: 1 << 20))
    let whole = Conversion(of: source, options).chunk
    for blockLines in 1...5 {
      let chunk = Conversion(of: source, options, blockLines: blockLines).chunk
      #expect(chunk.output == whole.output && chunk.rejects == whole.rejects)
      #expect(chunk.notes == whole.notes && chunk.counts == whole.counts)
    }
  }

  @Test func convertsGroupAsSoonAsItIsComplete() {
    // The ID says that there are three members.
    let lines = (0..<3).map { index in
      #"{"id":"i\#(index)","configuration":{"rules":[]},"document_input_type":"file_id","file_input":"f","project_id":"p","status":"COMPLETED","user_id":"u","transaction_id":"cb1.019a0f2c-3d4e-8003-8a1b-2c3d4e5f6071.\#(index)"}"#
    }
    let options = ArchiveOptions(target: .v1, gathering: .all(maximumBytes: 1 << 20))
    var converter = RecordConverter(options: options)
    #expect(converter.convert(lines[2].utf8.span).counts.lines == 0)
    #expect(converter.convert(lines[0].utf8.span).counts.lines == 0)
    #expect(converter.convert(lines[1].utf8.span).counts.converted == 3)
    #expect(converter.finish().counts.lines == 0)
    let short = Conversion(of: lines.prefix(2).joined(separator: "\n"), options)
    #expect(short.rejectCodes == ["group.incomplete", "group.incomplete"])
    let twice = Conversion(of: [lines[0], lines[0]].joined(separator: "\n"), options)
    #expect(twice.rejectCodes == ["group.incomplete", "group.incomplete"])
  }

  @Test func copiesRecordsOfTheTarget() {
    let conversion = Conversion(of: Self.jobs, ArchiveOptions(target: .v2))
    #expect(conversion.output == Self.jobs)
    #expect(conversion.counts.unchanged == 2)
    let delivery = #"{ "event_id":"e","event_type":"classify.success","data":"{}" }"# + "\r\n"
    #expect(Conversion(of: delivery, ArchiveOptions(target: .v2)).output == delivery)
  }

  @Test func makesBodyForEachFile() {
    let source =
      #"{"file_ids":["a","b"],"rules":[{"description":"has a total","type":"invoice"}],"parsing_configuration":{"max_pages":null}}"#
    let conversion = Conversion(of: source, ArchiveOptions(target: .v2))
    #expect(
      conversion.output == #"""
        {"configuration":{"rules":[{"description":"has a total","type":"invoice"}]},"file_input":"a"}
        {"configuration":{"rules":[{"description":"has a total","type":"invoice"}]},"file_input":"b"}

        """#)
  }

  @Test(arguments: ["{\"a\":1}", "\"{\\\"a\\\":1}\""])
  func renamesEventsOfDeliveries(data: String) {
    let source =
      #"{"data":\#(data), "event_id":"e" ,"event_type":"parse.partial","timestamp":1.50}"#
    let conversion = Conversion(of: source, ArchiveOptions(target: .v2))
    #expect(
      conversion.output
        == source.replacing("parse.partial", with: "classify.partial_success") + "\n")
    #expect(conversion.counts.codes == ["webhook.eventRenamed": 1])
  }

  @Test func convertsPageOfJobs() {
    let lines = Self.jobs.split(separator: "\n").map(String.init)
    let page = #"{"items":[\#(lines[0]),\#(lines[1])],"next_page_token":"t"}"#
    let conversion = Conversion(
      of: page.replacing("transaction_id", with: "transaction"), ArchiveOptions(target: .v1))
    #expect(conversion.counts.converted == 1 && conversion.counts.written == 2)
    let faulty = Conversion(
      of: page.replacing("\"user_id\": \"u\"", with: "\"user_id\": 1", maxReplacements: 1),
      ArchiveOptions(target: .v1))
    #expect(faulty.rejects.first?["pointer"]?.string == "/items/0/user_id")
    #expect(faulty.output.isEmpty)
  }

  /// A page is gathered like lines, and its items are of one kind.
  @Test func gathersAndChecksPages() {
    let lines = Self.jobs.split(separator: "\n").map(String.init)
    let page = #"{"items":[\#(lines[0]),\#(lines[1])]}"#
    let gathered = Conversion(of: page, ArchiveOptions(target: .v1))
    #expect(gathered.counts.written == 1)
    #expect(gathered.output == Conversion(of: Self.jobs, ArchiveOptions(target: .v1)).output)
    for target in APIVersion.allCases {
      let mixed = Conversion(
        of: #"{"items":[\#(lines[0]),\#(Self.job)]}"#, ArchiveOptions(target: target))
      #expect(mixed.rejectCodes == ["record.unknownKind"])
      #expect(mixed.rejects.first?["pointer"]?.string == "/items/1")
    }
  }

  /// A record with a member `items` of its own is no page.
  @Test(arguments: [
    job, job.dropLast() + #", "items": [\#(job.replacing("8f14", with: "0000"))]}"#,
    job.dropLast() + #", "items": []}"#,
  ])
  func convertsRecordWithItems(line: String) {
    for kind in [nil, ArchiveKind.job] {
      let conversion = Conversion(of: line, ArchiveOptions(target: .v2, kind: kind))
      #expect(conversion.counts.written == 1)
      #expect(conversion.output.contains("8f14e45f"))
    }
  }

  @Test func losesNothingOfEmptyPage() {
    let conversion = Conversion(of: #"{"items":[]}"#, ArchiveOptions(target: .v2))
    #expect(conversion.counts.converted == 1 && conversion.counts.written == 0)
  }

  @Test func notesResultsThatEndWithToken() {
    let source =
      #"{"job": \#(Self.job), "results": {"items": [\#(Self.items[0])], "next_page_token": "t"}}"#
    let whole = Conversion(of: source, ArchiveOptions(target: .v2))
    #expect(whole.counts.codes["documents.unknown"] == 1)
    let pages = [
      Self.job, #"{"items": [\#(Self.items[0])], "next_page_token": "t"}"#,
      #"{"items": [\#(Self.items[1])], "next_page_token": null}"#,
    ].joined(separator: "\n")
    let gathered = Conversion(of: pages, ArchiveOptions(target: .v2))
    #expect(gathered.counts.codes["documents.unknown"] == nil)
    #expect(gathered.counts.written == 2)
  }

  @Test func placesNotesInTheSource() {
    let unknown = Self.items[0].dropLast() + #", "new": 1}"#
    let source =
      #"{"job": \#(Self.job.dropLast()), "effective_at": "x"}, "results": {"items": [\#(unknown)], "total_size": 1}}"#
    let notes = Conversion(of: source, ArchiveOptions(target: .v2, listsNotes: true)).notes
    let pointers = notes.compactMap { $0["pointer"]?.string }
    #expect(
      Set(pointers) == [
        "/job/effective_at", "/job/status", "/job/parsing_configuration/max_pages",
        "/results/items/0/new",
        "/results/items/0/id", "/results/items/0/file_id", "/results/total_size",
      ])
    // Each note once: reading and writing both find the unknown member.
    #expect(pointers.count { $0.hasSuffix("/new") } == 1)
    let lines = Conversion(
      of: [Self.job, Self.items[1], String(unknown)].joined(separator: "\n"),
      ArchiveOptions(target: .v2, listsNotes: true)
    ).notes
    #expect(lines.contains { $0["pointer"]?.string == "/new" && $0["line"] == 3 })
    let page = Conversion(
      of: #"{"items": [\#(Self.job)], "next_page_token": "t"}"#,
      ArchiveOptions(target: .v2, listsNotes: true))
    #expect(page.notes.contains { $0["pointer"]?.string == "/next_page_token" })
    #expect(page.notes.contains { $0["pointer"]?.string == "/items/0/status" })
  }

  @Test func placesNotesOfGroupsInTheirLines() {
    let members = Self.jobs.replacing(
      #""user_id": "u", "configuration""#,
      with: #""user_id": "u", "parse_job_id": "x", "configuration""#)
    let notes = Conversion(of: members, ArchiveOptions(target: .v1, listsNotes: true)).notes
    for line in 1...2 {
      #expect(
        notes.contains {
          $0["line"] == .number(JSONNumber(line)) && $0["pointer"]?.string == "/parse_job_id"
        })
    }
    #expect(
      notes.contains { $0["pointer"]?.string == "/configuration/parsing_configuration/max_pages" })
  }

  /// Whitespace is copied several times, whatever its size.
  @Test func copiesLongWhitespace() {
    let space = String(repeating: " ", count: 100_000)
    let job = Self.job.replacing(
      #", "parsing_configuration": {"lang": "en", "target_pages": [0, 2, 3]}"#, with: "")
    let source =
      #"{"job":{\#(space)\#(job.dropFirst().dropLast())\#(space)},"results":{"items":[\#(Self.items[0])]}}"#
    let understood = Conversion(of: source, ArchiveOptions(target: .v2))
    let copied = Conversion(of: source, ArchiveOptions(target: .v2, countsNotes: false))
    #expect(copied.chunk.output == understood.chunk.output)
    #expect(copied.chunk.output.count > 600_000)
  }

  @Test func boundsWhatIsWrittenForALine() {
    let rules = (0..<2_000).map { #"{"type": "t\#($0)", "description": "a long description"}"# }
    let job = Self.job.replacing(
      #"[{"type": "inv\u006fice", "description": "has a total"}]"#,
      with: "[\(rules.joined(separator: ","))]")
    let items = (0..<1_000).map { Self.items[0].replacing(#""i0""#, with: #""i\#($0)""#) }
      .joined(separator: ",")
    for countsNotes in [true, false] {
      let conversion = Conversion(
        of: #"{"job":\#(job),"results":{"items":[\#(items)]}}"#,
        ArchiveOptions(target: .v2, countsNotes: countsNotes))
      #expect(conversion.rejectCodes == ["record.tooLarge"])
      #expect(conversion.output.isEmpty)
    }
    let values = String(repeating: "1,", count: 1 << 20)
    let many = Conversion(
      of: Self.job.dropLast() + #","x":[\#(values)1]}"#, ArchiveOptions(target: .v2))
    #expect(many.rejectCodes == ["record.tooLarge"])
  }

  /// Headers in another order than the translators write.
  @Test func copiesManyUnknownNames() {
    let headers = (0..<20_000).map { #""X-\#($0)":"\#($0)""# }.joined(separator: ",")
    let source =
      #"{"file_ids":["a"],"rules":[{"description":"has a total","type":"invoice"}],"webhook_configurations":[{"webhook_url":"https://a.b/","webhook_headers":{\#(headers)},"webhook_events":["parse.success"]}]}"#
    let output = Conversion(of: source, ArchiveOptions(target: .v2)).output
    #expect(output.contains(#""webhook_headers":{\#(headers)}"#))
    #expect(output.contains(#"["classify.success"]"#))
  }

  @Test(arguments: [#""file_id":"f""#, #""parse_job_id":"pjb-1""#, #""file_input":"f""#])
  func detectsSavedConfiguration(input: String) {
    let conversion = Conversion(
      of: #"{"configuration_id":"cfg-1",\#(input)}"#, ArchiveOptions(target: .v2))
    #expect(conversion.counts.unchanged == 1)
  }

  /// A run that is too large is rejected whole, and a run of many jobs is converted job by job.
  @Test func boundsMemoryOfRuns() {
    let text = String(repeating: "x", count: 1 << 20)
    let item = Self.items[0].replacing(#"x\u00e9"#, with: text)
    let job = [Self.job] + Array(repeating: item, count: 18)
    let other = Self.items[0].replacing("8f14", with: "0000")
    let options = ArchiveOptions(target: .v2)
    let large = Conversion(of: (job + [other]).joined(separator: "\n"), options, blockLines: 1)
    #expect(large.rejectCodes.count { $0 == "group.tooLarge" } == 19)
    #expect(large.rejectCodes.last == "result.withoutJob")
    let jobs = (0..<20).flatMap { _ in [Self.job, item] }
    let many = Conversion(of: jobs.joined(separator: "\n"), options, blockLines: 1)
    #expect(many.counts.converted == 40 && many.rejects.isEmpty)
  }

  @Test func endsLinesLikeTheSource() {
    let source = Self.sources[0] + "\r\n" + Self.sources[0] + "\n"
    for countsNotes in [true, false] {
      let conversion = Conversion(
        of: source, ArchiveOptions(target: .v2, countsNotes: countsNotes))
      #expect(
        conversion.output
          == Self.jobs.split(separator: "\n").map { $0 + "\r\n" }.joined() + Self.jobs)
    }
  }

  @Test func convertsSequenceOfLines() async throws {
    let lines = AsyncStream { continuation in
      for line in [Self.job] + Self.items { continuation.yield(line) }
      continuation.finish()
    }
    var output = ""
    for try await chunk in ConvertedRecords(lines, options: ArchiveOptions(target: .v2)) {
      output += String(decoding: chunk.output, as: UTF8.self)
    }
    #expect(output == Self.jobs)
  }

  @Test func listsNotes() {
    let conversion = Conversion(
      of: #"{"event_id":"e","event_type":"parse.error","data":{}}"#,
      ArchiveOptions(target: .v2, listsNotes: true))
    let note = conversion.notes.first
    #expect(conversion.notes.count == 1)
    #expect(note?["line"] == 1 && note?["pointer"]?.string == "/event_type")
    #expect(note?["code"]?.string == "webhook.eventRenamed")
    #expect(note?["before"]?.string == "parse.error" && note?["after"]?.string == "classify.error")
    #expect(note?["effect"]?.string == "normalized" && note?["message"]?.string != nil)
  }
}
