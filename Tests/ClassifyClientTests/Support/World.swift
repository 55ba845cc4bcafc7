// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import Synchronization
import TestSupport

/// A sandbox, its clients, and the manual clock that they share.
struct World {
  static let start: Int64 = 1_800_000_000_000

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
    configuration.jobDurations = Sandbox.JobDurations(pending: .seconds(2), running: .seconds(4))
    adapt(&configuration)
    sandbox = Sandbox(configuration: configuration)
  }

  func client(
    _ classifier: ClassifierService = .v1,
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void = { _ in }
  ) throws -> LlamaCloud {
    LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("llx-a-secret-key")),
      classifier: classifier, transport: sandbox, onTranslation: onTranslation, clock: clock,
      now: now, generator: SharedGenerator(SeededGenerator(seed: 7)))
  }

  /// Adds a two-page document to the sandbox: an invoice, then a receipt.
  func addFile(name: String = "mixed.txt") -> String {
    sandbox.addFile(
      name: name, text: [Samples.invoice, Samples.receipt].joined(separator: "\u{C}"))
  }
}

/// The documents and rules of the tests.
enum Samples {
  static let invoiceRule = V2.Rule(
    type: "invoice", description: "contains invoice number, line items, and total amount")
  static let receiptRule = V2.Rule(
    type: "receipt", description: "purchase receipt with cash, change and a thank you")
  static let rules = [invoiceRule, receiptRule]

  static let invoice = "Invoice number 1001. Line items follow. Total amount: 12.50"
  static let receipt = "Receipt of purchase: cash 20.00, change 7.50. Thank you!"
}

/// A thread-safe list of values.
final class Collector<Value: Sendable>: Sendable {
  private let state = Mutex<[Value]>([])

  var values: [Value] { state.withLock(\.self) }

  func add(_ value: Value) {
    state.withLock { $0.append(value) }
  }
}

/// Runs `body` and returns the ``ClassifyError`` that it throws, or nil if it succeeds.
func classifyError<Value>(_ body: () async throws -> Value) async throws -> ClassifyError? {
  do {
    _ = try await body()
    return nil
  } catch let error as ClassifyError {
    return error
  }
}
