// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import Foundation
import TestSupport
import Testing

/// Runs the samples of docs/running-both-versions.md, and compares its tables with the code.
@Suite(.timeLimit(.minutes(15))) struct RunningBothVersionsTests {
  private static let rules = [
    V1.Rule(type: "invoice", description: "has an invoice number and a total amount")
  ]

  private let page = MarkdownBlocks(file: "docs/running-both-versions.md")
  private let sandbox: Sandbox
  private let configuration: ServiceConfiguration
  private let service: ServiceClient
  private let samples: RunningBothVersionsSamples

  init() throws {
    var behavior = Sandbox.Configuration()
    behavior.dialect = .current
    sandbox = Sandbox(configuration: behavior)
    configuration = ServiceConfiguration(key: try Secret("any-key"))
    service = ServiceClient(configuration: configuration, transport: sandbox)
    samples = RunningBothVersionsSamples(
      v1: V1Backend(client: service), v2: V2Backend(client: service))
  }

  private func addFile() -> String {
    sandbox.addFile(name: "march.txt", text: "Invoice number 7, total amount 12 EUR")
  }

  private func request() -> ClassifyRequest {
    ClassifyRequest(
      documents: [.file(addFile())],
      rules: Self.rules.map { Rule(type: $0.type, description: $0.description) })
  }

  private func mirror() -> JobMirror {
    JobMirror(v1: samples.v1, v2: samples.v2) { _ in }
  }

  // MARK: - The page and the samples

  @Test func compilesEverySample() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "RunningBothVersionsSamples.swift")
    let source = try MarkdownBlocks.normalized(String(contentsOf: file, encoding: .utf8))
    let blocks = page.blocks.filter { $0.language == "swift" }
    #expect(blocks.count == 11)
    for block in blocks {
      let code = MarkdownBlocks.normalized(block.lines.joined(separator: "\n"))
      #expect(source.contains(code), "not in the samples:\n\(code)")
    }
  }

  @Test(
    arguments: MirrorCounts.DropReason.allCases.map(\.rawValue) + [
      "v1Only", "shadow", "canary:5", "canary:5+mirror", "rampDown", "v2Only",
    ])
  func namesEveryReasonAndStage(name: String) throws {
    #expect(try text().contains("`\(name)`"))
  }

  /// The numbers of the page come from exact binomial sums, and are rounded.
  @Test(
    arguments: [
      (1, nil, 189, "190"), (0.995, nil, 437, "440"), (0.99, nil, 1_356, "1,360"),
      (0.985, nil, 5_632, "5,630"), (0.99, 0.99, 480, "480"), (0.98, 0.98, 884, "880"),
      (0.95, 0.95, 2_027, "2,030"),
    ] as [(Double, Double?, Int, String)])
  func namesDocumentsNeeded(
    agreement: Double, noise: Double?, documents: Int, rounded: String
  ) throws {
    let needed = try #require(Judgement.documentsNeeded(agreement: agreement, noise: noise))
    #expect(abs(needed - documents) * 100 <= documents, "\(needed)")
    #expect(try text().contains(" \(rounded) |"))
  }

  private func text() throws -> String {
    let file = URL(filePath: page.folder).appending(path: "running-both-versions.md")
    return try String(contentsOf: file, encoding: .utf8)
  }

  // MARK: - Shadowing

  @Test func shadowsAndWritesResults() async throws {
    let results = FileManager.default.temporaryDirectory
      .appending(path: "shadow-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: results) }
    let (backend, writer) = try samples.shadow(appendingTo: results.path)
    let job = try await samples.classify(request(), on: backend)
    #expect(job.id.version == .v1)
    let mirror = try #require(backend.mirror)
    #expect(try await samples.shutDown(mirror, writing: writer))
    #expect(mirror.counts.compared == 1)
    #expect(samples.counts(of: mirror).isEmpty)
    let lines = try String(contentsOf: results, encoding: .utf8).split(separator: "\n")
    let result = try ComparisonResult(json: String(try #require(lines.first)))
    #expect(lines.count == 1)
    #expect(result.document.v1.label == .type("invoice"))
    #expect(result.document.v2.label == .type("invoice"))
    #expect(result.document.v1.jobID == job.id)
    #expect(result.document.v2.jobID?.version == .v2)
  }

  @available(*, deprecated)
  @Test func shadowsCallsOfV1() async throws {
    let control = MigrationControl(stage: .shadow)
    let mirror = mirror()
    let client = samples.shadowingClient(
      configuration: configuration, transport: sandbox, control: control, mirror: mirror)
    let params = V1.JobCreateParams(fileIDs: [addFile()], rules: Self.rules)
    let old = try await client.classifier.jobs.create(params)
    #expect(sandbox.createdV1JobCount == 1)
    #expect(try await client.classifier.jobs.get(old.id).status == .known(.success))
    #expect(await mirror.drain(within: .seconds(60)))
    #expect(mirror.counts.compared == 1)
    #expect(sandbox.createdV2JobCount == 1)
    control.stage = .v2Only
    let new = try await client.classifier.jobs.create(params)
    #expect(sandbox.createdV1JobCount == 1)
    for id in [old.id, new.id] {
      let results = try await client.classifier.jobs.getResults(id)
      #expect(results.items.map(\.result.value?.type) == [.value("invoice")])
    }
  }

  @Test func readsCredits() async throws {
    let (v2, options) = samples.budgets(service: service)
    let job = try await v2.waitUntilFinished(try await v2.submit(request()).id)
    #expect(SideResult(of: job.documents.first, in: job).credits != nil)
    #expect(options.creditBudget == 20_000)
  }

  // MARK: - The dial

  @Test func turnsDial() {
    let control = MigrationControl(stage: .shadow)
    samples.dial(control)
    #expect(control.stage.description == "canary:5+mirror")
    #expect(control.sampling == Share(percent: 20))
    samples.dial(control, from: "rampDown")
    #expect(control.stage == .rampDown)
    samples.dial(control, from: "forward")
    #expect(control.stage == .rampDown)
  }

  @Test func goesBackAtOnce() async throws {
    let control = MigrationControl(stage: .v2Only)
    let backend = MigratingBackend(v1: samples.v1, v2: samples.v2, control: control)
    let new = try await backend.submit(request())
    samples.stop(control)
    #expect(try await backend.submit(request()).id.version == .v1)
    #expect(try await backend.job(new.id).id == new.id)
    samples.resume(control)
    #expect(try await backend.submit(request()).id.version == .v2)
  }

  @Test func keepsCustomersTogether() async throws {
    let control = MigrationControl(stage: .canary(Share(percent: 50), mirrors: false))
    let mirror = mirror()
    var seen: Set<APIVersion> = []
    for customer in 0..<20 {
      let backend = samples.canary(byCustomer: "\(customer)", control: control, mirror: mirror)
      let first = try await backend.submit(request()).id.version
      #expect(try await backend.submit(request()).id.version == first)
      seen.insert(first)
    }
    // The hash is fixed; of 20 customers, all on one side would be a share of 0 or 100 percent.
    #expect(seen == [.v1, .v2])
  }
}
