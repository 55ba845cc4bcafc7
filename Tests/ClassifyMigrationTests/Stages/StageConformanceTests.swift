// SPDX-License-Identifier: Apache-2.0

import ClassifyConformance
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Runs the conformance suite on a `MigratingBackend` in every stage.
@Suite struct StageConformanceTests {
  @Test(arguments: StageFixture.Setup.all, BackendConformance.checks)
  func conforms(setup: StageFixture.Setup, check: ConformanceCheck) async throws {
    do {
      try await check.run { behavior in try StageFixture(setup, behavior) }
    } catch let skip as ConformanceSkip {
      // A backend of both versions has no foreign IDs.
      #expect(check.name == "job.foreignID", "\(skip)")
    }
  }
}

/// A `MigratingBackend` on a sandbox with both versions.
///
/// The mirror has services of its own: checks count the requests and jobs of the sandbox.
struct StageFixture: ConformanceFixture {
  struct Setup: Sendable, CustomTestStringConvertible {
    let stage: MigrationStage
    var isKilled = false

    var testDescription: String { "\(stage)\(isKilled ? ", killed" : "")" }

    static let all =
      [
        "v1Only", "shadow", "canary:0", "canary:50", "canary:50+mirror", "canary:100", "rampDown",
        "v2Only",
      ].compactMap { MigrationStage($0) }.map { Setup(stage: $0) } + [
        Setup(stage: .v2Only, isKilled: true),
        Setup(stage: .canary(Share(percent: 50), mirrors: true), isKilled: true),
      ]
  }

  private static let key = "llx-conformance"
  private static let startMilliseconds: Int64 = 1_790_000_000_000

  private let sandbox: Sandbox
  private let manualClock = ManualClock()
  let backend: any ClassifyBackend

  init(_ setup: Setup, _ behavior: ServiceBehavior) throws {
    let clock = manualClock
    let now: @Sendable () -> Int64 = {
      Self.startMilliseconds + Int64(clock.now.offset / .milliseconds(1))
    }
    var service = Sandbox.Configuration(time: { Int(now()) })
    service.jobDurations = Sandbox.JobDurations(
      pending: behavior.pending, running: behavior.running)
    service.dialect = .current
    service.clock = clock
    sandbox = Sandbox(configuration: service)
    var configuration = ServiceConfiguration(key: try Secret(Self.key))
    configuration.retryPolicy.maximumRetries = 2
    let generator = SharedGenerator(SeededGenerator(seed: 7))
    let client = ServiceClient(
      configuration: configuration, transport: sandbox, clock: clock, generator: generator)
    let control = MigrationControl(stage: setup.stage)
    if setup.isKilled { control.kill() }
    backend = MigratingBackend(
      v1: V1Backend(client: client),
      v2: V2Backend(
        client: client, translator: V2Translator(dialect: .current), clock: clock, now: now,
        generator: generator),
      control: control,
      mirror: JobMirror(v1: FakeBackend(.v1), v2: FakeBackend(.v2)) { _ in })
  }

  var clock: any Clock<Duration> { manualClock }
  var secrets: [String] { [Self.key] }

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
