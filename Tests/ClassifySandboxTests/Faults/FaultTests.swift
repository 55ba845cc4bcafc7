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

  struct Answer: Sendable {
    let fault: Sandbox.Fault
    let status: Int
    let detail: String
    var retryAfter: String?
  }

  @Test(arguments: [
    Answer(
      fault: .rateLimited(), status: 429,
      detail: "Rate limit exceeded. Maximum 40 classify job creations per second."),
    Answer(
      fault: .rateLimited(retryAfter: "2"), status: 429,
      detail: "Rate limit exceeded. Maximum 40 classify job creations per second.",
      retryAfter: "2"),
    Answer(fault: .creditsExhausted, status: 402, detail: "Credits exhausted"),
    Answer(fault: .serverError, status: 500, detail: "Internal Server Error"),
    Answer(
      fault: .unavailable, status: 503, detail: "Classify endpoints are currently unavailable."),
    Answer(fault: .answer(403, detail: "No."), status: 403, detail: "No."),
  ])
  func errorIsAnsweredOnceAndNothingDone(answer: Answer) async throws {
    client.sandbox.inject(answer.fault)
    let reply = try await client.post(Path.v2, body)
    #expect(reply.status == answer.status)
    #expect(reply.json == ["detail": .string(answer.detail)])
    #expect(reply.response.headerFields[.retryAfter] == answer.retryAfter)
    #expect((reply.response.headerFields[.correlationID] != nil) == (answer.status >= 500))
    #expect(client.sandbox.createdV2JobCount == 0)
    #expect(client.sandbox.requests.map(\.wasProcessed) == [false])
    #expect(try await client.post(Path.v2, body).status == 200)
    #expect(client.sandbox.pendingFaults.isEmpty)
  }

  @Test(arguments: [(Sandbox.Fault.Moment.beforeProcessing, 0), (.afterProcessing, 1)])
  func connectionBreaksOnEitherSideOfTheWork(moment: Sandbox.Fault.Moment, jobs: Int) async throws {
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
  func requestHangsUntilItIsCancelled(moment: Sandbox.Fault.Moment, jobs: Int) async throws {
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

  @Test func latencyIsWaitedForOnTheClock() async throws {
    client.sandbox.inject(.latency(.seconds(3)))
    client.sandbox.inject(.rateLimited().delayed(by: .seconds(5)))
    #expect(try await client.get(Path.v2).status == 200)
    #expect(try await client.get(Path.v2).status == 429)
    #expect(clock.sleeps == [.seconds(3), .seconds(5)])
  }

  @Test func cancellationEndsAWait() async throws {
    let client = Client()
    client.sandbox.inject(.latency(.seconds(86_400)))
    let task = Task { try await client.get(Path.v2) }
    while !client.sandbox.pendingFaults.isEmpty { await Task.yield() }
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
  }

  @Test func bodiesCanBeSpoiledAfterTheWork() async throws {
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
      "the length is that of the whole")
    #expect(client.sandbox.createdV2JobCount == 3)
  }

  @Test func faultsMeanTheirOperationsOnly() async throws {
    client.sandbox.inject(.serverError, into: [.listV1Jobs, .getV2Job])
    #expect(try await client.get(Path.v2).status == 200)
    #expect(try await client.get("/nowhere").status == 404)
    #expect(try await client.get(Path.v1).status == 500)
    #expect(try await client.get(Path.v1).status == 200)
  }

  @Test func faultsCanSkipAndRepeat() async throws {
    client.sandbox.inject(.serverError, skipping: 1, times: 2)
    client.sandbox.inject(.unavailable, times: 0)
    var statuses: [Int] = []
    for _ in 0..<5 { statuses.append(try await client.get(Path.v2).status) }
    #expect(statuses == [200, 500, 500, 200, 200])
  }

  @Test func faultsCanNeverEnd() async throws {
    client.sandbox.inject(.serverError, times: .max)
    for _ in 0..<5 { #expect(try await client.get(Path.v2).status == 500) }
    #expect(client.sandbox.pendingFaults.map(\.times) == [.max])
  }

  @Test func faultsCanBeEnded() async throws {
    client.sandbox.inject(.serverError, times: .max)
    client.sandbox.removeFaults()
    #expect(client.sandbox.pendingFaults.isEmpty)
    #expect(try await client.get(Path.v2).status == 200)
  }

  @Test func faultsCanBeThereFromTheBeginning() async throws {
    let rule = Sandbox.FaultRule(.unavailable, into: [.listFiles])
    let client = Client(Sandbox(configuration: .with { $0.faults = [rule] }))
    #expect(client.sandbox.pendingFaults == [rule])
    #expect(try await client.get(Path.files).status == 503)
    #expect(try await client.get(Path.files).status == 200)
  }
}
