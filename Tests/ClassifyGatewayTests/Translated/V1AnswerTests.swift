// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import ClassifyV2
import TestSupport
import Testing

@testable import ClassifyGateway

/// The answers of the four endpoints, member by member.
@Suite struct V1AnswerTests {
  /// The members of `ClassifyJob` in v1's reference, with the JSON types that the schema allows.
  private static let jobMembers: [String: [JSONKind]] = [
    "id": [.string], "project_id": [.string], "user_id": [.string], "rules": [.array],
    "status": [.string], "created_at": [.string, .null], "updated_at": [.string, .null],
    "effective_at": [.string, .null], "error_message": [.string, .null],
    "job_record_id": [.string, .null], "mode": [.string], "parsing_configuration": [.object],
  ]
  private static let itemMembers: [String: [JSONKind]] = [
    "id": [.string], "classify_job_id": [.string], "file_id": [.string, .null],
    "created_at": [.string, .null], "updated_at": [.string, .null], "result": [.object, .null],
  ]

  private func check(_ object: JSONValue, _ members: [String: [JSONKind]]) throws {
    let object = try #require(object.object)
    #expect(Set(object.names) == Set(members.keys))
    for (name, value) in object {
      #expect(members[name]?.contains(value.kind) == true, "\(name): \(value)")
    }
  }

  private func isUUID(_ value: JSONValue?) -> Bool {
    value?.string.flatMap { UniversalID($0) } != nil
  }

