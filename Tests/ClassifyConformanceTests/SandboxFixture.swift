// SPDX-License-Identifier: Apache-2.0

import ClassifyConformance
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// A backend on a sandbox of its own, with a clock that only sleeping advances.
struct SandboxFixture: ConformanceFixture {
  /// A kind of backend in this package.
  enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case v1
    case v2Published
    case v2Current

    var testDescription: String { rawValue }
  }

  private static let key = "llx-conformance"
  private static let startMilliseconds: Int64 = 1_790_000_000_000

  let kind: Kind
  let sandbox: Sandbox
  let manualClock = ManualClock()
  let backend: any ClassifyBackend

  init(_ kind: Kind, _ behavior: ServiceBehavior = ServiceBehavior(), retries: Int = 2) throws {
    self.kind = kind
    let clock = manualClock
    let now: @Sendable () -> Int64 = {
      Self.startMilliseconds + Int64(clock.now.offset / .milliseconds(1))
    }
    var service = Sandbox.Configuration(time: { Int(now()) })
    service.jobDurations = Sandbox.JobDurations(
      pending: behavior.pending, running: behavior.running)
    service.dialect = kind == .v2Current ? .current : .published
    service.clock = clock
    sandbox = Sandbox(configuration: service)
    var configuration = ServiceConfiguration(key: try Secret(Self.key))
    configuration.retryPolicy.maximumRetries = retries
    let generator = SharedGenerator(SeededGenerator(seed: 7))
    let client = ServiceClient(
      configuration: configuration, transport: sandbox, clock: clock, generator: generator)
    switch kind {
    case .v1:
      backend = V1Backend(client: client)
    case .v2Published, .v2Current:
      backend = V2Backend(
        client: client,
        translator: V2Translator(dialect: kind == .v2Current ? .current : .published),
        clock: clock, now: now, generator: generator)
    }
  }

  var clock: any Clock<Duration> { manualClock }
  var secrets: [String] { [Self.key] }
  var foreignJobID: JobID? { kind == .v1 ? .v2("a") : .v1("a") }

  func addDocument(pages: [String]) -> DocumentReference {
    .file(sandbox.addFile(name: "document.txt", text: pages.joined(separator: "\u{C}")))
  }

  func addFailingDocument() -> DocumentReference {
    .file(sandbox.addFile(name: "bad.txt", text: "x", failure: "unreadable"))
  }

  func addParseJob(pages: [String]) throws -> DocumentReference {
    let file = addDocument(pages: pages)
    return .parseJob(try #require(sandbox.addParseJob(ofFile: file.identifier)))
  }

  func addConfiguration(_ configuration: InlineConfiguration) -> String {
    let rules = configuration.rules.map { rule -> JSONValue in
      ["type": .string(rule.type), "description": .string(rule.description)]
    }
    return sandbox.addConfiguration(["rules": .array(rules)])
  }

  func requestPaths() -> [String] { sandbox.requests.map(\.path) }

  func createdJobCount() -> Int { sandbox.createdV1JobCount + sandbox.createdV2JobCount }

  func inject(_ fault: ServiceFault, times: Int) {
    let sandboxFault: Sandbox.Fault =
      switch fault {
      case .unavailable: .unavailable
      case .rateLimited(let seconds): .rateLimited(retryAfter: seconds.map(String.init))
      case .connectionLostBeforeProcessing: .connectionLost(.beforeProcessing)
      case .connectionLostAfterProcessing: .connectionLost(.afterProcessing)
      case .garbage: .garbage
      case .hang: .hang(.beforeProcessing)
      }
    sandbox.inject(sandboxFault, times: times)
  }

  func pendingFaultCount() -> Int { sandbox.pendingFaults.count }
}
