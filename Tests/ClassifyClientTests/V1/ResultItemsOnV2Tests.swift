// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// The members of v1's result items, served by v2.
@Suite struct ResultItemsOnV2Tests {
  private func params(_ files: [String]) -> V1.JobCreateParams {
    V1.JobCreateParams(fileIDs: files, rules: Samples.rules)
  }

  @available(*, deprecated)
  @Test func returnsFileIDsAsGivenByCaller() async throws {
    let world = World()
    let bare = String(world.addFile().dropFirst(4))
    for service in [
      ClassifierService.v2, .v2(translator: V2Translator(fileIdentifiers: .prefixed)),
    ] {
      let results = try await world.client(service).classifier.classify(params([bare]))
      #expect(results.items.map(\.fileID) == [.value(bare)])
    }
    let mixed = [world.addFile(), bare]
    for service in [ClassifierService.v1, .v2] {
      let results = try await world.client(service).classifier.classify(params(mixed))
      #expect(results.items.map(\.fileID) == mixed.map { .value($0) })
    }
  }

  /// A client that adds the prefix can't tell afterwards which IDs had it.
  @available(*, deprecated)
  @Test func notesFileIDsWhosePrefixResultsLack() async throws {
    let world = World()
    let noted = Collector<TranslationNotes>()
    let service = ClassifierService.v2(translator: V2Translator(fileIdentifiers: .prefixed))
    let client = try world.client(service) { noted.add($0) }
    let id = world.addFile()
    let results = try await client.classifier.classify(params([id]))
    #expect(results.items.map(\.fileID) == [.value(String(id.dropFirst("dfl-".count)))])
    let notes = noted.values.flatMap(\.notes).filter { $0.code == .documentIdentifier }
    #expect(notes.map(\.pointer) == ["/file_ids/0"])
    #expect(notes.map(\.before) == [id])
  }

  /// A single job and a group have items with the same members, in any state.
  @available(*, deprecated)
  @Test(arguments: [true, false])
  func returnsSameMembersForSingleFileAndGroup(isFinished: Bool) async throws {
    let world = World()
    let client = try world.client(.v2)
    var names: Set<[String]> = []
    for count in 1...2 {
      let job = try await client.classifier.jobs.create(
        params((0..<count).map { _ in world.addFile() }))
      if isFinished { _ = try await client.classifier.jobs.waitForCompletion(job.id) }
      let results = try await client.classifier.jobs.getResults(job.id)
      #expect(results.items.count == count)
      for item in results.items {
        names.insert(try JSONValue(json: item.jsonBytes()).object?.names ?? [])
      }
    }
    // The members of v1's reference.
    #expect(
      names == [["id", "classify_job_id", "created_at", "file_id", "result", "updated_at"]])
  }
}
