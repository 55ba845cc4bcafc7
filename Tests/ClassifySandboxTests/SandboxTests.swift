// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct SandboxTests {
  @Test(arguments: [nil, ""])
  func rejectsRequestWithoutKey(key: String?) async throws {
    var client = Client()
    client.key = key
    let reply = try await client.get(Path.v2)
    #expect(reply.status == 401)
    #expect(reply["/detail"]?.string != nil)
  }

  @Test func acceptsOnlyConfiguredKeys() async throws {
    var client = Client(Sandbox(configuration: .with { $0.acceptedKeys = ["llx-right"] }))
    client.key = "llx-wrong"
    #expect(try await client.get(Path.v1).status == 401)
    client.key = "llx-right"
    #expect(try await client.get(Path.v1).status == 200)
  }

  @Test(arguments: [
    "/", "/api/v2", "/api/v2/classify/", "/api/v3/classify", "/api/v1/classifier", "/api/v2/parse",
    "/api/v2/extract",
  ])
  func respondsNotFoundForUnknownPath(path: String) async throws {
    let reply = try await Client().get(path)
    #expect(reply.status == 404)
    let detail = try #require(reply["/detail"]?.string)
    #expect(detail.contains("the sandbox only implements classify and files"))
  }

  @Test(arguments: [
    (HTTPMethod.put, Path.v2, "POST, GET"), (.delete, Path.v1, "POST, GET"),
    (.post, "\(Path.v1)/182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "GET"),
    (.delete, "\(Path.v1)/182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "GET"),
    (.get, Path.oldFiles, "POST"),
  ])
  func rejectsUnsupportedMethod(method: HTTPMethod, path: String, allowed: String) async throws {
    let reply = try await Client().send(method, path)
    #expect(reply.status == 405)
    #expect(reply.json == ["detail": "Method Not Allowed"])
    #expect(reply.response.headerFields["Allow"] == allowed)
  }

  @Test func rejectsBodyAboveLimit() async throws {
    let client = Client(Sandbox(configuration: .with { $0.maximumBodyBytes = 10 }))
    #expect(try await client.post(Path.v2, "123456789").status == 413)
    #expect(try await client.post(Path.v2, "12345678").status == 422)
  }

  @Test func setsJSONContentType() async throws {
    let reply = try await Client().get(Path.v2)
    #expect(reply.response.headerFields[.contentType] == "application/json")
  }

  @Test func producesSameResponsesForSameSeed() async throws {
    func transcript(seed: UInt64) async throws -> [JSONValue] {
      let configuration = ManualTime(ManualTime.sample).configuration { $0.seed = seed }
      let client = Client(Sandbox(configuration: configuration))
      let id = client.sandbox.addFile(name: "a.txt", text: Samples.mixed)
      let v1 = try await client.post(Path.v1, Samples.v1Body([id]))
      let results = try await client.get("\(Path.v1)/\(v1.id)/results")
      let v2 = try await client.post(Path.v2, Samples.v2Body(id))
      return [v1.json, results.json, v2.json]
    }
    let first = try await transcript(seed: 7)
    #expect(try await transcript(seed: 7) == first)
    #expect(try await transcript(seed: 8) != first)
  }

  @Test func sendsNothingWhenTaskIsCancelled() async throws {
    let sandbox = Sandbox()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await Client(sandbox).get(Path.v2)
    }
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(error?.delivery == .notSent)
    #expect(sandbox.requests.map(\.wasProcessed) == [false])
  }

  @Test func logsAndCountsRequests() async throws {
    let client = Client()
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    _ = try await client.post(Path.v1, Samples.v1Body([id]))
    _ = try await client.post(Path.v1, [:])
    _ = try await client.get("\(Path.v2)?page_size=3")
    _ = try await client.get("/nowhere")
    let requests = client.sandbox.requests
    #expect(requests.map(\.operation) == [.createV1Job, .createV1Job, .listV2Jobs, nil])
    #expect(requests.map(\.status) == [200, 422, 200, 404])
    #expect(requests.map(\.method) == [.post, .post, .get, .get])
    #expect(requests[2].path == "\(Path.v2)?page_size=3")
    #expect(client.sandbox.requestCount(of: .createV1Job) == 2)
    #expect(client.sandbox.createdV1JobCount == 1)
    #expect(client.sandbox.createdV2JobCount == 0)
  }

  @Test(arguments: [0, 1, 3])
  func keepsLatestRequestsInLog(capacity: Int) async throws {
    let client = Client(Sandbox(configuration: .with { $0.requestLogCapacity = capacity }))
    for number in 0..<10 { _ = try await client.get("/\(number)") }
    #expect(client.sandbox.requests.map(\.path) == (10 - capacity..<10).map { "/\($0)" })
  }

  @Test func limitsCreationsPerSecondAcrossVersions() async throws {
    let time = ManualTime(ManualTime.sample)
    let client = Client(Sandbox(configuration: time.configuration { $0.creationsPerSecond = 2 }))
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    #expect(try await client.post(Path.v1, Samples.v1Body([id])).status == 200)
    #expect(try await client.post(Path.v2, Samples.v2Body(id)).status == 200)
    let refused = try await client.post(Path.v2, Samples.v2Body(id))
    #expect(refused.status == 429)
    #expect(
      refused["/detail"] == "Rate limit exceeded. Maximum 2 classify job creations per second.")
    #expect(refused.response.headerFields[.retryAfter] == nil)
    #expect(try await client.get(Path.v2).status == 200)
    time.advance(bySeconds: 1)
    #expect(try await client.post(Path.v2, Samples.v2Body(id)).status == 200)
    #expect(client.sandbox.createdV2JobCount == 2)
  }

  @Test func createsOneJobPerConcurrentRequest() async throws {
    let client = Client()
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let ids = try await withThrowingTaskGroup { group in
      for _ in 0..<50 {
        group.addTask { try await client.post(Path.v2, Samples.v2Body(id)).id }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(ids.count == 50)
    #expect(client.sandbox.createdV2JobCount == 50)
  }
}
