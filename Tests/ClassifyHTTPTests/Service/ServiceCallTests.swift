// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import TestSupport
import Testing

/// Calls about a job, responses without a body, and keys and IDs in errors.
@Suite struct ServiceCallTests {
  private static let uuid = "3fa85f64-5717-4562-b3fc-2c963f66afa6"

  private static func get(_ id: String) -> ServiceCall<JSONValue> {
    ServiceCall<JSONValue>(operation: "classify.get", method: .get, path: ["jobs", id])
      .about(.job(id, .v2)) { [$0["id"]?.string ?? ""] }
  }

  private static let create: ServiceCall<JSONValue> = {
    var call = ServiceCall<JSONValue>(
      operation: "classify.create", method: .post, path: ["jobs"], body: .json([:] as JSONValue),
      idempotency: .idempotent)
    call.idempotencyKey = "order-7"
    return call
  }()

  private static let delete = ServiceCall<JSONValue>(
    operation: "classify.delete", method: .delete, path: ["jobs", "clj-1"], idempotency: .transition
  ).acceptingEmptyBody(as: "deleted")

  private func client(_ transport: StubTransport) throws -> ServiceClient {
    ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("llx-0123456789abcdef")),
      transport: transport, clock: ManualClock(),
      generator: SharedGenerator(SeededGenerator(seed: 1)))
  }

  private func failure(
    _ call: ServiceCall<JSONValue>, _ stubs: [StubTransport.Stub], retries: Int = 0
  ) async throws -> ClassifyError {
    try await StubTransport.run(stubs) { transport in
      let client = try client(transport)
      return try #require(
        await #expect(throws: ClassifyError.self) {
          try await client.send(call, options: ServiceOptions(maximumRetries: retries))
        })
    }
  }

  // MARK: - Responses about other jobs

  @Test(arguments: [
    ("clj-1", "clj-1"), (uuid, uuid), (uuid, uuid.uppercased()), (uuid, "clj-\(uuid)"),
    ("clj-\(uuid)", uuid),
  ])
  func acceptsRequestedJobInEveryForm(id: String, answer: String) async throws {
    try await StubTransport.run([.json(200, #"{"id":"\#(answer)"}"#)]) { transport in
      let value = try await client(transport).send(Self.get(id)).value
      #expect(value["id"]?.string == answer)
    }
  }

  @Test(arguments: [
    ("clj-1", "clj-OTHER"), ("clj-1", ""), (uuid, "4\(uuid.dropFirst())"), ("clj-1", "CLJ-1"),
  ])
  func rejectsAnotherJob(id: String, answer: String) async throws {
    let error = try await failure(Self.get(id), [.json(200, #"{"id":"\#(answer)"}"#)])
    #expect(error.code == .malformedResponse)
    #expect(error.status == 200)
    #expect(error.jobID == .job(id, .v2))
    #expect(error.message.contains("“\(id)”"))
    #expect(error.message.contains("“\(answer)”"))
  }

  // MARK: - Responses without a body

  @Test(arguments: [200, 204] as [HTTPStatus])
  func acceptsEmptyBodyOnlyIfContractDoes(status: HTTPStatus) async throws {
    let stub = StubTransport.Stub.response(HTTPResponse(status: status))
    try await StubTransport.run([stub]) { transport in
      let value = try await client(transport).send(Self.delete).value
      #expect(value == "deleted")
    }
    #expect(try await failure(Self.get("clj-1"), [stub]).code == .malformedResponse)
  }

  @Test func readsBodyOfDeletion() async throws {
    try await StubTransport.run([.json(200, #"{"id":"clj-1"}"#)]) { transport in
      let value = try await client(transport).send(Self.delete).value
      #expect(value == ["id": "clj-1"])
    }
  }

  // MARK: - Errors

  @Test(arguments: [401, 404, 409, 429, 503] as [HTTPStatus])
  func namesJobInEveryError(status: HTTPStatus) async throws {
    let error = try await failure(Self.get("clj-1"), [.json(status, "")])
    #expect(error.jobID == .job("clj-1", .v2))
    #expect(error.description.contains("clj-1"))
  }

  @Test func namesJobWhoseIDCannotBeSent() async throws {
    let error = try await failure(Self.get(".."), [])
    #expect(error.jobID == .job("..", .v2))
    let long = try await failure(Self.get(String(repeating: "a", count: 100_000)), [])
    #expect(long.code == .invalidRequest)
    #expect(long.message.contains("100000 bytes"))
    #expect(long.description.utf8.count < 2_000)
  }

  @Test func redactsKeyGivenAsID() async throws {
    let error = try await failure(Self.get("llx-0123456789abcdef"), [.json(404, "")])
    var dumped = ""
    dump(error, to: &dumped)
    #expect(!"\(error)\(dumped)".contains("llx-0123456789"))
  }

  private static let lost = StubTransport.Stub.failure(
    TransportError(kind: .connectionLost, delivery: .unknown, message: "lost"))
  private static let refused = StubTransport.Stub.failure(
    TransportError(kind: .cannotConnect, delivery: .notSent, message: "refused"))

  private static let withPossibleEffect: [[StubTransport.Stub]] = [
    [lost], [.json(503, "")], [.json(409, "")], [.json(408, "")], [.json(200, "{")],
    [.json(200, "")], [lost, .json(422, "")], [lost, refused], [.json(503, ""), .json(429, "")],
    [lost, .json(429, ""), refused],
  ]

  @Test(arguments: withPossibleEffect)
  func namesKeyIfJobMayExist(stubs: [StubTransport.Stub]) async throws {
    let error = try await failure(Self.create, stubs, retries: stubs.count - 1)
    #expect(error.keyAdvice?.contains("transaction_id “order-7”") == true, "\(error)")
    #expect(!error.message.contains("order-7"), "\(error.message)")
    #expect(error.description.contains("order-7"), "\(error)")
    #expect(error.jobID == nil)
  }

  private static let withoutEffect: [[StubTransport.Stub]] = [
    [refused], [.json(401, "")], [.json(422, "")], [.json(429, "")], [refused, refused],
    [refused, .json(429, ""), .json(422, "")], Array(repeating: .json(429, ""), count: 6),
  ]

  @Test(arguments: withoutEffect)
  func omitsKeyIfNothingWasCreated(stubs: [StubTransport.Stub]) async throws {
    let error = try await failure(Self.create, stubs, retries: stubs.count - 1)
    #expect(error.attempts == stubs.count)
    #expect(error.keyAdvice == nil)
    #expect(!error.description.contains("order-7"), "\(error)")
    #expect(!error.description.contains("may exist"), "\(error)")
  }

  @Test func shortensURLs() async throws {
    var call = Self.get(String(repeating: "é", count: 500))
    call.query.append("job_ids", (1...50).map { "clj-\($0)" })
    let error = try await failure(call, [.json(404, "")])
    #expect((error.url?.utf8.count ?? 0) <= 200)
    #expect(error.url?.contains("…") == true)
    let location = "https://other.example/" + String(repeating: "a", count: 10_000)
    let redirect = try await failure(Self.get("a"), [.json(307, "", ["Location": location])])
    #expect(redirect.message.utf8.count < 600)
  }

  @Test func reportsRetryAfter() async throws {
    let error = try await failure(Self.get("a"), [.json(429, "", ["Retry-After": "17"])])
    #expect(error.retryAfter == .seconds(17))
    #expect(try await failure(Self.get("a"), [.json(429, "")]).retryAfter == nil)
  }

  // MARK: - Deadlines of waits

  @Test func endsRetriesAtDeadlineOfWait() async throws {
    let clock = ManualClock()
    await StubTransport.run([.json(503, "", ["Retry-After": "3"])]) { transport in
      let client = ServiceClient(
        configuration: ServiceConfiguration(key: nil), transport: transport, clock: clock)
      let error = await CallDeadline.$current.withValue(CallDeadline { .seconds(2) }) {
        await #expect(throws: ClassifyError.self) { try await client.send(Self.get("a")) }
      }
      #expect(error?.code == .server)
      #expect(clock.sleeps.isEmpty)
    }
  }

  @Test(.timeLimit(.minutes(15)))
  func endsHangingAttemptAtDeadlineOfWait() async throws {
    try await StubTransport.run([.hang]) { transport in
      let client = try client(transport)
      let error = await CallDeadline.$current.withValue(CallDeadline { .milliseconds(50) }) {
        await #expect(throws: ClassifyError.self) {
          try await client.send(Self.get("a"), options: ServiceOptions(maximumRetries: 0))
        }
      }
      #expect(error?.code == .timeout)
    }
  }
}
