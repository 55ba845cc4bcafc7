// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV2
import Testing

@Suite struct IdempotencyCheckTests {
  private static let secret = "Zx9Cv7Bn5Mq3Lp1"

  private func params(_ members: String) throws -> V2.ClassifyCreateParams {
    try V2.ClassifyCreateParams(
      json: """
        {"file_input":"dfl-1","transaction_id":"t-1","mistake":"\(Self.secret)",\(members)}
        """)
  }

  private func job(
    id: String = "clj-1", file: String = "dfl-1", key: String = "t-1", _ members: String
  ) throws -> V2.Job {
    try V2.Job(
      json: """
        {"id":"\(id)","document_input_type":"file_id","file_input":"\(file)",\
        "transaction_id":"\(key)","project_id":"p","status":"PENDING","user_id":"u",\(members)}
        """)
  }

  private static let rules =
    #""configuration":{"rules":[{"type":"a","description":"has ten letters"}]}"#

  private func mismatch(_ job: V2.Job, _ members: String = rules) throws -> ClassifyError? {
    let body = try params(members)
    return #expect(throws: ClassifyError.self) {
      try IdempotencyCheck.check(job, against: body, redactor: Redactor(of: body))
    }
  }

  @Test func acceptsOwnJob() throws {
    let body = try params(Self.rules)
    let notes = try IdempotencyCheck.check(
      job(Self.rules), against: body, redactor: Redactor(of: body))
    #expect(notes == [])
  }

  @Test func quotesRequestAndNotOtherJob() throws {
    let saved = #""configuration_id":"cfg-1""#
    let other = #""configuration_id":"cfg-OTHER","configuration":{"rules":[]}"#
    for (found, members, part) in [
      (try job(file: "dfl-OTHER", Self.rules), Self.rules, "in place of \"dfl-1\""),
      (try job(key: "t-OTHER", Self.rules), Self.rules, "another key"),
      (try job(other), saved, "in place of the configuration \"cfg-1\""),
    ] {
      let error = try mismatch(found, members)
      #expect(error?.code == .idempotencyMismatch)
      #expect(error?.jobID == .v2("clj-1"))
      #expect(error?.message.hasPrefix("the key \"t-1\" belongs to job clj-1") == true)
      #expect(error?.message.contains(part) == true, "\(String(describing: error))")
      #expect(error?.message.contains("OTHER") == false, "\(String(describing: error))")
    }
  }

  /// Documents are counted from 1.
  @Test func namesDocumentOfGroup() throws {
    let group = "019a0f2c-3d4e-8002-8a1b-2c3d4e5f6071"
    var body = try params(Self.rules)
    body.transactionID = .value("cb1.\(group).1")
    let found = try job(file: "dfl-OTHER", key: "cb1.\(group).1", Self.rules)
    let error = #expect(throws: ClassifyError.self) {
      try IdempotencyCheck.check(found, against: body, redactor: Redactor(of: body))
    }
    #expect(error?.message.contains("of document 2 of the group \(group)") == true)
  }

  @Test func redactsSecretInJobID() throws {
    let error = try mismatch(job(id: "clj-\(Self.secret)", key: "t-2", Self.rules))
    #expect(error?.jobID == .v2("clj-«redacted»"))
    #expect(error?.message.contains("belongs to job clj-«redacted»,") == true)
  }

  @Test func redactsSecretsInNotes() throws {
    let echo = Self.rules.replacing("ten letters", with: Self.secret)
    let body = try params(Self.rules)
    let notes = try IdempotencyCheck.check(
      job(id: Self.secret, echo), against: body, key: .generated, redactor: Redactor(of: body))
    #expect(notes.map(\.code) == [.echoDiffers])
    #expect(notes.first?.before == "has ten letters")
    #expect(notes.first?.after == "has «redacted»")
    #expect(notes.first?.message == "the service created job «redacted» with other rules")
  }
}
