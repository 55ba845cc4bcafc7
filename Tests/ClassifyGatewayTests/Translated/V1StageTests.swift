// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

@testable import ClassifyGateway

/// The endpoints with a stage, in which v1 can answer.
@Suite struct V1StageTests {
  private func gateway(_ world: V1World, _ stage: MigrationStage) -> V1Endpoints {
    var migration = GatewayConfiguration.Migration()
    migration.stage = stage
    var configuration = GatewayConfiguration()
    configuration.migration = migration
    return V1Endpoints(
      configuration: configuration, transport: world.sandbox,
      migration: GatewayMigration(migration), time: world.time())
  }

  @Test(arguments: [
    (MigrationStage.v1Only, APIVersion.v1), (.v2Only, .v2), (.canary(.all, mirrors: false), .v2),
    (.canary(.none, mirrors: false), .v1),
  ])
  func createsOnVersionOfStage(stage: MigrationStage, version: APIVersion) async throws {
    let world = V1World()
    let gateway = gateway(world, stage)
    let body = V1World.body(world.addFiles(2))
    let job = try await gateway.create(body)
    #expect(job.status == 200)
    #expect(world.sandbox.createdV1JobCount == (version == .v1 ? 1 : 0))
    #expect(world.sandbox.createdV2JobCount == (version == .v2 ? 2 : 0))
    #expect(try await gateway.get(job.id).json["status"] == "SUCCESS")
    #expect(try await gateway.results(job.id).json["items"]?.array?.count == 2)
    #expect(try await gateway.list().json["items"]?.array?.count == 1)
    guard version == .v2 else { return }
    // Another instance finds the job of a lost answer.
    let found = try await self.gateway(world, stage).create(body, retry: 1)
    #expect(found.id == job.id)
    #expect(world.sandbox.createdV2JobCount == 2)
  }

  /// After a rollback, a job that exists on v2 is not created on v1, too; nor is it mirrored again.
  @Test(arguments: [MigrationStage.v1Only, .shadow, .rampDown])
  func continuesJobOfV2InEveryStage(stage: MigrationStage) async throws {
    let world = V1World()
    let body = V1World.body(world.addFiles(2))
    let lost = try await gateway(world, .v2Only).create(body)
    let other = gateway(world, stage)
    let found = try await other.create(body, retry: 1)
    #expect(found.id == lost.id)
    await other.migration?.drain(within: .seconds(5))
    #expect(world.sandbox.createdV2JobCount == 2)
    #expect(world.sandbox.createdV1JobCount == 0)
  }

  /// A stage in which v1 creates the jobs can be the answer to a failure of v2.
  @Test func createsOnV1IfV2CannotBeSearched() async throws {
    let world = V1World()
    world.sandbox.inject(.serverError, into: [.listV2Jobs], times: .max)
    let answer = try await gateway(world, .v1Only).create(
      V1World.body(world.addFiles(1)), retry: 1)
    #expect(answer.status == 200)
    #expect(world.sandbox.createdV1JobCount == 1)
  }

  /// v1 answers what only v1 can express.
  @Test func sendsMultimodalToV1() async throws {
    let world = V1World()
    let body = V1World.body(world.addFiles(1), ["mode": "MULTIMODAL"])
    let gateway = gateway(world, .shadow)
    let answer = try await gateway.create(body)
    #expect(answer.status == 200)
    #expect(answer.json["mode"] == "MULTIMODAL")
    #expect(world.sandbox.createdV1JobCount == 1)
    #expect(gateway.migration?.control.counts.v1 == 1, "the mirror compares v2's refusal")
    #expect(gateway.migration?.control.counts.inexpressible == 0)
  }

  /// What the model can't express is v1's alone: nothing of it is mirrored, and v2 refuses it.
  @Test(arguments: [
    (MigrationStage.v1Only, 200), (.shadow, 200), (.canary(.all, mirrors: true), 200),
    (.rampDown, 422), (.v2Only, 422),
  ])
  func countsWhatModelCannotExpress(stage: MigrationStage, status: Int) async throws {
    let world = V1World()
    let gateway = gateway(world, stage)
    let answer = try await gateway.create(
      V1World.body(world.addFiles(1), ["parsing_configuration": ["max_pages": 0]]))
    #expect(answer.status == status)
    #expect(world.sandbox.createdV1JobCount == (status == 200 ? 1 : 0))
    #expect(world.sandbox.createdV2JobCount == 0)
    let migration = try #require(gateway.migration)
    var text = PrometheusText()
    migration.control.counts.write(to: &text)
    #expect(text.text.contains("routed_total{result=\"inexpressible\"} 1\n"))
    #expect(text.text.contains("routed_total{result=\"v1\"} 0\n"))
    #expect(migration.counts == ShadowCounts())
  }
}
#endif
