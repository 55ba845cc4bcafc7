// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Translates every status of both versions, and every combination of up to six group members.
@Suite struct StatusTests {
  static let single: [(v1: String, hasResult: Bool, published: String, current: String)] = [
    ("PENDING", false, "PENDING", "PENDING"), ("PENDING", true, "PENDING", "PENDING"),
    ("SUCCESS", false, "COMPLETED", "COMPLETED"), ("SUCCESS", true, "COMPLETED", "COMPLETED"),
    ("ERROR", false, "FAILED", "FAILED"), ("ERROR", true, "FAILED", "FAILED"),
    ("PARTIAL_SUCCESS", false, "FAILED", "FAILED"),
    ("PARTIAL_SUCCESS", true, "COMPLETED", "COMPLETED"),
    ("CANCELLED", false, "FAILED", "CANCELLED"), ("CANCELLED", true, "FAILED", "CANCELLED"),
    ("MADE UP", false, "MADE UP", "MADE UP"),
  ]

  @Test(arguments: single)
  func translatesStatusOfV1Job(
    v1: String, hasResult: Bool, published: String, current: String
  ) throws {
    let result = hasResult ? #","result":{"confidence":1,"reasoning":"","type":"a"}"# : ""
    let item = try V1.FileClassification(json: #"{"id":"i","classify_job_id":"j"\#(result)}"#)
    let model = V1Translator().job(from: try Self.v1Job(v1), results: [item]).value
    for (dialect, expected) in [(V2Dialect.published, published), (.current, current)] {
      let jobs = try V2Translator(dialect: dialect).jobs(from: model)
      #expect(jobs.value.map(\.status.text) == [expected])
      let isCancelledAsFailed = v1 == "CANCELLED" && dialect == .published
      #expect(jobs.value[0].errorMessage.value == (isCancelledAsFailed ? "cancelled" : nil))
      #expect(jobs.notes.contains { $0.code == .statusCancelledAsFailed } == isCancelledAsFailed)
      #expect(
        jobs.notes.contains { $0.code == .statusPartialSuccess } == (v1 == "PARTIAL_SUCCESS"))
    }
    // Translating back to v1 restores the status even under the strict policy.
    #expect(try V1Translator(policy: .strict).record(from: model).value.job.status.text == v1)
  }

  @Test(arguments: [
    ("PENDING", "PENDING"), ("RUNNING", "PENDING"), ("COMPLETED", "SUCCESS"), ("FAILED", "ERROR"),
    ("CANCELLED", "CANCELLED"), ("MADE UP", "MADE UP"),
  ])
  func translatesStatusOfV2Job(v2: String, v1: String) throws {
    let model = V2Translator().job(from: try Self.v2Job(v2, at: 0)).value
    let record = try V1Translator().record(from: model)
    #expect(record.value.job.status.text == v1)
    #expect(record.notes.contains { $0.code == .statusRunning } == (v2 == "RUNNING"))
    let strict = V2Translator(policy: .strict, dialect: .current)
    #expect(try strict.jobs(from: model).value.map(\.status.text) == [v2])
  }

  /// 461 combinations: every multiset of one to six of the five statuses.
  @Test func combinesStatusesOfGroupMembers() throws {
    let statuses = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"]
    var mixes: [[String]] = []
    func extend(_ mix: [String], from first: Int) {
      if !mix.isEmpty { mixes.append(mix) }
      guard mix.count < 6 else { return }
      for next in first..<statuses.count { extend(mix + [statuses[next]], from: next) }
    }
    extend([], from: 0)
    #expect(mixes.count == 461)
    for mix in mixes {
      for members in [mix, mix.reversed()] {
        var jobs: [V2.Job] = []
        for (position, status) in members.enumerated() {
          jobs.append(try Self.v2Job(status, at: position))
        }
        let model = try #require(V2Translator().job(fromGroup: jobs)).value
        let record = try V1Translator().record(from: model).value
        #expect(record.job.status.text == Self.expectedV1Status(members), "\(members)")
        #expect(record.results?.count == members.count)
        let strict = V2Translator(policy: .strict, dialect: .current)
        #expect(try strict.jobs(from: model).value.map(\.status.text) == members)
      }
    }
  }

  /// Returns the v1 status that the published mapping requires for a group.
  private static func expectedV1Status(_ members: [String]) -> String {
    func count(_ status: String) -> Int { members.count { $0 == status } }
    if count("PENDING") + count("RUNNING") > 0 { return "PENDING" }
    if count("COMPLETED") == members.count { return "SUCCESS" }
    if count("COMPLETED") > 0 { return "PARTIAL_SUCCESS" }
    return count("CANCELLED") == members.count ? "CANCELLED" : "ERROR"
  }

  static func v1Job(_ status: String, _ members: String = "") throws -> V1.Job {
    try V1.Job(
      json:
        #"{"id":"j","project_id":"p","rules":[],"status":"\#(status)","user_id":"u"\#(members)}"#)
  }

  static func v2Job(_ status: String, at position: Int, _ members: String = "") throws -> V2.Job {
    try V2.Job(
      json: #"{"id":"j\#(position)","configuration":{"rules":[]},"document_input_type":"file_id","#
        + #""file_input":"f\#(position)","project_id":"p","status":"\#(status)","user_id":"u","#
        + #""transaction_id":"cb1.182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e.\#(position)"\#(members)}"#)
  }
}
