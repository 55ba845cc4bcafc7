// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Synchronization
import TestSupport
import Testing

/// A backend with its own sandbox, on a clock that advances only by sleeping.
struct SandboxedBackend: CustomTestStringConvertible {
  /// The version and dialect of a backend.
  enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case v1
    case v2Published
    case v2Current

    var testDescription: String { rawValue }
  }

  let kind: Kind
  let sandbox: Sandbox
  let clock: ManualClock
  let backend: any ClassifyBackend

  var testDescription: String { kind.rawValue }

  init(
    _ kind: Kind, durations: Sandbox.JobDurations = Sandbox.JobDurations(),
    policy: TranslationPolicy = .standard, options: V2Options = V2Options(),
    retries: Int = 2
  ) throws {
    self.kind = kind
    let clock = ManualClock()
    let start = 1_790_000_000_000
    var configuration = Sandbox.Configuration(
      time: { start + Int(clock.now.offset / .milliseconds(1)) })
    configuration.jobDurations = durations
    configuration.dialect = kind == .v2Current ? .current : .published
    configuration.clock = clock
    sandbox = Sandbox(configuration: configuration)
    self.clock = clock
    backend = try Self.backend(
      kind, on: sandbox, clock: clock, policy: policy, options: options, retries: retries)
  }

  /// Returns another backend on the same sandbox, as another process would create it.
  static func backend(
    _ kind: Kind, on transport: any HTTPTransport, clock: ManualClock,
    policy: TranslationPolicy = .standard,
    options: V2Options = V2Options(), retries: Int = 2, seed: UInt64 = 7,
    clockError: Duration = .zero,
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) throws -> any ClassifyBackend {
    var configuration = ServiceConfiguration(key: try Secret("llx-test"))
    configuration.retryPolicy.maximumRetries = retries
    let generator = SharedGenerator(SeededGenerator(seed: seed))
    let client = ServiceClient(
      configuration: configuration, transport: transport, clock: clock, generator: generator)
    switch kind {
    case .v1:
      return V1Backend(client: client, translator: V1Translator(policy: policy))
    case .v2Published, .v2Current:
      return V2Backend(
        client: client,
        translator: V2Translator(
          policy: policy, dialect: kind == .v2Current ? .current : .published),
        options: options, clock: clock,
        now: { 1_790_000_000_000 + Int64((clock.now.offset + clockError) / .milliseconds(1)) },
        generator: generator, observe: observe)
    }
  }

  /// The rules of all requests.
  static let rules = [
    Rule(type: "invoice", description: "contains an invoice number and a total amount due"),
    Rule(type: "receipt", description: "shows a payment receipt from a cash register"),
  ]

  /// Uploads documents to the sandbox and returns a request for them.
  func request(
    _ texts: [String], parsing: ParsingOptions = ParsingOptions(),
    idempotency: ClassifyRequest.Idempotency = .automatic
  ) -> ClassifyRequest {
    ClassifyRequest(
      documents: texts.enumerated().map { position, text in
        .file(sandbox.addFile(name: "document-\(position).txt", text: text))
      },
      rules: Self.rules, parsing: parsing, idempotency: idempotency)
  }

  static let invoice = "Invoice number 7\nTotal amount due: 12 EUR"
  static let receipt = "Receipt of payment, cash register 3"
}

/// Runs `body` and returns the ``ClassifyError`` that it throws.
func classifyError(
  _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async -> ClassifyError? {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    return nil
  } catch let error as ClassifyError {
    return error
  } catch {
    Issue.record("another error was thrown: \(error)", sourceLocation: sourceLocation)
    return nil
  }
}
