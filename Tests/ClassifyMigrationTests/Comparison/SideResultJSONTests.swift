// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct SideResultJSONTests {
  static let results: [(SideResult, String)] = [
    (
      SideResult(
        answer: .label(.type("invoice")), confidence: 0.25, reasoning: "has a \"total\"\n",
        jobID: .job("a", .v1), seconds: 2.5, credits: 1.5, parseJobID: "pjb-1",
        status: .succeeded),
      #"{"label":{"kind":"type","name":"invoice"},"confidence":0.25,"#
        + #""reasoning":"has a \"total\"\n","error":null,"status":"succeeded","job":"v1:a","#
        + #""seconds":2.5,"credits":1.5,"parseJob":"pjb-1"}"#
    ),
    (
      SideResult(answer: .label(.unmatched)),
      #"{"label":{"kind":"unmatched"},"confidence":null,"reasoning":null,"error":null,"#
        + #""status":null,"job":null,"seconds":null,"credits":null}"#
    ),
    (
      SideResult(answer: .failed(message: "unreadable"), jobID: .job("b", .v2), status: .cancelled),
      #"{"label":null,"confidence":null,"reasoning":null,"#
        + #""error":{"code":"failed","message":"unreadable"},"status":"cancelled","#
        + #""job":"v2:b","seconds":null,"credits":null}"#
    ),
    (
      SideResult(answer: .error(code: SideResult.ErrorCode(.timeout), message: "too slow")),
      #"{"label":null,"confidence":null,"reasoning":null,"#
        + #""error":{"code":"timeout","message":"too slow"},"status":null,"job":null,"#
        + #""seconds":null,"credits":null}"#
    ),
  ]

  @Test(arguments: results)
  func writesAndReadsBack(result: SideResult, json: String) throws {
    #expect(result.jsonText() == json)
    #expect(try SideResult(json: json) == result)
  }

  @Test func ignoresUnknownMembersAndNeedsOnlyTheAnswer() throws {
    let result = try SideResult(json: #"{"later":[1],"label":"invoice"}"#)
    #expect(result == SideResult(answer: .label(.type("invoice"))))
  }

  @Test(arguments: [
    JobStatus.pending, .running, .succeeded, .partiallySucceeded, .failed, .cancelled,
    .unrecognized("PAUSED"),
  ])
  func keepsStatus(status: JobStatus) throws {
    let result = SideResult(answer: .failed(message: "m"), status: status)
    #expect(try SideResult(json: result.jsonText()) == result)
  }

  @Test(arguments: [
    (#"{"label":null,"error":null}"#, ""),
    (#"{"label":"a","error":{"code":"x","message":"y"}}"#, ""),
    (#"{"label":{"kind":"sort","name":"a"}}"#, "/label"),
    (#"{"label":{"kind":"type"}}"#, "/label/name"),
    (#"{"label":"a","confidence":"high"}"#, "/confidence"),
    (#"{"label":"a","confidence":1e999}"#, "/confidence"),
    (#"{"label":"a","confidence":1.1}"#, "/confidence"),
    (#"{"label":"a","seconds":-1}"#, "/seconds"),
    (#"{"label":"a","credits":-1}"#, "/credits"),
    (#"{"label":"a","job":"a"}"#, "/job"),
    (#"{"error":{"code":"x"}}"#, "/error/message"),
  ])
  func rejectsOtherValuesAndNamesTheMember(json: String, pointer: String) {
    let error = #expect(throws: JSONError.self) { try SideResult(json: json) }
    #expect(error?.pointer.description.hasPrefix(pointer) == true)
  }

  @Test func truncatesLongTextsAndWritesNoInfinity() throws {
    let long = String(repeating: "é", count: SideResult.maximumReasoningLength + 1)
    let written = try SideResult(
      json: SideResult(answer: .label(.unmatched), confidence: .infinity, reasoning: long)
        .jsonBytes())
    let expected = String(repeating: "é", count: SideResult.maximumReasoningLength - 1) + "…"
    #expect(written.reasoning == expected)
    #expect(written.confidence == nil)
    #expect(try SideResult(json: written.jsonBytes()) == written)
  }

  @Test func resultKeepsAllMembers() throws {
    let side = SideResult(answer: .label(.unmatched), confidence: 1)
    let result = ComparisonResult(
      ComparedDocument(
        name: "a/é.pdf", v1: side, v2: side, repeated: side, v1ID: "f1", v2ID: "dfl-f1",
        noise: .parsingAndClassifier),
      drift: [DriftFinding(version: .v2, kind: .member, name: "/score", sample: "1")])
    let text = result.jsonText()
    #expect(try ComparisonResult(json: text) == result)
    let names = try JSONValue(json: text).object?.names
    #expect(names == ["document", "v1", "v2", "repeated", "noise", "v1File", "v2File", "drift"])
  }

  @Test(arguments: [
    (DocumentOutcomeCase.classified, SideResult.Answer.label(.type("invoice"))),
    (.unmatched, .label(.unmatched)),
    (.failed, .failed(message: "unreadable")),
    (.cancelled, .failed(message: "the job was cancelled")),
    (.none, .failed(message: "the job is failed without a result")),
  ])
  func comesFromAJob(outcome: DocumentOutcomeCase, answer: SideResult.Answer) {
    let job = outcome.job
    #expect(SideResult(of: job.documents.first, in: job, seconds: 3).answer == answer)
    #expect(SideResult(of: job.documents.first, in: job, seconds: 3).seconds == 3)
    #expect(SideResult(of: job.documents.first, in: job).status == job.status)
  }

  @Test func dropsAConfidenceOutsideTheContract() throws {
    var job = DocumentOutcomeCase.classified.job
    job.documents[0].classification?.confidence = try #require(Confidence(1.5))
    #expect(SideResult(of: job.documents[0], in: job).confidence == nil)
  }

  @Test(arguments: [("0", 0), ("2.5", 2.5), ("-1", nil), ("1e999", nil)] as [(String, Double?)])
  func dropsCreditsOutsideTheContract(number: String, credits: Double?) {
    var job = DocumentOutcomeCase.classified.job
    job.documents[0].usage = Usage(credits: JSONNumber(number), parseCredits: nil)
    #expect(SideResult(of: job.documents[0], in: job).credits == credits)
  }

  @Test(arguments: [
    (ClassifyError(code: .timeout, message: "m") as any Error, "timeout"),
    (TranslationRefusal(notes: [], policy: .standard), "refused"),
    (CancellationError(), "unknown"),
  ])
  func namesErrorsByTheirCodes(error: any Error, code: String) {
    guard case .error(SideResult.ErrorCode(rawValue: code), _) = SideResult(failure: error).answer
    else {
      Issue.record("not the code \(code)")
      return
    }
  }
}

/// A way in which a job with one document ends.
enum DocumentOutcomeCase: Sendable {
  case classified
  case unmatched
  case failed
  case cancelled
  case none

  var job: ClassifyJob {
    let confidence = Confidence(JSONNumber(1))
    let (status, type): (JobStatus, String?) =
      switch self {
      case .classified: (.succeeded, "invoice")
      case .unmatched: (.succeeded, nil)
      case .failed, .none: (.failed, nil)
      case .cancelled: (.cancelled, nil)
      }
    let classification = Classification(type: type, confidence: confidence, reasoning: "r")
    let document = DocumentRecord(
      reference: .file("f"), status: status,
      classification: status == .succeeded ? classification : nil,
      errorMessage: self == .failed ? "unreadable" : nil)
    return ClassifyJob(
      id: .job("a", .v2), status: status, rules: [], documents: self == .none ? [] : [document],
      projectID: "p", userID: "u")
  }
}
