// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Calls whose responses are about other jobs, have no body, are final, or have odd records.
@Suite struct OddServiceTests {
  private static func v2Job(_ id: String, _ status: String = "PENDING") -> String {
    #"{"id":"\#(id)","configuration":{"rules":[]},"document_input_type":"file_id","#
      + #""file_input":"f","project_id":"p","status":"\#(status)","user_id":"u"}"#
  }

  private static func v1Job(_ id: String, _ status: String = "PENDING") -> String {
    #"{"id":"\#(id)","project_id":"p","rules":[],"status":"\#(status)","user_id":"u"}"#
  }

  private func client(
    _ transport: StubTransport, _ classifier: ClassifierService = .v1
  ) -> LlamaCloud {
    LlamaCloud(
      configuration: ServiceConfiguration(key: nil), classifier: classifier, transport: transport,
      clock: ManualClock())
  }

  private let params = V2.ClassifyCreateParams(fileInput: "f", rules: [])

  // MARK: - Other jobs

  private typealias Call = @Sendable (LlamaCloud) async throws -> Void

  @Test func rejectsResponseAboutAnotherJob() async throws {
    let other = StubTransport.Stub.json(200, Self.v2Job("clj-OTHER"))
    let calls: [(String, [StubTransport.Stub], Call)] = [
      ("get", [other], { _ = try await $0.classify.get("clj-1") }),
      ("cancel", [other], { _ = try await $0.classify.cancel("clj-1") }),
      ("delete", [other], { _ = try await $0.classify.delete("clj-1") }),
      ("wait", [other], { _ = try await $0.classify.waitForCompletion("clj-1") }),
      (
        "run", [.json(200, Self.v2Job("clj-1")), other],
        { [params] in _ = try await $0.classify.run(params) }
      ),
    ]
    for (name, stubs, call) in calls {
      try await StubTransport.run(stubs) { transport in
        let error = try await classifyError { try await call(client(transport)) }
        #expect(error?.code == .malformedResponse, "\(name)")
        #expect(error?.message.contains("clj-OTHER") == true, "\(name)")
        #expect(error?.message.contains("clj-1") == true, "\(name)")
        #expect(error?.jobID == .v2("clj-1"), "\(name)")
      }
    }
  }

