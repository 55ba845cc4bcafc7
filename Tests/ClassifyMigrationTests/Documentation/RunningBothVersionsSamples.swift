// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// The samples of docs/running-both-versions.md, each in a function of its own.
struct RunningBothVersionsSamples {
  let v1: any ClassifyBackend
  let v2: any ClassifyBackend

  func shadow(appendingTo path: String) throws -> (MigratingBackend, ComparisonResultWriter) {
    let control = MigrationControl(stage: .shadow)
    let results = try ComparisonResultWriter(FileResultStorage(path: path))
    let options = MirrorOptions(documentBudget: 5_000)
    let mirror = JobMirror(v1: v1, v2: v2, options: options) { result in
      do {
        try results.append(result)
      } catch {
        control.sampling = .none
        print("no result of \(result.document.name), and nothing more is mirrored: \(error)")
      }
    }
    let backend = MigratingBackend(v1: v1, v2: v2, control: control, mirror: mirror)
    return (backend, results)
  }

  func classify(_ request: ClassifyRequest, on backend: MigratingBackend) async throws
    -> ClassifyJob
  {
    let job = try await backend.submit(request)
    let finished = try await backend.waitUntilFinished(job.id)
    return finished
  }

  func shadowingClient(
    configuration: ServiceConfiguration, transport: any HTTPTransport, control: MigrationControl,
    mirror: JobMirror
  ) -> LlamaCloud {
    let client = LlamaCloud(
      configuration: configuration,
      classifier: .backend { v1, v2 in
        MigratingBackend(v1: v1, v2: v2, control: control, mirror: mirror)
      },
      transport: transport)
    return client
  }

  func counts(of mirror: JobMirror) -> [MirrorCounts.DropReason: Int] {
    let counts = mirror.counts
    print("\(counts.compared) of \(counts.offered) documents compared")
    for (reason, count) in counts.dropped { print("\(count) dropped: \(reason)") }
    return counts.dropped
  }

  func dial(_ control: MigrationControl) {
    control.stage = .canary(Share(percent: 5), mirrors: true)
    control.sampling = Share(percent: 20)
  }

  func dial(_ control: MigrationControl, from text: String) {
    if let stage = MigrationStage(text) { control.stage = stage }
  }

  func canary(
    byCustomer customerID: String, control: MigrationControl, mirror: JobMirror
  ) -> MigratingBackend {
    let backend = MigratingBackend(
      v1: v1, v2: v2, control: control, mirror: mirror, stickyKey: { _ in customerID })
    return backend
  }

  func stop(_ control: MigrationControl) {
    control.kill()
  }

  func resume(_ control: MigrationControl) {
    control.revive()
  }

  func budgets(service: ServiceClient) -> (V2Backend, MirrorOptions) {
    let v2 = V2Backend(
      client: service, translator: V2Translator(dialect: .current),
      options: V2Options(readsUsage: true))
    let options = MirrorOptions(documentBudget: 5_000, creditBudget: 20_000)
    return (v2, options)
  }

  func shutDown(
    _ mirror: JobMirror, writing results: ComparisonResultWriter
  ) async throws -> Bool {
    let isEmpty = await mirror.drain(within: .seconds(60))
    mirror.stop()
    try results.synchronize()
    return isEmpty
  }
}
