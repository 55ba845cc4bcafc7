// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct MigratingBackendTests {
  private let v1 = FakeBackend(.v1)
  private let v2 = FakeBackend(.v2)

  private func backend(
    _ stage: MigrationStage, _ control: MigrationControl? = nil
  ) -> MigratingBackend {
    MigratingBackend(v1: v1, v2: v2, control: control ?? MigrationControl(stage: stage))
  }

  private static let group = GroupID("00000000-0001-8002-8000-000000000001")

  // MARK: - Routing

  @Test(arguments: [
    (MigrationStage.v1Only, APIVersion.v1), (.shadow, .v1), (.canary(.none, mirrors: true), .v1),
    (.canary(.all, mirrors: false), .v2), (.rampDown, .v2), (.v2Only, .v2),
  ])
  func stageChoosesVersion(stage: MigrationStage, version: APIVersion) async throws {
    let job = try await backend(stage).submit(.files("dfl-1"))
    #expect(job.id.version == version)
    #expect((v1.requests.count, v2.requests.count) == (version == .v1 ? (1, 0) : (0, 1)))
  }

  @Test(arguments: MigrationStageTests.texts.map(\.1))
  func killSwitchSendsEverythingToV1(stage: MigrationStage) async throws {
    let control = MigrationControl(stage: stage)
    control.kill()
    #expect(try await backend(stage, control).submit(.files("dfl-1")).id.version == .v1)
    #expect(v2.requests.isEmpty)
  }

  @Test(arguments: MigrationStageTests.texts.map(\.1), [false, true])
  func groupContinuesOnV2(stage: MigrationStage, isKilled: Bool) async throws {
    let control = MigrationControl(stage: stage)
    if isKilled { control.kill() }
    let group = try #require(Self.group)
    let request = ClassifyRequest.files("a", "b", idempotency: .group(group))
    let backend = backend(stage, control)
    #expect(try await backend.submit(request).id == .group(group))
    #expect(v1.requests.isEmpty)
    #expect(backend.capabilities(for: request).supportsIdempotencyKeys)
  }

  @Test func changesTakeEffectOnNextCall() async throws {
    let control = MigrationControl()
    let backend = backend(.v1Only, control)
    var versions: [APIVersion] = []
    for stage in [MigrationStage.v1Only, .v2Only, .shadow, .rampDown] {
      control.stage = stage
      versions.append(try await backend.submit(.files("dfl-1")).id.version)
    }
    control.kill()
    versions.append(try await backend.submit(.files("dfl-1")).id.version)
    control.revive()
    versions.append(try await backend.submit(.files("dfl-1")).id.version)
    #expect(versions == [.v1, .v2, .v1, .v2, .v1, .v2])
    #expect((backend.control.counts.v1, backend.control.counts.v2) == (3, 3))
  }

  @Test func sameKeyStaysOnSameVersionAndNeverMovesBack() async throws {
    let control = MigrationControl()
    let backend = backend(.v1Only, control)
    var onV2: Set<String> = []
    for percent in [0, 1, 10, 50, 90, 100] {
      control.stage = .canary(Share(percent: Double(percent)), mirrors: false)
      var next: Set<String> = []
      for id in (0..<200).map({ "dfl-\($0)" }) {
        let first = try await backend.submit(.files(id)).id.version
        #expect(try await backend.submit(.files(id)).id.version == first)
        if first == .v2 { next.insert(id) }
      }
      #expect(onV2.isSubset(of: next))
      onV2 = next
    }
    #expect(onV2.count == 200)
  }

  @Test func callersKeyDecides() async throws {
    let backend = MigratingBackend(
      v1: v1, v2: v2,
      control: MigrationControl(stage: .canary(Share(percent: 50), mirrors: false)),
      stickyKey: { _ in "customer" })
    var versions: Set<APIVersion> = []
    for number in 0..<50 {
      versions.insert(try await backend.submit(.files("dfl-\(number)")).id.version)
    }
    #expect(versions.count == 1)
  }

  @Test func defaultKeyIgnoresPrefixOfFileIDs() {
    let id = "8a1f0000-0000-4000-8000-000000000001"
    #expect(
      MigratingBackend.documentIdentifiers(.files(id, "x"))
        == MigratingBackend.documentIdentifiers(.files("dfl-\(id)", "x")))
    #expect(
      MigratingBackend.documentIdentifiers(.files("a", "b"))
        != MigratingBackend.documentIdentifiers(.files("b", "a")))
  }

  // MARK: - Errors

  /// A client makes a backend for each call.
  @Test func countsRequestsOfAllBackendsWithTheControls() async throws {
    let control = MigrationControl(stage: .v2Only)
    for _ in 0..<3 { _ = try await backend(.v2Only, control).submit(.files("dfl-1")) }
    #expect(control.counts.v2 == 3)
  }

  @Test(arguments: [Share.none, Share(percent: 50), .all])
  func canaryServesWhatEitherVersionAccepts(share: Share) async throws {
    let backend = backend(.canary(share, mirrors: false))
    let multimodal = try await backend.submit(.files("dfl-1", mode: .multimodal))
    #expect(multimodal.id.version == .v1)
    let saved = ClassifyRequest(documents: [.file("dfl-1")], configuration: .saved("cfg-1"))
    #expect(try await backend.submit(saved).id.version == .v2)
    #expect(backend.control.counts.rerouted == 1)
    #expect(backend.capabilities.supportsMultimodal)
    #expect(backend.capabilities.supportsSavedConfigurations)
  }

  @Test func throwsRefusalOfChosenVersionIfBothRefuse() async throws {
    let refusals = [NoteCode.rulesEmpty, .documentLength].map {
      TranslationRefusal(notes: [Note($0, at: "/")], policy: .standard)
    }
    v1.setBehavior(.fails(refusals[0]))
    v2.setBehavior(.fails(refusals[1]))
    for (share, refusal) in [(Share.none, refusals[0]), (.all, refusals[1])] {
      await #expect(throws: refusal) {
        try await backend(.canary(share, mirrors: false)).submit(.files("dfl-1"))
      }
    }
  }

  @Test(arguments: [
    (MigrationStage.v1Only, false), (.shadow, false), (.canary(.none, mirrors: false), true),
    (.rampDown, false), (.v2Only, false),
  ])
  func throwsRefusalInOtherStages(stage: MigrationStage, isKilled: Bool) async throws {
    let refusal = TranslationRefusal(notes: [Note(.rulesEmpty, at: "/")], policy: .standard)
    let control = MigrationControl(stage: stage)
    if isKilled { control.kill() }
    v1.setBehavior(.fails(refusal))
    v2.setBehavior(.fails(refusal))
    await #expect(throws: refusal) { try await backend(stage, control).submit(.files("dfl-1")) }
    #expect(v1.requests.count + v2.requests.count == 1)
  }

  @Test(arguments: [
    ClassifyError(code: .connection, message: "lost"),
    ClassifyError(code: .unsupported, message: "no"),
    ClassifyError(code: .unprocessable, message: "no"),
  ])
  func doesNotRepeatOtherErrorsOnOtherVersion(error: ClassifyError) async throws {
    v2.setBehavior(.fails(error))
    let backend = backend(.canary(.all, mirrors: true))
    await #expect(throws: error) { try await backend.submit(.files("dfl-1")) }
    #expect(v1.requests.isEmpty)
    #expect(backend.control.counts.failed == 1)
  }

  // MARK: - Jobs

  @Test(arguments: MigrationStageTests.texts.map(\.1))
  func findsJobsOfBothVersionsAfterRestart(stage: MigrationStage) async throws {
    let first = try await backend(.v1Only).submit(.files("dfl-1")).id
    let second = try await backend(.v2Only).submit(.files("dfl-2")).id
    let restarted = backend(stage)
    #expect(try await restarted.job(first).id == first)
    #expect(try await restarted.job(second).id == second)
    #expect(try await restarted.cancel(second).status == .cancelled)
    #expect(restarted.capabilities(of: second).canCancel)
    #expect(!restarted.capabilities(of: first).canCancel)
    let error = await #expect(throws: ClassifyError.self) { try await restarted.delete(first) }
    #expect(error?.code == .unsupported)
    try await restarted.delete(second)
    let missing = await #expect(throws: ClassifyError.self) { try await restarted.job(second) }
    #expect(missing?.code == .notFound)
  }

  @Test func jobsStayReadableWhileStageChanges() async throws {
    let control = MigrationControl()
    let backend = backend(.v1Only, control)
    let changes = Task {
      while !Task.isCancelled {
        for (_, stage) in MigrationStageTests.texts {
          control.stage = stage
          await Task.yield()
        }
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<500 {
        group.addTask {
          let id = try await backend.submit(.files("dfl-\(number)")).id
          #expect(try await backend.job(id).documents.first?.reference == .file("dfl-\(number)"))
        }
      }
      try await group.waitForAll()
    }
    changes.cancel()
    #expect(backend.control.counts.v1 + backend.control.counts.v2 == 500)
    #expect(v1.requests.count + v2.requests.count == 500)
  }
}
