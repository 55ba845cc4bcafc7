// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyContract
import ClassifyClient
import ClassifyContract
import ClassifyGateway
import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import ClassifyURLSession
import ClassifyV2
import Testing

/// `LlamaCloud` and `URLSessionTransport` against a sandbox served over HTTP.
@Suite(.timeLimit(.minutes(15))) struct SandboxOverHTTPTests {
  private static let rules = [V2.Rule(type: "invoice", description: "has an invoice number")]

  private static func sandbox(
    _ faults: [Sandbox.FaultRule] = [], dialect: Sandbox.Dialect = .current
  ) -> Sandbox {
    var configuration = Sandbox.Configuration()
    configuration.faults = faults
    configuration.dialect = dialect
    return Sandbox(configuration: configuration)
  }

  private static func list(_ server: TestServer) throws -> HTTPRequest {
    HTTPRequest(
      method: .get, scheme: "http", authority: "127.0.0.1:\(server.port)",
      path: "/api/v2/classify?page_size=1",
      headerFields: try HTTPFields(["Authorization": "Bearer llx-1"]))
  }

  private static func configuration(_ server: TestServer) throws -> ServiceConfiguration {
    var configuration = ServiceConfiguration(
      baseURL: try BaseURL(server.address.url), key: try Secret("llx-1"))
    configuration.retryPolicy = RetryPolicy(maximumRetries: 3, backoff: Backoff(base: .zero))
    return configuration
  }

  @Test(arguments: Sandbox.Dialect.allCases)
  func classifiesDocumentThroughServer(dialect: Sandbox.Dialect) async throws {
    let sandbox = Self.sandbox(dialect: dialect)
    try await TestServer.run(sandbox) { server in
      let client = LlamaCloud(configuration: try Self.configuration(server))
      let text = "Invoice number 7\u{C}Total amount due"
      let file = try await client.files.create(
        file: .bytes(Array(text.utf8), name: "märz + 1.txt"))
      #expect(file.name == "märz + 1.txt")
      let job = try await client.classify.run(
        V2.ClassifyCreateParams(fileInput: file.id, rules: Self.rules, maxPages: 1))
      #expect(job.result.value?.type == "invoice")
      #expect(try await server.exchanges(2).map(\.path).contains("/api/v1/beta/files"))
    }
  }

  struct ConnectionFault: Sendable, CustomTestStringConvertible {
    let name: String
    let fault: Sandbox.Fault
    let kind: TransportError.Kind
    let wasProcessed: Bool
    var testDescription: String { name }
  }

  @Test(arguments: [
    ConnectionFault(
      name: "reset before", fault: .connectionLost(.beforeProcessing), kind: .connectionLost,
      wasProcessed: false),
    ConnectionFault(
      name: "reset after", fault: .connectionLost(.afterProcessing), kind: .connectionLost,
      wasProcessed: true),
    ConnectionFault(
      name: "truncation", fault: .truncation, kind: .connectionLost, wasProcessed: true),
  ])
  func passesConnectionFaultsToClient(fault: ConnectionFault) async throws {
    let sandbox = Self.sandbox([Sandbox.FaultRule(fault.fault)])
    try await TestServer.run(sandbox) { server in
      let error = await #expect(throws: TransportError.self) {
        try await URLSessionTransport().send(try Self.list(server))
      }
      #expect(error?.kind == fault.kind)
      #expect(error?.delivery == .unknown)
      #expect(sandbox.requests.map(\.wasProcessed) == [fault.wasProcessed])
      let next = try await URLSessionTransport().send(try Self.list(server))
      #expect(next.status == 200)
    }
  }

  @Test(arguments: [Sandbox.Fault.Moment.beforeProcessing, .afterProcessing])
  func endsHangingRequestWhenClientDisconnects(moment: Sandbox.Fault.Moment) async throws {
    let sandbox = Self.sandbox([Sandbox.FaultRule(.hang(moment))])
    try await TestServer.run(sandbox) { server in
      let request = try Self.list(server)
      let task = Task { try await URLSessionTransport().send(request) }
      while !sandbox.pendingFaults.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      #expect(sandbox.requests.isEmpty)
      task.cancel()
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      while sandbox.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      #expect(sandbox.requests.map(\.wasProcessed) == [moment == .afterProcessing])
      #expect(sandbox.requests.map(\.status) == [nil])
    }
  }

  @Test func forwardsFaultResponsesWithFields() async throws {
    let sandbox = Self.sandbox([
      Sandbox.FaultRule(.rateLimited(retryAfter: "2")), Sandbox.FaultRule(.unavailable),
      Sandbox.FaultRule(.garbage),
    ])
    try await TestServer.run(sandbox) { server in
      let transport = URLSessionTransport()
      let limited = try await transport.send(try Self.list(server))
      #expect(limited.status == 429)
      #expect(limited.headerFields[.retryAfter] == "2")
      let unavailable = try await transport.send(try Self.list(server))
      #expect(unavailable.status == 503)
      #expect(unavailable.headerFields[.correlationID] == "sandbox-fault")
      let garbage = try await transport.send(try Self.list(server))
      #expect(garbage.status == 200)
      #expect(garbage.body.starts(with: Array("<html>".utf8)))
    }
  }

  @Test func retriesCreateWithIdempotencyKeyWithoutDuplicates() async throws {
    let sandbox = Self.sandbox([
      Sandbox.FaultRule(.connectionLost(.afterProcessing), into: [.createV2Job]),
      Sandbox.FaultRule(.truncation, into: [.createV2Job]),
      Sandbox.FaultRule(.unavailable, into: [.createV2Job]),
    ])
    let fileID = sandbox.addFile(name: "a.txt", text: "Invoice number 7")
    try await TestServer.run(sandbox) { server in
      let client = LlamaCloud(configuration: try Self.configuration(server))
      let job = try await client.classify.create(
        V2.ClassifyCreateParams(fileInput: fileID, rules: Self.rules))
      #expect(job.transactionID.value != nil)
      #expect(sandbox.requests.map(\.wasProcessed) == [true, true, false, true])
      #expect(sandbox.createdV2JobCount == 1)
    }
  }
}
#endif
