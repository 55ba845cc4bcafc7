// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import Synchronization
import Testing

@testable import ClassifyGateway

@Suite(.timeLimit(.minutes(15))) struct GatewayMigrationTests {
  private let sandbox: Sandbox = {
    var configuration = Sandbox.Configuration()
    configuration.dialect = .current
    configuration.documentField = .both
    return Sandbox(configuration: configuration)
  }()

  private func client(_ migration: GatewayMigration, key: String = "key") throws -> LlamaCloud {
    let service = ServiceClient(
      configuration: ServiceConfiguration(key: try Secret(key)), transport: sandbox)
    return LlamaCloud(
      service: service,
      classifier: migration.classifier(
        for: service, translator: V2Translator(dialect: .current), options: V2Options()),
      onTranslation: { _ in }, now: WallClock.milliseconds, generator: SharedGenerator())
  }

  private func params() -> V1.JobCreateParams {
    V1.JobCreateParams(
      fileIDs: [sandbox.addFile(name: "a.txt", text: "invoice number 7 total")],
      rules: [V1.Rule(type: "invoice", description: "has an invoice number")])
  }

  private func configuration(_ stage: MigrationStage) -> GatewayConfiguration.Migration {
    var configuration = GatewayConfiguration.Migration()
    configuration.stage = stage
    configuration.mirror.polling = PollingSchedule(
      initialDelay: .milliseconds(10), increment: .zero, maximumDelay: .milliseconds(10))
    return configuration
  }

  @available(*, deprecated)
  @Test func createsOnVersionOfStageAndFollowsChange() async throws {
    let migration = GatewayMigration(configuration(.v1Only))
    let client = try client(migration)
    _ = try await client.classifier.jobs.create(params())
    #expect(migration.control.counts.v1 == 1)
    migration.control.stage = .v2Only
    _ = try await client.classifier.jobs.create(params())
    #expect(migration.control.counts.v2 == 1)
  }

  @available(*, deprecated)
  @Test func mirrorsAndReportsResults() async throws {
    let (results, continuation) = AsyncStream.makeStream(of: ComparisonResult.self)
    let migration = GatewayMigration(configuration(.shadow)) { continuation.yield($0) }
    let client = try client(migration)
    let job = try await client.classifier.jobs.create(params())
    _ = try await client.classifier.jobs.waitForCompletion(
      job.id, schedule: configuration(.shadow).mirror.polling)
    _ = try await client.classifier.jobs.getResults(job.id)
    let result = try #require(await results.first { _ in true })
    #expect(Agreement(result.document.v1, result.document.v2) == .agreed)
    await migration.drain(within: .seconds(60))
    #expect(migration.counts.queued == 0)
    #expect(migration.counts.inFlight == 0)
  }

  @available(*, deprecated)
  @Test func sharesBudgetAmongCallers() async throws {
    var configuration = configuration(.shadow)
    configuration.mirror.documentBudget = 1
    let (results, continuation) = AsyncStream.makeStream(of: ComparisonResult.self)
    let migration = GatewayMigration(configuration) { continuation.yield($0) }
    for key in ["one", "two", "three"] {
      let client = try client(migration, key: key)
      let job = try await client.classifier.jobs.create(params())
      _ = try await client.classifier.jobs.waitForCompletion(
        job.id, schedule: configuration.mirror.polling)
      _ = try await client.classifier.jobs.getResults(job.id)
      if key == "one" { _ = await results.first { _ in true } }
      await migration.drain(within: .seconds(60))
    }
    continuation.finish()
    #expect(await results.reduce(into: 0) { count, _ in count += 1 } == 0, "one was read above")
  }

  @available(*, deprecated)
  @Test func keepsCountsOfForgottenCallers() async throws {
    var configuration = configuration(.shadow)
    configuration.sampling = .none
    let migration = GatewayMigration(configuration)
    do {
      let client = try client(migration)
      _ = try await client.classifier.jobs.create(params())
      #expect(migration.counts.dropped == [.sampledOut: 1])
    }
    #expect(migration.counts.dropped == [.sampledOut: 1])
  }

  @Test func takesNoMoreThanBudget() {
    let budget = DocumentBudget(3)
    #expect(budget.take(2))
    #expect(!budget.take(2))
    #expect(!budget.isUsedUp)
    #expect(budget.take(1))
    #expect(budget.isUsedUp)
    #expect(DocumentBudget(-1).isUsedUp)
  }
}
#endif
