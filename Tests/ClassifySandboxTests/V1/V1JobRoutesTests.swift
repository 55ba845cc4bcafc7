// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct V1JobRoutesTests {
  private let client = Client()
  private let unknownID = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  private func add(_ text: String, name: String = "a.txt") -> String {
    client.sandbox.addFile(name: name, text: text)
  }

  /// The fields of `ClassifyJob` in the published documentation.
  @Test func returnsExactlyPublishedJobFields() async throws {
    let id = add(Samples.invoice)
    let reply = try await client.post(Path.v1, Samples.v1Body([id]))
    #expect(reply.status == 200)
    #expect(
      Set(reply.json.object?.names ?? []) == [
        "id", "project_id", "rules", "status", "user_id", "created_at", "effective_at",
        "error_message", "job_record_id", "mode", "parsing_configuration", "updated_at",
      ])
    #expect(reply["/rules"] == Samples.rules)
    #expect(reply["/mode"] == "FAST")
    #expect(reply["/error_message"] == .null)
    #expect(reply["/project_id"] == .string(client.sandbox.projectID))
  }

  @Test func returnsExactlyPublishedResultFields() async throws {
    let id = add(Samples.invoice)
    let job = try await client.post(Path.v1, Samples.v1Body([id]))
    let results = try await client.get("\(Path.v1)/\(job.id)/results")
    #expect(Set(results.json.object?.names ?? []) == ["items", "next_page_token", "total_size"])
    #expect(results.items.count == 1)
    #expect(
      Set(results.items[0].object?.names ?? []) == [
        "id", "classify_job_id", "created_at", "file_id", "result", "updated_at",
      ])
    #expect(
      Set(results.items[0]["result"]?.object?.names ?? []) == ["confidence", "reasoning", "type"])
    #expect(results["/items/0/classify_job_id"] == .string(job.id))
  }

  /// v1's reference has bare UUIDs; callers of the current file calls have `dfl-<uuid>`.
  @Test func namesFilesInResultsAsInRequest() async throws {
    let prefixed = add(Samples.invoice)
    let bare = String(add(Samples.receipt).dropFirst("dfl-".count))
    let upper = String(add(Samples.receipt).dropFirst("dfl-".count)).uppercased()
    let job = try await client.post(Path.v1, Samples.v1Body([prefixed, bare, upper]))
    let results = try await client.get("\(Path.v1)/\(job.id)/results")
    #expect(results.items.map { $0["file_id"]?.string } == [prefixed, bare, upper])
    #expect(
      results.items.map { $0["result"]?["type"]?.string } == ["invoice", "receipt", "receipt"])
  }

  @Test(arguments: [
    (nil, #"{"lang":"en","max_pages":5,"target_pages":null}"#),
    (#"{}"#, #"{"lang":"en","max_pages":5,"target_pages":null}"#),
    (#"{"lang":"de"}"#, #"{"lang":"de","max_pages":5,"target_pages":null}"#),
    (#"{"max_pages":null}"#, #"{"lang":"en","max_pages":null,"target_pages":null}"#),
    (#"{"max_pages":0}"#, #"{"lang":"en","max_pages":0,"target_pages":null}"#),
    (#"{"target_pages":null}"#, #"{"lang":"en","max_pages":5,"target_pages":null}"#),
    (#"{"target_pages":[4,0,4]}"#, #"{"lang":"en","max_pages":null,"target_pages":[4,0,4]}"#),
    (
      #"{"max_pages":2,"target_pages":[0]}"#,
      #"{"lang":"en","max_pages":2,"target_pages":[0]}"#
    ),
  ])
  func echoesParsingConfigurationWithDefaults(sent: String?, echoed: String) async throws {
    let body = Samples.v1Body([add(Samples.invoice)], try sent.map { try JSONValue(json: $0) })
    let reply = try await client.post(Path.v1, body)
    #expect(reply["/parsing_configuration"] == (try JSONValue(json: echoed)))
  }

  @Test(arguments: [
    (nil, "read pages 1 to 5 of 7"), ("{}", "read pages 1 to 5 of 7"),
    (#"{"max_pages":null}"#, "read pages 1 to 7 of 7"),
    (#"{"max_pages":2}"#, "read pages 1 and 2 of 7"),
    (#"{"target_pages":[6,0,2]}"#, "read pages 1, 3 and 7 of 7"),
    (#"{"target_pages":[0,1,2,3,4,5]}"#, "read pages 1 to 6 of 7"),
    (#"{"target_pages":[3,99]}"#, "read page 4 of 7"),
    (#"{"max_pages":1,"target_pages":[4,2]}"#, "read page 3 of 7"),
  ])
  func readsZeroBasedPagesAndFiveByDefault(
    sent: String?, phrase: String
  ) async throws {
    let text = Array(repeating: Samples.invoice, count: 7).joined(separator: "\u{C}")
    let body = Samples.v1Body([add(text)], try sent.map { try JSONValue(json: $0) })
    let job = try await client.post(Path.v1, body)
    let results = try await client.get("\(Path.v1)/\(job.id)/results")
    let reasoning = try #require(results["/items/0/result/reasoning"]?.string)
    #expect(reasoning.hasSuffix("; \(phrase)."), "\(reasoning)")
  }

  @Test(arguments: [(0, "invoice"), (1, "receipt"), (2, nil)])
  func classifiesSelectedPage(page: Int, type: String?) async throws {
    let body = Samples.v1Body(
      [add(Samples.mixed)], ["target_pages": [.number(JSONNumber(page))]])
    let job = try await client.post(Path.v1, body)
    let results = try await client.get("\(Path.v1)/\(job.id)/results")
    #expect(results["/items/0/result/type"] == type.map(JSONValue.string) ?? .null)
  }

  @Test func returnsResultsOnOnePageInFileOrder() async throws {
    let ids = (0..<500).map { add($0.isMultiple(of: 2) ? Samples.invoice : Samples.receipt) }
    let job = try await client.post(Path.v1, Samples.v1Body(ids))
    let results = try await client.get("\(Path.v1)/\(job.id)/results")
    #expect(results.items.map { $0["file_id"]?.string } == ids)
    #expect(Set(results.items.compactMap { $0["id"]?.string }).count == 500)
    #expect(results["/next_page_token"] == .null)
    #expect(results["/total_size"] == 500)
    #expect(try await client.get("\(Path.v1)/\(job.id)/results").json == results.json)
  }

  struct Mix: Sendable {
    let names: [String]
    let status: String
    let hasMessage: Bool
  }

  @Test(arguments: [
    Mix(names: ["a.txt", "b.txt"], status: "SUCCESS", hasMessage: false),
    Mix(names: ["a.txt", "b.broken"], status: "PARTIAL_SUCCESS", hasMessage: true),
    Mix(names: ["a.broken", "b.broken"], status: "ERROR", hasMessage: true),
  ])
  func derivesStatusFromFailedFiles(mix: Mix) async throws {
    let ids = mix.names.map { add(Samples.invoice, name: $0) }
    let created = try await client.post(Path.v1, Samples.v1Body(ids))
    #expect(created["/status"] == "PENDING")
    let job = try await client.get("\(Path.v1)/\(created.id)")
    #expect(job["/status"] == .string(mix.status))
    #expect((job["/error_message"]?.string != nil) == mix.hasMessage)
    let results = try await client.get("\(Path.v1)/\(created.id)/results")
    #expect(
      results.items.map { $0["result"]?.isNull } == mix.names.map { $0.hasSuffix(".broken") })
  }

  @Test func staysPendingUntilFinished() async throws {
    let time = ManualTime(ManualTime.sample)
    let client = Client(
      Sandbox(
        configuration: time.configuration {
          $0.jobDurations = Sandbox.JobDurations(pending: .seconds(10), running: .seconds(20))
        }))
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let job = try await client.post(Path.v1, Samples.v1Body([id]))
    #expect(job["/created_at"] == "2019-12-27T18:11:19.117000Z")
    var statuses: [String?] = []
    for _ in 0..<4 {
      statuses.append(try await client.get("\(Path.v1)/\(job.id)")["/status"]?.string)
      time.advance(bySeconds: 10)
    }
    #expect(statuses == ["PENDING", "PENDING", "PENDING", "SUCCESS"])
    let finished = try await client.get("\(Path.v1)/\(job.id)")
    #expect(finished["/created_at"] == "2019-12-27T18:11:19.117000Z")
    #expect(finished["/updated_at"] == "2019-12-27T18:11:49.117000Z")
    #expect(finished["/effective_at"] == "2019-12-27T18:11:49.117000Z")
  }

  @Test func returnsNullResultsUntilFinished() async throws {
    let time = ManualTime(ManualTime.sample)
    let client = Client(
      Sandbox(configuration: time.configuration { $0.jobDurations.pending = .seconds(1) }))
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let job = try await client.post(Path.v1, Samples.v1Body([id]))
    #expect(try await client.get("\(Path.v1)/\(job.id)/results")["/items/0/result"] == .null)
    time.advance(bySeconds: 1)
    let results = try await client.get("\(Path.v1)/\(job.id)/results")
    #expect(results["/items/0/result/type"] == "invoice")
  }

  @Test func changesOnlyReasoningInMultimodalMode() async throws {
    let id = add(Samples.invoice)
    var results: [JSONValue] = []
    for mode in ["FAST", "MULTIMODAL"] {
      let body = Samples.v1Body([id]).setting("mode", .string(mode))
      let job = try await client.post(Path.v1, body)
      #expect(job["/mode"] == .string(mode))
      let reply = try await client.get("\(Path.v1)/\(job.id)/results")
      results.append(reply["/items/0/result"] ?? .null)
    }
    #expect(results[0]["reasoning"] != results[1]["reasoning"])
    #expect(
      results[0].setting("reasoning", nil) == results[1].setting("reasoning", nil))
  }

  @Test func acceptsBothFormsOfFileIDs() async throws {
    let id = add(Samples.invoice)
    let bare = String(id.dropFirst(4))
    for form in [id, bare, bare.uppercased()] {
      #expect(try await client.post(Path.v1, Samples.v1Body([form])).status == 200)
    }
  }

  @Test func rejectsUnknownFiles() async throws {
    let reply = try await client.post(Path.v1, Samples.v1Body([add(""), unknownID]))
    #expect(reply.status == 400)
    #expect(
      reply["/detail"]
        == .string("File ID \(unknownID) is not in Project ID \(client.sandbox.projectID)"))
    #expect(client.sandbox.createdV1JobCount == 0)
  }

  @Test(arguments: ["", "/results"])
  func respondsNotFoundForUnknownJob(suffix: String) async throws {
    let reply = try await client.get("\(Path.v1)/\(unknownID)\(suffix)")
    #expect(reply.status == 404)
    #expect(reply.json == ["detail": "Classify job not found"])
  }

  @Test(arguments: ["", "/results"])
  func rejectsJobIDThatIsNotAUUID(suffix: String) async throws {
    let reply = try await client.get("\(Path.v1)/clj-1\(suffix)")
    #expect(reply.status == 422)
    #expect(reply.validationError["type"] == "uuid_parsing")
    #expect(reply.validationError["loc"] == ["path", "classify_job_id"])
  }

  @Test func offersNeitherCancelNorDelete() async throws {
    let job = try await client.post(Path.v1, Samples.v1Body([add(Samples.invoice)]))
    #expect(try await client.post("\(Path.v1)/\(job.id)/cancel").status == 404)
    #expect(try await client.delete("\(Path.v1)/\(job.id)").status == 405)
  }

  @Test func separatesJobsByProject() async throws {
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice, projectID: unknownID)
    #expect(try await client.post(Path.v1, Samples.v1Body([id])).status == 400)
    let inProject = "?project_id=\(unknownID)"
    let job = try await client.post(Path.v1 + inProject, Samples.v1Body([id]))
    #expect(job["/project_id"] == .string(unknownID))
    #expect(try await client.get(Path.v1).items.isEmpty)
    #expect(try await client.get(Path.v1 + inProject).items.count == 1)
    #expect(try await client.get("\(Path.v1)/\(job.id)").status == 200)
    #expect(try await client.get("\(Path.v1)/\(job.id)\(inProject)").status == 200)
    let other = "?project_id=\(client.sandbox.projectID)"
    #expect(try await client.get("\(Path.v1)/\(job.id)\(other)").status == 404)
  }

  @Test func omitsTimeZoneWhenConfigured() async throws {
    let configuration = ManualTime(ManualTime.sample).configuration {
      $0.zonelessTimestamps = true
    }
    let client = Client(Sandbox(configuration: configuration))
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let job = try await client.post(Path.v1, Samples.v1Body([id]))
    #expect(job["/created_at"] == "2019-12-27T18:11:19.117000")
  }
}
