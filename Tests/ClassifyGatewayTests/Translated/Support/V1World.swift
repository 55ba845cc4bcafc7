// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import Synchronization
import TestSupport

@testable import ClassifyGateway

/// A sandbox as the upstream, the instances of the gateway before it, and their manual clock.
struct V1World {
  static let start: Int64 = 1_800_000_000_000
  static let key = "llx-a-secret-key"
  static let jobsPath = "/api/v1/classifier/jobs"
  static let invoiceRule: JSONValue = [
    "type": "invoice", "description": "contains invoice number, line items, and total amount",
  ]
  static let receiptRule: JSONValue = [
    "type": "receipt", "description": "purchase receipt with cash, change and a thank you",
  ]
  static let invoice = "Invoice number 1001. Line items follow. Total amount: 12.50"
  static let receipt = "Receipt of purchase: cash 20.00, change 7.50. Thank you!"

  let clock = ManualClock()
  let sandbox: Sandbox
  private let now: @Sendable () -> Int64

  init(_ adapt: (inout Sandbox.Configuration) -> Void = { _ in }) {
    let now: @Sendable () -> Int64 = { [clock] in
      Self.start + Int64(clock.now.offset / .milliseconds(1))
    }
    self.now = now
    var configuration = Sandbox.Configuration { Int(now()) }
    configuration.dialect = .current
    adapt(&configuration)
    sandbox = Sandbox(configuration: configuration)
  }

  /// Returns an instance of the gateway.
  ///
  /// - Parameters:
  ///   - transport: The way to the sandbox; `nil` for the sandbox itself.
  ///   - clockError: The error of the instance's clock.
  ///   - seed: The seed of the instance's random bits.
  ///   - adapt: Changes the configuration.
  /// - Returns: The instance.
  func gateway(
    through transport: (any HTTPTransport)? = nil, clockError: Duration = .zero, seed: UInt64 = 7,
    _ adapt: (inout GatewayConfiguration) -> Void = { _ in }
  ) -> V1Endpoints {
    var configuration = GatewayConfiguration()
    adapt(&configuration)
    return V1Endpoints(
      configuration: configuration, transport: transport ?? sandbox,
      time: time(error: clockError, seed: seed))
  }

  /// Returns the clocks and the generator of an instance.
  func time(error: Duration = .zero, seed: UInt64 = 7) -> TimeSource {
    let error = Int64(error / .milliseconds(1))
    return TimeSource(
      clock: clock, now: { [now] in now() + error },
      generator: SharedGenerator(SeededGenerator(seed: seed)))
  }

  /// Adds a one-page invoice to the sandbox.
  func addFile(name: String = "a.txt", text: String = Self.invoice) -> String {
    sandbox.addFile(name: name, text: text)
  }

  /// Adds several invoices.
  func addFiles(_ count: Int) -> [String] { (0..<count).map { addFile(name: "\($0).txt") } }

  /// Returns the ID of a file as v1 has it.
  static func v1ID(_ file: String) -> String { String(file.trimmingPrefix("dfl-")) }

  /// The number of requests that created or returned a v2 job.
  var v2Creations: Int { sandbox.requestCount(of: .createV2Job) }
}

extension V1World {
  /// Returns the body of a request that creates a job.
  static func body(
    _ files: [String], _ others: JSONObject = [:], rules: [JSONValue] = [invoiceRule, receiptRule]
  ) -> JSONValue {
    var members: JSONObject = [
      "file_ids": .array(files.map { .string($0) }), "rules": .array(rules),
    ]
    for (name, value) in others { members[name] = value }
    return .object(members)
  }

  /// Returns a request of the official Python client.
  static func request(
    _ method: HTTPMethod, _ path: String, _ body: [UInt8]? = nil, retry: Int = 0,
    key: String? = key, fields: KeyValuePairs<String, String> = [:]
  ) throws -> HTTPRequest {
    var all = try HTTPFields([
      "Accept": "application/json", "Content-Type": "application/json",
      "User-Agent": "LlamaCloud/Python 1.6.0", "x-stainless-retry-count": "\(retry)",
    ])
    if let key { all.append(try HTTPField(name: "Authorization", value: "Bearer \(key)")) }
    all.set(try HTTPFields(fields))
    return HTTPRequest(
      method: method, scheme: "http", authority: "gateway", path: path, headerFields: all,
      body: body)
  }
}

extension V1Endpoints {
  /// Creates a job as v1 clients do.
  func create(
    _ body: JSONValue, query: String = "", retry: Int = 0, key: String? = V1World.key
  ) async throws -> V1Answer {
    await respond(
      .create,
      to: try V1World.request(
        .post, V1World.jobsPath + query, body.jsonBytes(), retry: retry, key: key))
  }

  /// Reads a job.
  func get(_ id: String, query: String = "", key: String? = V1World.key) async throws -> V1Answer {
    await respond(
      .get(id: id), to: try V1World.request(.get, "\(V1World.jobsPath)/\(id)\(query)", key: key))
  }

  /// Reads the results of a job.
  func results(_ id: String, query: String = "") async throws -> V1Answer {
    await respond(
      .results(id: id), to: try V1World.request(.get, "\(V1World.jobsPath)/\(id)/results\(query)"))
  }

  /// Reads a page of the list of jobs.
  func list(_ query: String = "", key: String? = V1World.key) async throws -> V1Answer {
    await respond(.list, to: try V1World.request(.get, V1World.jobsPath + query, key: key))
  }
}

extension V1Answer {
  /// The status of the response.
  var status: Int { response.status.code }
  /// The body as JSON.
  var json: JSONValue { (try? JSONValue(json: response.body)) ?? .null }
  /// The ID of the job in the body.
  var id: String { json["id"]?.string ?? "" }
  /// The codes in the header field with the notes.
  var codes: [String] {
    (response.headerFields[Self.notesFieldName] ?? "").split(separator: ", ").map(String.init)
  }
}

/// A transport that breaks at a chosen moment, as if the process that sends its requests were killed.
final class KillableTransport: HTTPTransport {
  /// The effect on the request that kills the process.
  enum Moment: Sendable, CaseIterable {
    /// The request is not sent.
    case beforeSending
    /// The service processes the request, and nobody reads the response.
    case beforeResponse
  }

  private let base: any HTTPTransport
  private let moment: Moment
  private let rest: Mutex<Int>

  /// Creates a transport that sends a number of creations.
  init(_ base: any HTTPTransport, afterCreations count: Int, _ moment: Moment) {
    self.base = base
    self.moment = moment
    rest = Mutex(count)
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let isCreation = request.method == .post && !request.path.contains("cancel")
    let rest = self.rest.withLock { rest in
      if isCreation || rest < 0 { rest -= 1 }
      return rest
    }
    guard rest >= 0 else {
      if rest == -1, moment == .beforeResponse { _ = try await base.send(request) }
      throw TransportError(kind: .connectionLost, delivery: .unknown, message: "killed")
    }
    return try await base.send(request)
  }
}
#endif
