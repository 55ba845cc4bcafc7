// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import TestSupport
import Testing

@Suite struct FaultTests {
  private let clock = ManualClock()
  private let client: Client
  private let body: JSONValue

  init() {
    let clock = clock
    client = Client(Sandbox(configuration: .with { $0.clock = clock }))
    body = Samples.v2Body(client.sandbox.addFile(name: "a.txt", text: Samples.invoice))
  }

  struct ErrorCase: Sendable {
    let fault: Sandbox.Fault
    let status: Int
    let detail: String
    var retryAfter: String?
  }

  @Test(arguments: [
    ErrorCase(
      fault: .rateLimited(), status: 429,
      detail: "Rate limit exceeded. Maximum 40 classify job creations per second."),
    ErrorCase(
      fault: .rateLimited(retryAfter: "2"), status: 429,
      detail: "Rate limit exceeded. Maximum 40 classify job creations per second.",
      retryAfter: "2"),
    ErrorCase(fault: .creditsExhausted, status: 402, detail: "Credits exhausted"),
    ErrorCase(fault: .serverError, status: 500, detail: "Internal Server Error"),
    ErrorCase(
      fault: .unavailable, status: 503, detail: "Classify endpoints are currently unavailable."),
    ErrorCase(fault: .errorResponse(403, detail: "No."), status: 403, detail: "No."),
  ])
  func respondsWithErrorOnceWithoutProcessing(example: ErrorCase) async throws {
    client.sandbox.inject(example.fault)
    let reply = try await client.post(Path.v2, body)
    #expect(reply.status == example.status)
    #expect(reply.json == ["detail": .string(example.detail)])
    #expect(reply.response.headerFields[.retryAfter] == example.retryAfter)
    #expect((reply.response.headerFields[.correlationID] != nil) == (example.status >= 500))
    #expect(client.sandbox.createdV2JobCount == 0)
    #expect(client.sandbox.requests.map(\.wasProcessed) == [false])
    #expect(try await client.post(Path.v2, body).status == 200)
    #expect(client.sandbox.pendingFaults.isEmpty)
  }

  @Test(arguments: [(Sandbox.Fault.Moment.beforeProcessing, 0), (.afterProcessing, 1)])
  func resetsConnectionBeforeOrAfterProcessing(moment: Sandbox.Fault.Moment, jobs: Int) async throws
  {
    client.sandbox.inject(.connectionLost(moment))
    let error = await #expect(throws: TransportError.self) {
      try await client.post(Path.v2, body)
    }
    #expect(error?.kind == .connectionLost)
    #expect(error?.delivery == .unknown)
    #expect(client.sandbox.createdV2JobCount == jobs)
    #expect(client.sandbox.requests.map(\.status) == [nil])
  }

  @Test(arguments: [(Sandbox.Fault.Moment.beforeProcessing, 0), (.afterProcessing, 1)])
  func hangsUntilCancelled(moment: Sandbox.Fault.Moment, jobs: Int) async throws {
    client.sandbox.inject(.hang(moment))
    let (client, body) = (client, body)
    let task = Task { try await client.post(Path.v2, body) }
    while !client.sandbox.pendingFaults.isEmpty { await Task.yield() }
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(error?.delivery == .unknown)
    #expect(client.sandbox.createdV2JobCount == jobs)
  }

  @Test func waitsForLatencyOnClock() async throws {
    client.sandbox.inject(.latency(.seconds(3)))
    client.sandbox.inject(.rateLimited().delayed(by: .seconds(5)))
    #expect(try await client.get(Path.v2).status == 200)
    #expect(try await client.get(Path.v2).status == 429)
    #expect(clock.sleeps == [.seconds(3), .seconds(5)])
  }

  @Test func endsLatencyOnCancellation() async throws {
    let client = Client()
    client.sandbox.inject(.latency(.seconds(86_400)))
    let task = Task { try await client.get(Path.v2) }
    while !client.sandbox.pendingFaults.isEmpty { await Task.yield() }
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
  }

  @Test func corruptsBodyAfterProcessing() async throws {
    client.sandbox.inject(.garbage)
    let garbage = try await client.post(Path.v2, body)
    #expect(garbage.status == 200)
    #expect(throws: JSONError.self) { try JSONValue(json: garbage.response.body) }
    client.sandbox.inject(.truncation)
    let truncated = try await client.post(Path.v2, body)
    #expect(throws: JSONError.self) { try JSONValue(json: truncated.response.body) }
    let whole = try await client.post(Path.v2, body)
    #expect(truncated.response.body.count == whole.response.body.count / 2)
    #expect(
      truncated.response.headerFields[.contentLength] == String(whole.response.body.count),
      "Content-Length is that of the complete body")
    #expect(client.sandbox.createdV2JobCount == 3)
  }
}
