// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport

/// Both backends on one sandbox, with documents, and a clock that only sleeping advances.
struct RunFixture: Sendable {
  static let rules = [
    Rule(type: "invoice", description: "invoice number and a total amount"),
    Rule(type: "receipt", description: "receipt of a payment by card"),
  ]

  let sandbox: Sandbox
  let clock = ManualClock()
  let v1: any ClassifyBackend
  let v2: any ClassifyBackend
  let documents: [ComparisonRun.Document]

  /// Creates a fixture with files named `0.txt`, `1.txt` and so on, all of them invoices.
  init(
    documentCount: Int = 2, readsUsage: Bool = false,
    configure: (inout Sandbox.Configuration) -> Void = { _ in }
  ) throws {
    let clock = clock
    let now: @Sendable () -> Int64 = { Self.milliseconds(clock) }
    var configuration = Sandbox.Configuration(time: { Int(now()) })
    configuration.dialect = .current
    configuration.clock = clock
    configure(&configuration)
    let sandbox = Sandbox(configuration: configuration)
    var service = ServiceConfiguration(key: try Secret("llx-comparison"))
    service.retryPolicy.maximumRetries = 1
    let generator = SharedGenerator(SeededGenerator(seed: 7))
    let client = ServiceClient(
      configuration: service, transport: sandbox, clock: clock, generator: generator)
    self.sandbox = sandbox
    v1 = V1Backend(client: client)
    v2 = V2Backend(
      client: client, translator: V2Translator(dialect: .current),
      options: V2Options(readsUsage: readsUsage), clock: clock, now: now, generator: generator)
    documents = (0..<documentCount).map { number in
      let file = sandbox.addFile(
        name: "\(number).txt", text: "Invoice number \(number), total amount due")
      return ComparisonRun.Document(name: "\(number).txt", v1: .file(file), v2: .file(file))
    }
  }

  /// A run with an ID that is always the same.
  func comparison(_ options: ComparisonRun.Options = ComparisonRun.Options()) -> ComparisonRun {
    comparison(options, rules: Self.rules)
  }

  func comparison(_ options: ComparisonRun.Options, rules: [Rule]) -> ComparisonRun {
    var options = options
    options.runID = options.runID ?? "run"
    let clock = clock
    return ComparisonRun(
      v1: v1, v2: v2, request: ClassifyRequest(documents: [], rules: rules), options: options,
      clock: clock, now: { Timestamp.Instant(milliseconds: Self.milliseconds(clock)) })
  }

  /// Runs the documents with a log, and returns the results in the log.
  @discardableResult
  func results(
    _ options: ComparisonRun.Options = ComparisonRun.Options(),
    in storage: MemoryResultStorage = MemoryResultStorage()
  ) async throws -> [ComparisonResult] {
    let log = try ResultLog(storage, clock: clock)
    _ = try await comparison(options).compare(documents, log: log)
    return try Self.results(in: storage)
  }

  static func results(in storage: MemoryResultStorage) throws -> [ComparisonResult] {
    var results: [ComparisonResult] = []
    _ = try ResultLog.results(in: storage) { results.append($0) }
    return results.sorted { $0.document.name < $1.document.name }
  }

  private static func milliseconds(_ clock: ManualClock) -> Int64 {
    1_790_000_000_000 + Int64(clock.now.offset / .milliseconds(1))
  }
}