  @Test(arguments: [1, 3])
  func returnsJobOfContract(fileCount: Int) async throws {
    let world = V1World()
    let gateway = world.gateway()
    let created = try await gateway.create(V1World.body(world.addFiles(fileCount)))
    #expect(created.status == 200)
    try check(created.json, Self.jobMembers)
    #expect(isUUID(created.json["id"]))
    #expect(created.json["status"] == "PENDING")
    #expect(created.json["rules"] == [V1World.invoiceRule, V1World.receiptRule].reordered)
    #expect(created.json["mode"] == "FAST")
    // v1's default, which v2 does not have.
    #expect(
      created.json["parsing_configuration"]?.isEquivalent(
        to: ["lang": "en", "max_pages": 5, "target_pages": nil]) == true)
    let read = try await gateway.get(created.id)
    #expect(read.status == 200)
    try check(read.json, Self.jobMembers)
    #expect(read.json["status"] == "SUCCESS")
    #expect(read.id == created.id)
    let list = try await gateway.list()
    #expect(list.json.object?.names == ["items", "next_page_token", "total_size"])
    #expect(list.json["items"] == [read.json])
    #expect(list.json["next_page_token"] == .some(.null))
    #expect(list.json["total_size"] == 1)
  }

  @Test(arguments: [1, 3, 200])
  func returnsResultForEveryFileInOrder(fileCount: Int) async throws {
    let world = V1World()
    let gateway = world.gateway()
    let files = (0..<fileCount).map { position in
      position % 2 == 0
        ? world.addFile() : world.addFile(name: "b.txt", text: V1World.receipt)
    }
    let job = try await gateway.create(V1World.body(files))
    let results = try await gateway.results(job.id)
    #expect(results.status == 200)
    #expect(results.json.object?.names == ["items", "next_page_token", "total_size"])
    let items = try #require(results.json["items"]?.array)
    for item in items {
      try check(item, Self.itemMembers)
      #expect(isUUID(item["id"]))
      #expect(item["classify_job_id"]?.string == job.id)
      #expect(Set(item["result"]?.object?.names ?? []) == ["type", "confidence", "reasoning"])
    }
    #expect(items.map { $0["file_id"]?.string } == files.map(V1World.v1ID))
    #expect(
      items.map { $0["result"]?["type"]?.string }
        == files.indices.map { $0 % 2 == 0 ? "invoice" : "receipt" })
    #expect(Set(items.map { $0["id"] }).count == fileCount)
    #expect(results.json["next_page_token"] == .some(.null))
    #expect(results.json["total_size"] == .number(JSONNumber(fileCount)))
    #expect(world.sandbox.createdV1JobCount == 0)
  }

  @Test(arguments: [
    ([true, false, true], "PARTIAL_SUCCESS"), ([false, false], "ERROR"), ([false], "ERROR"),
    ([true, true], "SUCCESS"),
  ])
  func returnsStatusOfAllFiles(succeed: [Bool], status: String) async throws {
    let world = V1World()
    let gateway = world.gateway()
    let files = succeed.map { world.addFile(name: $0 ? "a.txt" : "a.broken") }
    let job = try await gateway.create(V1World.body(files))
    let read = try await gateway.get(job.id)
    #expect(read.json["status"]?.string == status)
    #expect(read.json["error_message"]?.isNull == succeed.allSatisfy { $0 })
    let items = try await gateway.results(job.id).json["items"]?.array
    #expect(items?.map { $0["file_id"]?.string } == files.map(V1World.v1ID))
    #expect(items?.map { $0["result"]?.isNull } == succeed.map { !$0 })
  }

  @Test(arguments: [1, 2])
  func returnsCancelledJob(fileCount: Int) async throws {
    let world = V1World { $0.jobDurations = .init(pending: .seconds(9), running: .seconds(9)) }
    let gateway = world.gateway()
    let job = try await gateway.create(V1World.body(world.addFiles(fileCount)))
    for member in try await members(world) {
      _ = try await world.sandbox.send(
        try V1World.request(.post, "/api/v2/classify/\(member)/cancel"))
    }
    #expect(try await gateway.get(job.id).json["status"] == "CANCELLED")
    let items = try await gateway.results(job.id).json["items"]?.array
    #expect(items?.map { $0["result"]?.isNull } == Array(repeating: true, count: fileCount))
  }

  private func members(_ world: V1World) async throws -> [String] {
    let response = try await world.sandbox.send(try V1World.request(.get, "/api/v2/classify"))
    return try JSONValue(json: response.body)["items"]?.array?.compactMap { $0["id"]?.string } ?? []
  }

  @Test func returnsUnfinishedJobAsPending() async throws {
    let world = V1World { $0.jobDurations = .init(pending: .zero, running: .seconds(9)) }
    let gateway = world.gateway()
    let job = try await gateway.create(V1World.body(world.addFiles(2)))
    world.clock.advance(by: .seconds(1))
    let read = try await gateway.get(job.id)
    #expect(read.json["status"] == "PENDING")
    #expect(read.codes.contains("status.running"))
  }

  @Test func convertsPageSelections() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let file = world.addFile(text: [V1World.invoice, V1World.receipt].joined(separator: "\u{C}"))
    let body = V1World.body([file], ["parsing_configuration": ["target_pages": [1]]])
    let job = try await gateway.create(body)
    #expect(job.json["parsing_configuration"]?["target_pages"] == [1])
    #expect(job.json["parsing_configuration"]?["max_pages"] == .some(.null))
    let items = try await gateway.results(job.id).json["items"]?.array
    #expect(items?.first?["result"]?["type"] == "receipt")
  }

  /// v1's clients read a file's ID as a UUID, whatever was sent and whatever v2 returns.
  @Test(arguments: [true, false], V2Translator.FileIdentifierForm.allCases)
  func returnsFileIDsAsUUIDs(
    isPrefixed: Bool, form: V2Translator.FileIdentifierForm
  ) async throws {
    let world = V1World()
    let transport = FunctionTransport { request throws(TransportError) in
      try await world.sandbox.send(request)
    }
    let gateway = world.gateway(through: transport) { $0.translator.fileIdentifiers = form }
    let bare = world.addFiles(2).map(V1World.v1ID)
    let job = try await gateway.create(
      V1World.body(isPrefixed ? bare.map { "dfl-\($0)" } : bare))
    let items = try await gateway.results(job.id).json["items"]?.array
    #expect(items?.map { $0["file_id"]?.string } == bare)
    // v2's reference has the prefix.
    guard form == .prefixed else { return }
    let sent = transport.requests.filter { $0.method == .post }
      .compactMap { (try? JSONValue(json: $0.body ?? []))?["file_input"]?.string }
    #expect(Set(sent) == Set(bare.map { "dfl-\($0)" }))
  }

  /// v1 always returns a language.
  @Test func returnsLanguageWithoutPageLimit() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let body = V1World.body(world.addFiles(1), ["parsing_configuration": ["max_pages": nil]])
    let job = try await gateway.create(body)
    #expect(
      try await gateway.get(job.id).json["parsing_configuration"]?.isEquivalent(
        to: ["lang": "en", "max_pages": nil, "target_pages": nil]) == true)
  }

  @Test func acceptsWebhooks() async throws {
    let world = V1World()
    let webhook: JSONValue = [
      "webhook_url": "https://example.com/hook", "webhook_events": ["parse.success"],
      "webhook_headers": ["X-Team": "a"],
    ]
    let answer = try await world.gateway().create(
      V1World.body(world.addFiles(2), ["webhook_configurations": [webhook]]))
    #expect(answer.status == 200)
    #expect(answer.codes.contains("webhook.fanOut"))
    #expect(answer.codes.contains("webhook.eventRenamed"))
  }

  @Test func readsJobsOfV1() async throws {
    let world = V1World()
    let body = V1World.body(world.addFiles(2)).jsonBytes()
    let response = try await world.sandbox.send(
      try V1World.request(.post, V1World.jobsPath, body))
    let id = try #require(try JSONValue(json: response.body)["id"]?.string)
    let gateway = world.gateway()
    #expect(try await gateway.get(id).json["status"] == "SUCCESS")
    #expect(try await gateway.results(id).json["items"]?.array?.count == 2)
    let other = world.gateway { $0.readsV1Jobs = false }
    #expect(try await other.get(id).status == 404)
  }

  // MARK: - Jobs that were not created completely

  /// The missing files are waited for, since their creation may go on; after that they have failed.
  @Test func showsMissingFilesAsPendingThenFailed() async throws {
    let world = V1World()
    let files = world.addFiles(3)
    let transport = KillableTransport(world.sandbox, afterCreations: 2, .beforeSending)
    _ = try await world.gateway(through: transport).create(V1World.body(files))
    let gateway = world.gateway(seed: 2)
    let id = try #require(try await gateway.list().json["items"]?[0]?["id"]?.string)
    #expect(try await gateway.get(id).json["status"] == "PENDING")
    // The next poll reads the jobs that are known, and searches for no other.
    let listCount = world.sandbox.requestCount(of: .listV2Jobs)
    #expect(try await gateway.get(id).json["status"] == "PENDING")
    #expect(world.sandbox.requestCount(of: .listV2Jobs) == listCount + 1)
    world.clock.advance(by: V1Endpoints.missingMemberGrace + .seconds(1))
    #expect(try await gateway.get(id).json["status"] == "PARTIAL_SUCCESS")
    #expect(try await gateway.list().json["items"]?[0]?["status"] == "PARTIAL_SUCCESS")
    let items = try #require(try await gateway.results(id).json["items"]?.array)
    #expect(items.count == 3)
    #expect(items.count { $0["file_id"]?.isNull == true && $0["result"]?.isNull == true } == 1)
    for item in items { try check(item, Self.itemMembers) }
  }

  /// Another instance can create the missing jobs after this one has searched for them.
  @Test func readsResultsThatAnotherInstanceCompleted() async throws {
    let world = V1World()
    let body = V1World.body(world.addFiles(3))
    let transport = KillableTransport(world.sandbox, afterCreations: 2, .beforeSending)
    _ = try await world.gateway(through: transport).create(body)
    let first = world.gateway(seed: 2)
    let listed = try #require(try await first.list().json["items"]?[0])
    #expect(listed["status"] == "PENDING")
    let completed = try await world.gateway(seed: 3).create(body, retry: 1)
    #expect(completed.id == listed["id"]?.string)
    let items = try #require(try await first.results(completed.id).json["items"]?.array)
    #expect(items.count == 3)
    #expect(items.allSatisfy { $0["result"]?["type"] == "invoice" })
  }

  // MARK: - Words and members that v1 does not have

  /// v1 clients reject a response because of another status or mode.
  @Test func returnsOnlyWordsOfV1() async throws {
    let job: JSONValue = [
      "id": "clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "project_id": "p", "user_id": "u",
      "status": "THROTTLED", "document_input_type": "file_id", "file_input": "f", "score": 1,
      "configuration": [
        "rules": [V1World.invoiceRule], "mode": "AUTO",
        "parsing_configuration": ["lang": "zz", "target_pages": "x", "max_pages": "many"],
      ],
    ]
    let stub = FunctionTransport { _ in
      HTTPResponse(status: 200, headerFields: [.contentTypeJSON], body: job.jsonBytes())
    }
    let gateway = V1World().gateway(through: stub)
    let answer = try await gateway.get("clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e")
    #expect(answer.status == 200)
    #expect(answer.id == "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e")
    #expect(answer.json["status"] == "PENDING")
    #expect(answer.json["mode"] == "FAST")
    #expect(answer.json["parsing_configuration"]?["lang"] == "en")
    #expect(answer.json["parsing_configuration"]?["max_pages"] == .some(.null))
    #expect(answer.json["parsing_configuration"]?["target_pages"] == .some(.null))
    #expect(answer.json["score"] == nil)
    #expect(Set(answer.unknowns.map(\.name)).isSuperset(of: ["/score", "THROTTLED", "AUTO"]))
    #expect(answer.codes.contains("status.unrecognized"))
    #expect(answer.codes.contains("member.unknown"))
  }
}

extension [JSONValue] {
  /// The rules with the order of members that the answers have.
  fileprivate var reordered: JSONValue {
    .array(
      map { ["description": $0["description"] ?? .null, "type": $0["type"] ?? .null] })
  }
}
#endif