  @available(*, deprecated)
  @Test func rejectsV1ResponseAboutAnotherJob() async throws {
    let other = StubTransport.Stub.json(200, Self.v1Job("clj-OTHER"))
    let results = StubTransport.Stub.json(
      200, #"{"items":[{"id":"i","classify_job_id":"clj-OTHER"}]}"#)
    try await StubTransport.run([other, other, results]) { transport in
      let jobs = client(transport).classifier.jobs
      let errors = [
        try await classifyError { try await jobs.get("clj-1") },
        try await classifyError { try await jobs.waitForCompletion("clj-1") },
        try await classifyError { try await jobs.getResults("clj-1") },
      ]
      #expect(errors.map(\.?.code) == Array(repeating: .malformedResponse, count: 3))
      #expect(errors.map(\.?.jobID) == Array(repeating: .v1("clj-1"), count: 3))
    }
  }

  // MARK: - Deleting and cancelling

  @Test(arguments: [
    StubTransport.Stub.response(HTTPResponse(status: 204)),
    .response(HTTPResponse(status: 200)), .json(200, #"{"id":"clj-1"}"#),
    .json(200, #"{"id":"clj-1","project_id":null}"#),
  ])
  func deletesJobWithOrWithoutBody(stub: StubTransport.Stub) async throws {
    try await StubTransport.run([stub]) { transport in
      let deleted = try await client(transport).classify.delete("clj-1")
      #expect(deleted.id == "clj-1")
    }
  }

  @Test(arguments: [HTTPStatus(code: 204), HTTPStatus(code: 200)])
  func readsJobAfterCancellationWithoutBody(status: HTTPStatus) async throws {
    let stubs = [
      StubTransport.Stub.response(HTTPResponse(status: status)),
      .json(200, Self.v2Job("clj-1", "CANCELLED")),
    ]
    try await StubTransport.run(stubs) { transport in
      let job = try await client(transport).classify.cancel("clj-1")
      #expect(job.status == .known(.cancelled))
      #expect(transport.requests.map(\.method) == [.post, .get])
    }
  }

  @Test func saysThatCancellationWasAcceptedIfJobCannotBeRead() async throws {
    let stubs = [StubTransport.Stub.response(HTTPResponse(status: 204)), .json(404, "")]
    try await StubTransport.run(stubs) { transport in
      let error = try await classifyError {
        try await client(transport).classify.cancel("clj-1")
      }
      #expect(error?.code == .notFound)
      #expect(error?.jobID == .v2("clj-1"))
      #expect(error?.message.hasPrefix("The service accepted the cancellation") == true)
    }
  }

  /// A 404 after a lost response is a success; a 429 never deletes anything.
  @Test(arguments: [(503, nil), (429, .notFound)] as [(Int, ClassifyError.Code?)])
  func tellsDeletedJobFromUnknownOne(status: Int, code: ClassifyError.Code?) async throws {
    let stubs = [StubTransport.Stub.json(HTTPStatus(code: status), ""), .json(404, "")]
    try await StubTransport.run(stubs) { transport in
      let error = try await classifyError {
        try await client(transport).classify.delete("clj-1")
      }
      #expect(error?.code == code)
    }
  }

  @Test func doesNotRetryConflictOfCancellationOrDeletion() async throws {
    let conflict = StubTransport.Stub.json(409, #"{"detail":"the job is finished"}"#)
    try await StubTransport.run([conflict, conflict]) { transport in
      let cancel = try await classifyError {
        try await client(transport).classify.cancel("clj-1")
      }
      let delete = try await classifyError {
        try await client(transport).classify.delete("clj-1")
      }
      for error in [cancel, delete] {
        #expect(error?.code == .conflict)
        #expect(error?.attempts == 1)
        #expect(error?.jobID == .v2("clj-1"))
      }
    }
  }

  /// A 429 creates no job.
  @Test(
    arguments: [
      (StubTransport.Stub.hang, true), (.json(503, "", ["Retry-After": "50"]), true),
      (.json(429, "", ["Retry-After": "50"]), false),
    ] as [(StubTransport.Stub, Bool)])
  func notesKeyOfCancelledCreationIfJobMayExist(
    stub: StubTransport.Stub, isNoted: Bool
  ) async {
    await StubTransport.run([stub]) { transport in
      let client = ServiceClient(
        configuration: ServiceConfiguration(key: nil), transport: transport)
      var params = self.params
      params.transactionID = .value("cb1-key")
      let task = Task { [params] in
        var notes: [Note] = []
        do {
          _ = try await client.createV2Job(params, key: .generated) { notes += $0 }
          Issue.record("the task was cancelled")
        } catch {
          #expect(error is CancellationError)
        }
        return notes
      }
      while transport.requests.isEmpty { await Task.yield() }
      task.cancel()
      let notes = await task.value
      let codes: [NoteCode] = isNoted ? [.groupMayRun] : []
      #expect(notes.map(\.code) == codes)
      let advice = "“cb1-key”, which returns that job, or creates it"
      #expect(notes.allSatisfy { $0.message.contains(advice) })
    }
  }

  /// Another request with the same key can be in progress.
  @Test func retriesConflictOfCreationWithKey() async throws {
    let stubs = [StubTransport.Stub.json(409, ""), .json(200, Self.v2Job("clj-1"))]
    try await StubTransport.run(stubs) { transport in
      let job = try await client(transport).classify.create(params)
      #expect(job.id == "clj-1")
    }
  }

  @Test func namesGeneratedKeyOfLostCreation() async throws {
    let lost = StubTransport.Stub.failure(
      TransportError(kind: .connectionLost, delivery: .unknown, message: "lost"))
    try await StubTransport.run([lost]) { transport in
      let error = try await classifyError {
        try await client(transport).classify.create(
          params, options: ServiceOptions(maximumRetries: 0))
      }
      let body = try JSONValue(json: try #require(transport.requests.first?.body))
      let key = try #require(body["transaction_id"]?.string)
      #expect(error?.keyAdvice?.contains(key) == true)
    }
  }

  /// A `CancellationError` names nothing; a caller knows a key of its own.
  @Test(.timeLimit(.minutes(15)), arguments: [nil, "order-1"])
  func reportsGeneratedKeyOfCancelledCreation(key: String?) async throws {
    try await StubTransport.run([.hang]) { transport in
      let reports = Collector<TranslationNotes>()
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: nil), transport: transport,
        onTranslation: { reports.add($0) }, clock: ManualClock())
      let params = V2.ClassifyCreateParams(fileInput: "f", rules: [], transactionID: key)
      let task = Task { try await client.classify.create(params) }
      while transport.requests.isEmpty { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      let body = try JSONValue(json: try #require(transport.requests.first?.body))
      let sent = try #require(body["transaction_id"]?.string)
      let notes = reports.values.flatMap(\.notes)
      #expect(notes.map(\.code) == (key == nil ? [.groupMayRun] : []))
      #expect(notes.map(\.after) == (key == nil ? [sent] : []))
    }
  }

  @Test func redactsHeaderValueInErrorAboutOtherKey() async throws {
    let secret = "Zx9Cv7Bn5Mq3Lp1"
    let job = Self.v2Job("clj-\(secret)")
      .replacing(#""user_id":"u""#, with: #""user_id":"u","transaction_id":"t-OTHER""#)
    let options = ServiceOptions(headerFields: try HTTPFields(["X-Token": secret]))
    try await StubTransport.run([.json(200, job)]) { transport in
      let error = try await classifyError {
        try await client(transport).classify.create(params, options: options)
      }
      #expect(error?.code == .idempotencyMismatch)
      #expect(error?.description.contains(secret) == false)
      #expect(error?.message.contains("job clj-«redacted»") == true)
    }
  }

  // MARK: - Odd records

  @Test(arguments: ["7", "null", #"{"id":"clj-2"}"#, #"{"status":"PENDING"}"#])
  func listsJobsAroundOddRecord(odd: String) async throws {
    let stub = StubTransport.Stub.json(
      200, #"{"items":[\#(Self.v2Job("clj-1")),\#(odd),\#(Self.v2Job("clj-3"))]}"#)
    try await StubTransport.run([stub]) { transport in
      let reported = Collector<UnreadableRecord>()
      var ids: [String] = []
      let list = client(transport).classify.list().onUnreadable { reported.add($0) }
      for try await job in list { ids.append(job.id) }
      #expect(ids == ["clj-1", "clj-3"])
      #expect(reported.values.map(\.index) == [1])
      #expect(reported.values.first?.value == (try JSONValue(json: odd)))
    }
  }

  @Test(arguments: [#"{"items":[7"#, #"{"items":[{"id":}]}"#, "[]"])
  func throwsErrorOfMalformedPage(page: String) async throws {
    try await StubTransport.run([.json(200, page)]) { transport in
      let error = try await classifyError {
        for try await _ in client(transport).classify.list() {}
      }
      #expect(error?.code == .malformedResponse)
    }
  }

  @Test(.timeLimit(.minutes(15))) func endsListWhosePagesRepeat() async throws {
    let stubs = (0..<102).map { number in
      StubTransport.Stub.json(
        200, #"{"items":[\#(Self.v2Job("clj-1"))],"next_page_token":"t\#(number)"}"#)
    }
    try await StubTransport.run(stubs) { transport in
      let error = try await classifyError {
        for try await _ in client(transport).classify.list() {}
      }
      #expect(error?.code == .malformedResponse)
      #expect(error?.message.contains("repeats page 1 of the list") == true)
    }
  }

  // MARK: - Pages of results

  /// v1's reference has no parameter for a further page.
  @available(*, deprecated)
  @Test func returnsTokenOfFurtherResults() async throws {
    let page = StubTransport.Stub.json(
      200, #"{"items":[{"id":"i","classify_job_id":"clj-1"}],"next_page_token":"t"}"#)
    try await StubTransport.run([page]) { transport in
      let results = try await client(transport).classifier.jobs.getResults("clj-1")
      #expect(results.items.map(\.id) == ["i"])
      #expect(results.nextPageToken == .value("t"))
    }
  }

  // MARK: - Failed v1 jobs without results

  @available(*, deprecated)
  @Test(arguments: ["ERROR", "CANCELLED"])
  func returnsNullResultsOfFailedV1JobWithoutResults(status: String) async throws {
    let stubs = [
      StubTransport.Stub.json(200, Self.v1Job("clj-1")),
      .json(200, Self.v1Job("clj-1", status)), .json(404, ""),
    ]
    try await StubTransport.run(stubs) { transport in
      let params = V1.JobCreateParams(fileIDs: ["f", "g"], rules: [])
      let results = try await client(transport).classifier.classify(params)
      #expect(results.items.map(\.fileID) == [.value("f"), .value("g")])
      #expect(results.items.map(\.result) == [.null, .null])
      #expect(results.items.map(\.classifyJobID) == ["clj-1", "clj-1"])
      #expect(Set(results.items.map(\.id)).count == 2)
    }
  }

  @available(*, deprecated)
  @Test func throwsNotFoundForResultsOfSucceededV1Job() async throws {
    let stubs = [
      StubTransport.Stub.json(200, Self.v1Job("clj-1")),
      .json(200, Self.v1Job("clj-1", "SUCCESS")), .json(404, ""),
    ]
    try await StubTransport.run(stubs) { transport in
      let params = V1.JobCreateParams(fileIDs: ["f"], rules: [])
      let error = try await classifyError {
        try await client(transport).classifier.classify(params)
      }
      #expect(error?.code == .notFound)
      #expect(error?.jobID == .v1("clj-1"))
    }
  }

  // MARK: - Waiting

  @available(*, deprecated)
  @Test func namesGroupInErrorOfWait() async throws {
    let id = "0190a3c2-7b40-8003-9abc-0123456789ab"
    let error = try await StubTransport.run([.json(401, "")]) { transport in
      try await classifyError {
        try await client(transport, .v2).classifier.jobs.waitForCompletion(id)
      }
    }
    #expect(error?.jobID == JobID("group:\(id)"))
    #expect(error?.description.contains(id) == true)
  }

  @Test func outlastsSixFailuresInARow() async throws {
    var stubs = [StubTransport.Stub](repeating: .json(503, ""), count: 6)
    stubs += [.json(200, Self.v2Job("clj-1")), .json(429, "", ["Retry-After": "0"])]
    stubs.append(.json(200, Self.v2Job("clj-1", "COMPLETED")))
    try await StubTransport.run(stubs) { transport in
      let job = try await client(transport).classify.waitForCompletion("clj-1")
      #expect(job.status == .known(.completed))
    }
  }

  @Test(.timeLimit(.minutes(15)))
  func endsHangingPollAtDeadlineOfWait() async throws {
    try await StubTransport.run([.hang]) { transport in
      let client = LlamaCloud(configuration: ServiceConfiguration(key: nil), transport: transport)
      let schedule = PollingSchedule(initialDelay: .zero, deadline: .milliseconds(100))
      let error = try await classifyError {
        try await client.classify.waitForCompletion("clj-1", schedule: schedule)
      }
      #expect(error?.code == .timeout)
      #expect(error?.jobID == .v2("clj-1"))
    }
  }
}
