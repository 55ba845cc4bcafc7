// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct ArchiveRejectionTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let line: String
    let code: String
    var pointer: String?
    /// What the message names.
    let part: String
    var kind: ArchiveKind?
    var target = APIVersion.v2

    var testDescription: String { line }
  }

  private static let start = #"{"id":"j","project_id":"p","user_id":"u","rules":[],"#

  static let faults = [
    Fault(line: "nonsense", code: "line.notJSON", part: "column 1"),
    Fault(line: #"{"id":"a","id":"b"}"#, code: "line.notJSON", part: "two members"),
    Fault(line: "[1]", code: "record.unknownKind", part: "is an array, and a record is an object"),
    Fault(line: "5", code: "record.unknownKind", part: "is a number"),
    Fault(line: "{}", code: "record.unknownKind", part: "those of no record"),
    Fault(
      line: #"{"id":"j","rules":[]}"#, code: "record.unknownKind",
      part: "looks like a v1 job, but lacks \"status\""),
    Fault(
      line: #"{"rules":[],"mode":"FAST"}"#, code: "record.unknownKind",
      part: "looks like a v1 request body, but lacks \"file_ids\""),
    Fault(
      line: start + #""status":"SUCCESS","configuration":{}}"#, code: "record.unknownKind",
      part: "can't tell whether the line is a v1 job or a v2 job; say the kind"),
    Fault(
      line: start + #""status":"SUCCESS","configuration":{}}"#, code: "record.unknownKind",
      part: "remove the members of one of them", kind: .job),
    Fault(
      line:
        #"{"job":\#(start)"status":"SUCCESS"},"results":{"items":[{"id":"i","classify_job_id":"x"}]}}"#,
      code: "result.withoutJob", pointer: "/results/items/0/classify_job_id", part: "another job"),
    Fault(
      line:
        #"{"job":\#(start)"status":"SUCCESS"},"results":{"items":[{"id":"i","classify_job_id":"j"},{"id":"i","classify_job_id":"j"}]}}"#,
      code: "result.repeated", pointer: "/results/items/1/id", part: "two results"),
    Fault(
      line: #"{"configuration":{},"rules":[]}"#, code: "record.unknownKind",
      part: "but has members of another record, too"),
    Fault(
      line: #"{"a":1}"#, code: "record.unknownKind", part: "of the kind job", kind: .job),
    Fault(
      line: start + #""status":1}"#, code: "record.malformed", pointer: "/status", part: "string"),
    Fault(
      line:
        #"{"job":\#(start)"status":"SUCCESS"},"results":{"items":[{"id":"i","classify_job_id":"j","result":{"type":null,"reasoning":""}}]}}"#,
      code: "record.malformed", pointer: "/results/items/0/result/confidence", part: "confidence"),
    Fault(
      line: #"{"job":\#(start)"status":"SUCCESS"},"results":{"items":{}}}"#,
      code: "record.malformed", pointer: "/results/items", part: "array"),
    Fault(
      line: #"{"id":"i","classify_job_id":"j"}"#, code: "result.withoutJob",
      part: "before its results"),
    Fault(
      line: #"{"items":[1]}"#, code: "record.unknownKind", pointer: "/items/0", part: "a number"),
    Fault(
      line: #"{"file_ids":[],"rules":[]}"#, code: "request.documentCount", pointer: "/file_ids",
      part: "and 1 other reason"),
    Fault(
      line: start + #""status":"SUCCESS","mode":"MULTIMODAL"}"#, code: "mode.multimodal",
      pointer: "/mode", part: ""),
    Fault(
      line: #"{"event_id":1,"event_type":"parse.error","data":1}"#, code: "record.malformed",
      pointer: "/event_id", part: "string"),
    Fault(
      line:
        #"{"id":"j","configuration":{"rules":[]},"document_input_type":"file_id","project_id":"p","status":"COMPLETED","user_id":"u","transaction_id":"cb1.8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60.1"}"#,
      code: "group.incomplete", pointer: "/transaction_id", part: "index 0", target: .v1),
  ]

  @Test(arguments: faults)
  func rejectsLineWithReason(fault: Fault) {
    for countsNotes in [true, false] {
      let conversion = Conversion(
        of: fault.line + "\n",
        ArchiveOptions(target: fault.target, kind: fault.kind, countsNotes: countsNotes))
      let reject = conversion.rejects.first
      #expect(conversion.rejects.count == 1)
      #expect(reject?["line"] == 1)
      #expect(reject?["code"]?.string == fault.code)
      #expect(reject?["pointer"]?.string == fault.pointer)
      #expect(reject?["message"]?.string?.contains(fault.part) == true)
      #expect(reject?["source"]?.string == fault.line)
      #expect(conversion.output.isEmpty)
      #expect(conversion.counts.rejected == 1 && conversion.counts.lines == 1)
      #expect(conversion.counts.codes[fault.code] == 1)
    }
  }

  @Test func writesLinesThatAreNotText() throws {
    let conversion = Conversion(
      of: [UInt8(ascii: "{"), 0xFF, 0xFE], ArchiveOptions(target: .v2))
    #expect(conversion.rejects.first?["base64"]?.string == "e//+")
    #expect(conversion.rejects.first?["source"] == nil)
  }

  @Test(arguments: [
    ([UInt8](), ""), ([0], "AA=="), ([0, 0], "AAA="), ([0xFF, 0xEE, 0xDD], "/+7d"),
    (Array("any carnal pleas".utf8), "YW55IGNhcm5hbCBwbGVhcw=="),
  ])
  func writesBase64(bytes: [UInt8], text: String) {
    let conversion = Conversion(of: bytes + [0xFF], ArchiveOptions(target: .v2))
    // RFC 4648; the last byte is only there so that the line is no text.
    #expect(
      conversion.rejects.first?["base64"]?.string?.hasPrefix(
        text.prefix(while: { $0 != "=" }).dropLast(bytes.count.isMultiple(of: 3) ? 0 : 1)) == true)
  }

  @Test func rejectsAllLinesOfAJob() {
    let job = Self.start + #""status":"SUCCESS"}"#
    let conversion = Conversion(
      of: "\(job)\n{\"id\":\"i\",\"classify_job_id\":\"j\",\"file_id\":5}\n",
      ArchiveOptions(target: .v2))
    #expect(conversion.rejectCodes == ["record.malformed", "record.malformed"])
    #expect(conversion.rejects.map { $0["line"] } == [1, 2])
    #expect(
      conversion.rejects[0]["message"]?.string?.hasPrefix("line 2, of the same job: ") == true)
    #expect(conversion.rejects[0]["pointer"] == nil)
    #expect(conversion.rejects[1]["pointer"]?.string == "/file_id")
  }

  @Test func strictPolicyRefusesApproximations() {
    let job = Self.start + #""status":"SUCCESS"}"#
    let strict = Conversion(
      of: job, ArchiveOptions(target: .v2, policy: .strict, countsNotes: false))
    #expect(strict.rejectCodes == ["documents.unknown"])
  }
}
