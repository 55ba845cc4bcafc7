// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct DriftLogTests {
  private static func job(
    _ members: [UnknownMembers.Member] = [], documents: [DocumentRecord] = [],
    status: JobStatus = .succeeded, mode: ClassifyMode? = nil
  ) -> ClassifyJob {
    ClassifyJob(
      id: .job("a", .v2), status: status, rules: [], mode: mode, documents: documents,
      projectID: "p", userID: "u", unknownMembers: UnknownMembers(members: members))
  }

  private static func member(
    _ name: String, in parent: String = "", _ value: JSONValue = 1,
    code: NoteCode = .memberUnknown
  ) -> UnknownMembers.Member {
    UnknownMembers.Member(version: .v2, parent: parent, name: name, value: value, code: code)
  }

  private static func names(_ log: DriftLog) -> [String] {
    log.entries.map { "\($0.finding.kind) \($0.finding.name) \($0.count) \($0.finding.sample)" }
  }

  @Test func countsMembersOfJobsAndDocumentsWithTheFirstSample() {
    var log = DriftLog()
    let document = DocumentRecord(
      reference: nil, status: .succeeded,
      unknownMembers: UnknownMembers(members: [Self.member("score", in: "/result", 0.5)]))
    log.add(Self.job([Self.member("region", "eu")], documents: [document]))
    log.add(Self.job([Self.member("region", "us")]))
    #expect(
      Self.names(log) == [
        #"member /region 2 string of 2 characters: "eu""#, "member /result/score 1 0.5",
      ])
  }

  @Test func countsElementsOfAListAsOne() {
    var log = DriftLog()
    let parents = ["/configuration/rules/0", "/configuration/rules/1"]
    log.add(Self.job(parents.map { Self.member("weight", in: $0) }))
    #expect(Self.names(log) == ["member /configuration/rules/*/weight 1 1"])
  }

  @Test func countsNoMemberThatThePackageKnows() {
    #expect(
      DriftFinding.findings(in: Self.job([Self.member("user_id", code: .memberUnplaced)])) == [])
  }

  /// Texts could be those of documents: a sample has at most 40 scalars, the last of which is `…`.
  @Test(
    arguments: [
      (.null, "null"), (true, "true"), (0.25, "0.25"), ("", #"string of 0 characters: """#),
      ("é", #"string of 1 character: "é""#),
      (
        .string(String(repeating: "x", count: 41)),
        "string of 41 characters: \"\(String(repeating: "x", count: 39))…\""
      ),
      (["private", 1], "array of 2 elements"), (["name": "private"], "object of 1 member"),
    ] as [(JSONValue, String)])
  func samplesLittleOfTexts(value: JSONValue, sample: String) {
    let findings = DriftFinding.findings(in: Self.job([Self.member("new", value)]))
    #expect(findings.map(\.sample) == [sample])
  }

  @Test func redactsTheSecretsOfWebhooks() {
    var log = DriftLog()
    log.add(Self.job([Self.member("webhook_signing_secret", "s3cret")]))
    #expect(log.entries.count == 1)
    #expect(log.entries.allSatisfy { !$0.finding.sample.contains("s3cret") })
  }

  @Test func countsUnknownStatusesAndModes() {
    var log = DriftLog()
    log.add(Self.job(status: .unrecognized("PAUSED"), mode: .unrecognized("SLOW")))
    log.add(Self.job(status: .running, mode: .fast))
    #expect(Self.names(log) == ["mode SLOW 1 SLOW", "status PAUSED 1 PAUSED"])
  }

  @Test(
    arguments: [
      (ClassifyError.Code.malformedResponse, false, "response classify.get 1 at /id"),
      (.malformedResponse, true, "response classify.get: no JSON object 1 at /id"),
      (.server, false, nil),
      (.timeout, false, nil),
    ] as [(ClassifyError.Code, Bool, String?)])
  func countsResponsesOfAnotherShape(code: ClassifyError.Code, isForeign: Bool, name: String?) {
    var error = ClassifyError(code: code, message: "at /id", operation: "classify.get")
    error.isForeignResponse = isForeign
    var log = DriftLog()
    log.add(error, on: .v2)
    #expect(Self.names(log) == (name.map { [$0] } ?? []))
  }

  @Test func countsErrorsOfAnotherShape() {
    var error = ClassifyError(
      code: .server, message: "oops", operation: "classify.get", status: 503)
    error.lacksDetail = true
    var log = DriftLog()
    log.add(error, on: .v1)
    #expect(Self.names(log) == ["response classify.get: error 503 without detail 1 oops"])
  }

  @Test func mergesCounts() {
    let finding = DriftFinding(version: .v1, kind: .mode, name: "X", sample: "x")
    var left = DriftLog()
    left.add(finding)
    var right = DriftLog()
    right.add(finding)
    right.add(DriftFinding(version: .v2, kind: .mode, name: "X", sample: "y"))
    left.merge(right)
    #expect(Self.names(left) == ["mode X 2 x", "mode X 1 y"])
  }

  @Test func boundsEntriesAndTexts() {
    var log = DriftLog()
    let long = String(repeating: "x", count: 10_000)
    for number in 0..<DriftLog.maximumEntryCount + 7 {
      log.add(
        DriftFinding(version: .v2, kind: .member, name: "\(number)\(long)", sample: long))
    }
    #expect(log.entries.count == DriftLog.maximumEntryCount)
    #expect(log.omittedCount == 7)
    #expect(
      log.entries.allSatisfy {
        $0.finding.name.count == DriftFinding.maximumNameLength
          && $0.finding.sample.count == DriftFinding.maximumSampleLength
      })
  }
}
