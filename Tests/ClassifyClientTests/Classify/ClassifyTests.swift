// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV2
import TestSupport
import Testing

/// The v2 calls.
@Suite struct ClassifyTests {
  private func params(_ file: String, key: String? = nil) -> V2.ClassifyCreateParams {
    V2.ClassifyCreateParams(fileInput: file, rules: Samples.rules, transactionID: key)
  }

  // MARK: - Creating

  @Test func retriesWithGeneratedIdempotencyKey() async throws {
    let world = World()
    world.sandbox.inject(.connectionLost(.afterProcessing), into: [.createV2Job])
    let job = try await world.client().classify.create(params(world.addFile()))
    #expect(world.sandbox.requestCount(of: .createV2Job) == 2)
    #expect(world.sandbox.createdV2JobCount == 1)
    let key = try #require(job.transactionID.value)
    #expect(key.hasPrefix("cb1-"))
    #expect(GroupMemberKey(key) == nil)
  }

  @Test func generatesOneKeyPerRequest() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    let keys = [
      try await client.classify.create(params(file)).transactionID,
      try await client.classify.create(params(file)).transactionID,
    ]
    #expect(keys[0] != keys[1])
  }

  @Test func returnsFirstJobForRepeatedCallerKey() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    let first = try await client.classify.create(params(file, key: "order-7"))
    let second = try await client.classify.create(params(file, key: "order-7"))
    #expect(first.transactionID == .value("order-7"))
    #expect(second.id == first.id)
  }

  @Test func rejectsKeyOfDifferentJob() async throws {
    let world = World()
    let client = try world.client()
    _ = try await client.classify.create(params(world.addFile(), key: "order-7"))
    let error = try await classifyError {
      try await client.classify.create(params(world.addFile(), key: "order-7"))
    }
    #expect(error?.code == .idempotencyMismatch)
  }

  @Test func rejectsKeyOfDifferentJobWhenDocumentIsGivenAsFileID() async throws {
    let world = World()
    let client = try world.client()
    _ = try await client.classify.create(params(world.addFile(), key: "order-7"))
    var other = params("", key: "order-7")
    other.fileInput = .absent
    other.fileID = .value(world.addFile())
    let error = try await classifyError { try await client.classify.create(other) }
    #expect(error?.code == .idempotencyMismatch)
  }

  @Test func rejectsKeyOfInlineJobForSavedConfiguration() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    _ = try await client.classify.create(params(file, key: "order-7"))
    let rules = Samples.rules.map { $0.jsonText() }.joined(separator: ",")
    let saved = world.sandbox.addConfiguration(try JSONObject(json: "{\"rules\":[\(rules)]}"))
    let error = try await classifyError {
      try await client.classify.create(
        V2.ClassifyCreateParams(
          configurationID: .value(saved), fileInput: .value(file),
          transactionID: .value("order-7")))
    }
    #expect(error?.code == .idempotencyMismatch)
    #expect(error?.message.contains("rules of its own") == true)
  }

  /// A service that trims what it is sent.
  private struct TrimmingTransport: HTTPTransport {
    let sandbox: Sandbox

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      var response = try await sandbox.send(request)
      let text = String(decoding: response.body, as: UTF8.self)
      response.body = Array(text.replacing(" \"", with: "\"").utf8)
      return response
    }
  }

  @Test func notesTrimmedDescriptionUnlessKeyIsCallers() async throws {
    let world = World()
    let notes = Collector<TranslationNotes>()
    let client = LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("llx-1")),
      transport: TrimmingTransport(sandbox: world.sandbox), onTranslation: { notes.add($0) })
    var params = V2.ClassifyCreateParams(
      fileInput: world.addFile(),
      rules: [V2.Rule(type: "invoice", description: "has an invoice number ")])
    let job = try await client.classify.create(params)
    #expect(job.configuration.rules.map(\.description) == ["has an invoice number"])
    #expect(notes.values.map(\.operation) == ["classify.create"])
    #expect(notes.values.flatMap(\.notes).map(\.code) == [.echoDiffers])
    params.transactionID = .value("order-7")
    let error = try await classifyError { try await client.classify.create(params) }
    #expect(error?.code == .idempotencyMismatch)
  }

  @Test func treatsEmptyKeyAsMissing() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    let first = try await client.classify.create(params(file, key: ""))
    let second = try await client.classify.create(params(file, key: ""))
    #expect(first.id != second.id)
    #expect(first.transactionID.value?.isEmpty == false)
  }

  @Test func succeedsWhenResponseToCancelOrDeleteIsLost() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    let id = try await client.classify.create(params(file)).id
    for operation in [Sandbox.Operation.cancelV2Job, .deleteV2Job, .deleteFile] {
      world.sandbox.inject(.connectionLost(.afterProcessing), into: [operation])
    }
    #expect(try await client.classify.cancel(id).status == .known(.cancelled))
    #expect(try await client.classify.delete(id).id == id)
    try await client.files.delete(file)
    #expect(world.sandbox.pendingFaults.isEmpty)
  }

  @Test func failsToDeleteUnknownJobOrCancelFinishedJob() async throws {
    let world = World()
    let client = try world.client()
    let gone = try await classifyError { try await client.classify.delete("clj-1") }
    #expect(gone?.code == .notFound)
    let id = try await client.classify.create(params(world.addFile())).id
    world.clock.advance(by: .seconds(60))
    // The retry is rejected because the job has finished, not because it was cancelled.
    world.sandbox.inject(.unavailable, into: [.cancelV2Job])
    let finished = try await classifyError { try await client.classify.cancel(id) }
    #expect(finished?.attempts == 2)
  }

  @Test func convertsPlainValuesToRequestBody() throws {
    let params = V2.ClassifyCreateParams(
      fileInput: "dfl-1", rules: [Samples.invoiceRule], language: Language("de"), maxPages: 3,
      targetPages: try PageSet(rangeString: "7,1-2"), transactionID: "k")
    #expect(
      params.jsonText()
        == #"{"configuration":{"rules":[{"description":"contains invoice number, line items, "#
        + #"and total amount","type":"invoice"}],"parsing_configuration":{"lang":"de","#
        + #""max_pages":3,"target_pages":"1-2,7"}},"file_input":"dfl-1","transaction_id":"k"}"#)
    let plain = V2.ClassifyCreateParams(fileInput: "dfl-1", rules: [])
    #expect(plain.jsonText() == #"{"configuration":{"rules":[]},"file_input":"dfl-1"}"#)
  }

  // MARK: - Reading

  @Test func returnsResultAndUsage() async throws {
    let world = World { $0.jobDurations = Sandbox.JobDurations() }
    let client = try world.client()
    let job = try await client.classify.create(params(world.addFile()))
    let read = try await client.classify.get(job.id, expand: [.usage])
    #expect(read.status == .known(.completed))
    #expect(read.result.value?.type == .value("invoice"))
    #expect(read.usage.value?.credits.value?.double == 2)
    #expect(try await client.classify.get(job.id).usage == .null)
  }

  @Test func throwsNotFoundForUnknownJob() async throws {
    let error = try await classifyError { try await World().client().classify.get("clj-1") }
    #expect(error?.code == .notFound)
    #expect(error?.operation == "classify.get")
    #expect(error?.serverMessage == "Classify job not found")
  }

  @Test func listsJobsNewestFirstByPageAndFromToken() async throws {
    let world = World()
    let client = try world.client()
    var ids: [String] = []
    for _ in 0..<5 {
      ids.insert(try await client.classify.create(params(world.addFile())).id, at: 0)
    }
    let list = client.classify.list(V2.ClassifyListParams(pageSize: 2))
    var listed: [String] = []
    for try await job in list { listed.append(job.id) }
    #expect(listed == ids)
    var pages: [Paged<V2.Job>.Page] = []
    for try await page in list.pages { pages.append(page) }
    #expect(pages.map { $0.items.map(\.id) } == [[ids[0], ids[1]], [ids[2], ids[3]], [ids[4]]])
    #expect(pages.first?.totalSize == 5)
    var rest: [String] = []
    let query = V2.ClassifyListParams(pageSize: 2, pageToken: pages.first?.nextToken)
    for try await job in client.classify.list(query) { rest.append(job.id) }
    #expect(rest == Array(ids[2...]))
  }

  @Test func sendsFiltersAsQueryItems() async throws {
    let query = V2.ClassifyListParams(
      configurationID: "cfg-1", createdAtOnOrAfter: "2026-01-02T03:04:05+00:00",
      createdAtOnOrBefore: "2026-02-01T00:00:00Z", jobIDs: ["a", "b"], pageSize: 10,
      pageToken: "t", status: .failed)
    try await StubTransport.run([.json(200, #"{"items":[]}"#)]) { transport in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: nil), transport: transport)
      for try await _ in client.classify.list(query) {}
      #expect(
        transport.requests.first?.path
          == "/api/v2/classify?page_size=10&status=FAILED&job_ids=a&job_ids=b&"
          + "configuration_id=cfg-1&created_at_on_or_after=2026-01-02T03%3A04%3A05%2B00%3A00&"
          + "created_at_on_or_before=2026-02-01T00%3A00%3A00Z&page_token=t")
    }
  }

  // MARK: - Cancelling and deleting

  @Test func cancelsUnfinishedJobAndDeletesFinishedOne() async throws {
    let world = World()
    let client = try world.client()
    let job = try await client.classify.create(params(world.addFile()))
    #expect(try await client.classify.cancel(job.id).status == .known(.cancelled))
    #expect(try await client.classify.delete(job.id).id == job.id)
    let error = try await classifyError { try await client.classify.get(job.id) }
    #expect(error?.code == .notFound)
  }

  // MARK: - Scopes and options

  @Test func prefersScopeOfCallOverClient() async throws {
    let stubs = [StubTransport.Stub](repeating: .json(200, #"{"items":[]}"#), count: 2)
    try await StubTransport.run(stubs) { transport in
      var configuration = ServiceConfiguration(key: nil)
      configuration.projectID = "mine"
      configuration.organizationID = "ours"
      let client = LlamaCloud(configuration: configuration, transport: transport)
      for try await _ in client.classify.list() {}
      for try await _ in client.classify.list(in: ProjectScope(projectID: "theirs")) {}
      #expect(
        transport.requests.map(\.path) == [
          "/api/v2/classify?project_id=mine&organization_id=ours",
          "/api/v2/classify?project_id=theirs&organization_id=ours",
        ])
    }
  }

  @Test func appliesOptionsToOneCallOnly() async throws {
    try await StubTransport.run([.json(503, "{}"), .json(200, #"{"items":[]}"#)]) { transport in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: nil), transport: transport, clock: ManualClock())
      let options = ServiceOptions(
        maximumRetries: 0, headerFields: try HTTPFields(["X-A": "1"]), queryItems: ["x": "y"])
      let error = try await classifyError {
        for try await _ in client.classify.list(options: options) {}
      }
      #expect(error?.code == .server)
      #expect(error?.attempts == 1)
      for try await _ in client.classify.list() {}
      #expect(transport.requests.map(\.path) == ["/api/v2/classify?x=y", "/api/v2/classify"])
      #expect(transport.requests.map { $0.headerFields["X-A"] } == ["1", nil])
    }
  }
}
