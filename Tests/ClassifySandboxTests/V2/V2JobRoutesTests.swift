// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct V2JobRoutesTests {
  private let client = Client()
  private let current = Client(Sandbox(configuration: .with { $0.dialect = .current }))

  /// The fields of `ClassifyGetResponse` in the published documentation, in order.
  private static let fields = [
    "id", "configuration", "document_input_type", "file_input", "project_id", "status", "user_id",
    "configuration_id", "created_at", "error_message", "parse_job_id", "result", "transaction_id",
    "updated_at",
  ]

  @Test func returnsExactlyPublishedJobFields() async throws {
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let created = try await client.post(Path.v2, Samples.v2Body(id))
    #expect(created.status == 200)
    #expect(created.json.object?.names == Self.fields)
    #expect(created["/status"] == "PENDING")
    #expect(created["/result"] == .null)
    #expect(created["/file_input"] == .string(id))
    #expect(created["/document_input_type"] == "file_id")
    #expect(created["/project_id"] == .string(client.sandbox.projectID))
    let read = try await client.get("\(Path.v2)/\(created.id)")
    #expect(read["/status"] == "COMPLETED")
    #expect(read["/result/type"] == "invoice")
    #expect(Set(read["/result"]?.object?.names ?? []) == ["confidence", "reasoning", "type"])
  }

  @Test func returnsUsageInCurrentDialect() async throws {
    let id = current.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let created = try await current.post(Path.v2, Samples.v2Body(id))
    #expect(created.json.object?.names == Self.fields + ["usage"])
    #expect(created["/usage"] == .null)
  }

  @Test(arguments: [
    (nil, "null"),
    ("null", "null"),
    ("{}", #"{"lang":"en","max_pages":null,"target_pages":null}"#),
    (
      #"{"lang":"zh","max_pages":10,"target_pages":"1,3,5-7"}"#,
      #"{"lang":"zh","max_pages":10,"target_pages":"1,3,5-7"}"#
    ),
  ])
  func echoesConfigurationWithDefaults(sent: String?, echoed: String) async throws {
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let body = Samples.v2Body(id, try sent.map { try JSONValue(json: $0) })
    let reply = try await client.post(Path.v2, body)
    #expect(reply["/configuration/rules"] == Samples.rules)
    #expect(reply["/configuration/mode"] == "FAST")
    #expect(reply["/configuration/parsing_configuration"] == (try JSONValue(json: echoed)))
  }

  @Test(arguments: [
    (nil, "read pages 1 to 7 of 7"), ("{}", "read pages 1 to 7 of 7"),
    (#"{"max_pages":2}"#, "read pages 1 and 2 of 7"),
    (#"{"target_pages":"1,3,5-7"}"#, "read pages 1, 3 and 5 to 7 of 7"),
    (#"{"target_pages":"7-9223372036854775807"}"#, "read page 7 of 7"),
    (#"{"max_pages":1,"target_pages":"3,5"}"#, "read page 3 of 7"),
  ])
  func readsOneBasedPagesWithoutDefaultLimit(sent: String?, phrase: String) async throws {
    let text = Array(repeating: Samples.invoice, count: 7).joined(separator: "\u{C}")
    let id = client.sandbox.addFile(name: "a.txt", text: text)
    let body = Samples.v2Body(id, try sent.map { try JSONValue(json: $0) })
    let job = try await client.post(Path.v2, body)
    let reply = try await client.get("\(Path.v2)/\(job.id)")
    let reasoning = try #require(reply["/result/reasoning"]?.string)
    #expect(reasoning.hasSuffix("; \(phrase)."), "\(reasoning)")
  }

  @Test func failsDocumentWithoutSelectedPages() async throws {
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.mixed)
    let job = try await client.post(Path.v2, Samples.v2Body(id, ["target_pages": "4-9"]))
    let read = try await client.get("\(Path.v2)/\(job.id)")
    #expect(read["/status"] == "FAILED")
    #expect(read["/result"] == .null)
    #expect(
      read["/error_message"]
        == "None of the pages in target_pages can be read: the document has 3 pages.")
  }

  @Test(arguments: ["file_input", "file_id"])
  func acceptsFileIDInEitherFieldAndForm(member: String) async throws {
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    for form in [id, String(id.dropFirst(4))] {
      let body = Samples.v2Body(form).setting("file_input", nil).setting(member, .string(form))
      let job = try await client.post(Path.v2, body)
      #expect(job["/file_input"] == .string(form))
      #expect(job["/document_input_type"] == "file_id")
    }
  }

  @Test(arguments: ["file_input", "parse_job_id"])
  func classifiesFileOfParseJob(member: String) async throws {
    let file = client.sandbox.addFile(name: "a.txt", text: Samples.receipt)
    let id = try #require(client.sandbox.addParseJob(ofFile: file))
    let body = Samples.v2Body(id).setting("file_input", nil).setting(member, .string(id))
    let job = try await client.post(Path.v2, body)
    #expect(job["/file_input"] == .string(id))
    #expect(job["/parse_job_id"] == .string(id))
    #expect(job["/document_input_type"] == "parse_job_id")
    #expect(try await client.get("\(Path.v2)/\(job.id)")["/result/type"] == "receipt")
  }

  @Test(arguments: [
    ("dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "File ID"), ("notes.txt", "File ID"),
    ("https://example.com/a.pdf", "File ID"),
    ("pjb-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "Parse Job ID"),
  ])
  func rejectsUnknownDocuments(id: String, kind: String) async throws {
    let reply = try await client.post(Path.v2, Samples.v2Body(id))
    #expect(reply.status == 400)
    #expect(
      reply["/detail"]
        == .string("\(kind) \(id) is not in Project ID \(client.sandbox.projectID)"))
  }

  @Test func addsNoParseJobForUnknownFile() {
    #expect(client.sandbox.addParseJob(ofFile: "dfl-nobody") == nil)
  }

  @Test func returnsOriginalJobForRepeatedTransactionID() async throws {
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let body = Samples.v2Body(id).setting("transaction_id", "cb1.x.0")
    let first = try await client.post(Path.v2, body)
    #expect(first["/transaction_id"] == "cb1.x.0")
    let second = try await client.post(Path.v2, body)
    #expect(second.status == 200)
    #expect(second.id == first.id)
    let ignored = try await client.post(Path.v2, ["transaction_id": "cb1.x.0", "file_input": 5])
    #expect(ignored.id == first.id)
    #expect(ignored["/file_input"] == .string(id))
    #expect(client.sandbox.createdV2JobCount == 1)
    let other = try await client.post(Path.v2, body.setting("transaction_id", "cb1.x.1"))
    #expect(other.id != first.id)
  }

  @Test func scopesTransactionIDsToProject() async throws {
    let project = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
    let here = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let there = client.sandbox.addFile(name: "a.txt", text: Samples.invoice, projectID: project)
    let first = try await client.post(
      Path.v2, Samples.v2Body(here).setting("transaction_id", "t"))
    let second = try await client.post(
      "\(Path.v2)?project_id=\(project)", Samples.v2Body(there).setting("transaction_id", "t"))
    #expect(second.status == 200)
    #expect(first.id != second.id)
  }

  @Test func usesSavedConfiguration() async throws {
    let file = client.sandbox.addFile(name: "a.txt", text: Samples.mixed)
    let id = client.sandbox.addConfiguration([
      "rules": Samples.rules, "parsing_configuration": ["target_pages": "2"],
    ])
    #expect(id.hasPrefix("cfg-"))
    let body: JSONValue = ["file_input": .string(file), "configuration_id": .string(id)]
    let job = try await client.post(Path.v2, body)
    #expect(job["/configuration_id"] == .string(id))
    #expect(job["/configuration/parsing_configuration/target_pages"] == "2")
    #expect(try await client.get("\(Path.v2)/\(job.id)")["/result/type"] == "receipt")
  }

  @Test func rejectsUnknownAndInvalidConfigurations() async throws {
    let file = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let unknown = try await client.post(
      Path.v2, ["file_input": .string(file), "configuration_id": "cfg-1"])
    #expect(unknown.status == 404)
    #expect(unknown["/detail"] == "Classify configuration cfg-1 not found")
    let id = client.sandbox.addConfiguration(["rules": []])
    let unusable = try await client.post(
      Path.v2, ["file_input": .string(file), "configuration_id": .string(id)])
    #expect(unusable.status == 400)
    #expect(
      unusable["/detail"] == .string("Invalid classify configuration parameters for \(id)"))
  }

  @Test func movesThroughStatuses() async throws {
    let time = ManualTime(ManualTime.sample)
    let client = Client(
      Sandbox(
        configuration: time.configuration {
          $0.jobDurations = Sandbox.JobDurations(pending: .seconds(10), running: .seconds(20))
        }))
    let good = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let bad = client.sandbox.addFile(name: "b.txt", text: "", failure: "It is too blurred.")
    let jobs = [
      try await client.post(Path.v2, Samples.v2Body(good)).id,
      try await client.post(Path.v2, Samples.v2Body(bad)).id,
    ]
    var statuses: [[String?]] = [[], []]
    var updates: [String?] = []
    for _ in 0..<4 {
      for (index, job) in jobs.enumerated() {
        let reply = try await client.get("\(Path.v2)/\(job)")
        statuses[index].append(reply["/status"]?.string)
        if index == 0 { updates.append(reply["/updated_at"]?.string) }
      }
      time.advance(bySeconds: 10)
    }
    #expect(statuses[0] == ["PENDING", "RUNNING", "RUNNING", "COMPLETED"])
    #expect(statuses[1] == ["PENDING", "RUNNING", "RUNNING", "FAILED"])
    #expect(
      updates == ["19", "29", "29", "49"].map { "2019-12-27T18:11:\($0).117000Z" })
    let failed = try await client.get("\(Path.v2)/\(jobs[1])")
    #expect(failed["/error_message"] == "It is too blurred.")
    #expect(failed["/result"] == .null)
  }

  @Test func respondsNotFoundForUnknownJob() async throws {
    let reply = try await client.get("\(Path.v2)/clj-nobody")
    #expect(reply.status == 404)
    #expect(reply.json == ["detail": "Classify job not found"])
  }

  @Test func offersNeitherCancelNorDeleteInPublishedDialect() async throws {
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let job = try await client.post(Path.v2, Samples.v2Body(id))
    #expect(try await client.post("\(Path.v2)/\(job.id)/cancel").status == 404)
    #expect(try await client.delete("\(Path.v2)/\(job.id)").status == 405)
    #expect(try await client.get("\(Path.v2)/\(job.id)?expand=usage")["/usage"] == nil)
    #expect(try await client.get("\(Path.v2)?status=CANCELLED").status == 422)
  }

  @Test(arguments: [
    (Sandbox.DocumentField.fileInput, true, false), (.documentInputValue, false, true),
    (.both, true, true),
  ])
  func echoesDocumentInConfiguredField(
    echo: Sandbox.DocumentField, asFileInput: Bool, asValue: Bool
  ) async throws {
    let client = Client(Sandbox(configuration: .with { $0.documentField = echo }))
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let job = try await client.post(Path.v2, Samples.v2Body(id))
    #expect(job["/file_input"] == (asFileInput ? .string(id) : nil))
    #expect(job["/document_input_value"] == (asValue ? .string(id) : nil))
  }
}
