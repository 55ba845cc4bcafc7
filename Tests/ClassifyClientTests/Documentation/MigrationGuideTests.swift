// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import Foundation
import TestSupport
import Testing

/// Runs the samples of docs/migrating-from-v1.md: before and after must have the same effect.
@Suite struct MigrationGuideTests {
  private let samples = MigrationSamples(rules: Samples.rules)

  // MARK: - The guide and the samples

  @Test func compilesEverySample() throws {
    let text = try GuideText()
    #expect(text.blocks.count > 30)
    for block in text.blocks {
      #expect(text.hasSample(block), "\(block.joined(separator: "\n"))")
    }
  }

  @Test func detectsMissingSample() throws {
    let text = try GuideText()
    let block = try #require(text.blocks.first)
    #expect(!text.hasSample(block + ["more()"]))
    #expect(!text.hasSample(block.map { "  " + $0 } + block))
    #expect(!text.hasSample([""]))
  }

  @Test func hasSectionForEveryDeprecationMessage() throws {
    let text = try GuideText()
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/ClassifyClient/V1")
    let files = try FileManager.default.contentsOfDirectory(
      at: sources, includingPropertiesForKeys: nil)
    let mark = "docs/migrating-from-v1.md#"
    let named = try files.flatMap { try GuideText.lines(of: $0) }.compactMap { line in
      line.firstRange(of: mark).map { line[$0.upperBound...].prefix { $0.isLetter || $0 == "-" } }
    }
    #expect(named.count >= 8)
    for anchor in named { #expect(text.anchors.contains(String(anchor)), "#\(anchor)") }
    let links = text.guide.flatMap { $0.split(separator: "](#").dropFirst() }
    for link in links { #expect(text.anchors.contains(String(link.prefix { $0 != ")" }))) }
  }

  // MARK: - The switch

  @Test func switchesWithOneArgument() throws {
    do {
      let client = try samples.switched()
      #expect(client.description.hasSuffix("answered by v2"))
    } catch let error as ConfigurationError {
      // The environment of the tests may have no key.
      #expect(error.code == .missingKey)
    }
  }

  @available(*, deprecated)
  @Test func refusesApproximationWhenStrict() async throws {
    let world = World()
    let client = samples.switchedStrictly(
      configuration: ServiceConfiguration(key: try Secret("llx-1")), transport: world.sandbox)
    await #expect(throws: TranslationRefusal.self) {
      try await client.classifier.jobs.create(
        V1.JobCreateParams(
          fileIDs: [world.addFile()], rules: Samples.rules,
          parsingConfiguration: .value(samples.languageBefore())))
    }
  }

  @available(*, deprecated)
  @Test func createsJobWithGivenGroupID() async throws {
    let world = World()
    let files = [world.addFile(), world.addFile()]
    let job = try #require(try await samples.createdAgain(client: world.client(.v2), files: files))
    #expect(GroupID(job.id) != nil)
    #expect(world.sandbox.createdV2JobCount == 2)
  }

  @available(*, deprecated)
  @Test func cancelsAndDeletesGroup() async throws {
    let world = World()
    let client = try world.client(.v2)
    let file = world.addFile()
    let job = try await samples.createBefore(client: client, march: file, april: file)
    let cancelled = try await samples.ended(client: client, jobID: job.id)
    #expect(cancelled.status == .known(.cancelled))
    let gone = try await classifyError { try await client.classifier.jobs.get(job.id) }
    #expect(gone?.code == .notFound)
  }

  // MARK: - Call by call

  @available(*, deprecated)
  @Test func endsJobsEquivalently() async throws {
    let world = World()
    let client = try world.client(.v2)
    let file = world.addFile()
    let group = try await samples.createBefore(client: client, march: file, april: file)
    let before = try await samples.cancelBefore(client: client, jobID: group.id)
    #expect(before.status == .known(.cancelled))
    let jobs = try await samples.createAfter(client: client, march: file, april: file).map(\.id)
    let after = try await samples.cancelAfter(client: client, jobIDs: jobs)
    #expect(after == [.known(.cancelled), .known(.cancelled)])
    try await samples.deleteBefore(client: client, jobID: group.id)
    try await samples.deleteAfter(client: client, jobIDs: jobs)
    for try await job in client.classify.list() { Issue.record("\(job.id) exists") }
  }

  @available(*, deprecated)
  @Test func createsEquivalentJobs() async throws {
    let world = World()
    let files = [world.addFile(), world.addFile()]
    for service in [ClassifierService.v1, .v2] {
      let client = try world.client(service)
      let before = try await samples.createBefore(client: client, march: files[0], april: files[1])
      #expect(before.parsingConfiguration.value?.maxPages ?? 5 == 5)
    }
    let after = try await samples.createAfter(
      client: try world.client(), march: files[0], april: files[1])
    #expect(after.map(\.fileInput) == files)
    #expect(
      after.allSatisfy { $0.configuration.parsingConfiguration.value?.maxPages == 5 })
  }

  @Test func createsOneJobForRepeatedKey() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    let first = try await samples.createWithKey(client: client, file: file)
    #expect(try await samples.createWithKey(client: client, file: file).id == first.id)
  }

  @available(*, deprecated)
  @Test func readsAndWaitsEquivalently() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    let old = try await samples.createBefore(client: client, march: file, april: file)
    let new = try await samples.createWithKey(client: client, file: file)
    #expect(try await !samples.getBefore(client: client, jobID: old.id))
    #expect(try await !samples.getAfter(client: client, jobID: new.id))
    world.clock.advance(by: .seconds(3))
    // Both are running now, a status that only v2 has.
    #expect(try await !samples.getBefore(client: client, jobID: old.id))
    #expect(try await !samples.getAfter(client: client, jobID: new.id))
    #expect(try await samples.waitBefore(client: client, jobID: old.id))
    #expect(try await samples.waitAfter(client: client, jobID: new.id))
    try await samples.watch(client: client, jobID: new.id)
    #expect(try await samples.getBefore(client: client, jobID: old.id))
    #expect(try await samples.getAfter(client: client, jobID: new.id))
    let types = try await samples.resultsAfter(client: client, jobIDs: [new.id])
    #expect(types == [file: "invoice"])
    let oldTypes = try await samples.resultsBefore(client: client, jobID: old.id)
    #expect(Array(oldTypes.values) == ["invoice"])
  }

  @available(*, deprecated)
  @Test func listsFailedJobs() async throws {
    let world = World()
    let client = try world.client()
    let broken = world.sandbox.addFile(name: "a.broken", text: "")
    let old = try await client.classifier.jobs.create(
      V1.JobCreateParams(fileIDs: [broken], rules: Samples.rules))
    let jobs = try await samples.createAfter(client: client, march: broken, april: world.addFile())
    world.clock.advance(by: .seconds(60))
    #expect(try await samples.listBefore(client: client) == [old.id])
    #expect(try await samples.listAfter(client: client) == [jobs[0].id])
  }

  @Test func resumesListFromPageToken() async throws {
    let world = World()
    let client = try world.client()
    let file = world.addFile()
    let jobs = try await samples.createAfter(client: client, march: file, april: file)
    let more = try await samples.createAfter(client: client, march: file, april: file)
    var rest: [String] = []
    for try await job in try await samples.listLater(client: client) { rest.append(job.id) }
    #expect(rest == [jobs[1].id, jobs[0].id])
    #expect(more.count == 2)
  }

  @available(*, deprecated)
  @Test func classifiesEquivalently() async throws {
    let world = World()
    let files = [world.addFile(), world.addFile()]
    for service in [ClassifierService.v1, .v2] {
      let results = try await samples.classifyBefore(client: world.client(service), files: files)
      #expect(results.items.map(\.result.value?.type) == [.value("invoice"), .value("invoice")])
    }
    let jobs = try await samples.classifyAfter(client: world.client(), files: files)
    #expect(Set(jobs.keys) == Set(files))
    #expect(jobs.values.allSatisfy { $0.result.value?.type == .value("invoice") })
  }

  // MARK: - What changes its meaning

  @Test func selectsSamePages() throws {
    let before = try translated(samples.limitBefore(file: "f"))
    #expect(before.configuration == samples.limitAfter(file: "f").configuration)
    var params = samples.limitBefore(file: "f")
    params.parsingConfiguration = .value(samples.pagesBefore())
    let (after, text) = try samples.pagesAfter(file: "f")
    #expect(text == "1,3-4")
    #expect(try translated(params).configuration == after.configuration)
  }

  @Test func selectsSameLanguage() throws {
    var params = samples.limitBefore(file: "f")
    params.parsingConfiguration = .value(samples.languageBefore())
    let after = samples.languageAfter(file: "f")
    #expect(after.configuration.value?.parsingConfiguration.value?.lang == "zh")
    #expect(
      try translated(params, V2Translator(languages: .iso639Part1)).configuration
        == after.configuration)
  }

  @Test func refusesMultimodal() throws {
    #expect(throws: TranslationRefusal.self) { try translated(samples.modeBefore(file: "f")) }
    #expect(samples.modeAfter(parseJobID: "pjb-1").fileInput == "pjb-1")
  }

  /// Translates a v1 request with one file to v2, as `LlamaCloud(classifier: .v2)` does.
  private func translated(
    _ params: V1.JobCreateParams, _ translator: V2Translator = V2Translator()
  ) throws -> V2.ClassifyCreateParams {
    let request = try V1Translator().request(from: params).value
    return try #require(try translator.params(from: request) { _ in nil }.value.first)
  }

  @Test(arguments: [
    ("PENDING", "PENDING"), ("PENDING", "RUNNING"), ("SUCCESS", "COMPLETED"),
    ("PARTIAL_SUCCESS", "COMPLETED"), ("ERROR", "FAILED"), ("CANCELLED", "CANCELLED"),
    ("PAUSED", "PAUSED"),
  ])
  func mapsStatusesEquivalently(v1: String, v2: String) {
    let old = V1.Job(id: "1", projectID: "p", rules: [], status: Open(v1), userID: "u")
    let new = V2.Job(
      id: "1", configuration: V2.Configuration(rules: []), documentInputType: .known(.fileID),
      projectID: "p", status: Open(v2), userID: "u")
    #expect(samples.statusBefore(job: old) == samples.statusAfter(job: new))
  }

  @Test(arguments: ["success", "partial_success", "error", "cancelled", "running"])
  func sortsDeliveriesByEvent(event: String) throws {
    let body = #"{"event_id":"e","event_type":"classify.\#(event)","data":{"job_id":"j"}}"#
    let sorted = try samples.webhook(headerFields: [], body: Array(body.utf8))
    #expect(sorted.finished == (["success", "partial_success"].contains(event) ? ["j"] : []))
    #expect(sorted.failed == (["error", "cancelled"].contains(event) ? ["j"] : []))
    #expect(sorted.2.eventType == "parse.\(event)")
  }

  @available(*, deprecated)
  @Test func findsGroupInMemberKey() async throws {
    let world = World()
    let client = try world.client(.v2)
    let file = world.addFile()
    let job = try await samples.createBefore(client: client, march: file, april: file)
    for try await member in client.classify.list() {
      #expect(try await samples.groupOfMember(client: client, memberID: member.id) == job.id)
    }
  }

  @Test func uploadsFile() async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).txt")
    try Data(Samples.invoice.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let file = try await samples.upload(client: World().client(), url: url)
    #expect(file.name == url.lastPathComponent)
  }

  @Test func catchesNotFound() async throws {
    try await samples.missing(client: World().client(), jobID: "clj-1")
  }
}

/// The lines of the migration guide and of `MigrationSamples.swift`.
struct GuideText {
  let guide: [String]
  let samples: [String]

  init() throws {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let root = here.appending(path: "../../..")
    guide = try Self.lines(of: root.appending(path: "docs/migrating-from-v1.md"))
    samples = try Self.lines(of: here.appending(path: "MigrationSamples.swift"))
  }

  static func lines(of url: URL) throws -> [String] {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The Swift code blocks of the guide.
  var blocks: [[String]] {
    MarkdownBlocks(file: "docs/migrating-from-v1.md").blocks
      .filter { $0.language == "swift" }.map(\.lines)
  }

  /// Returns whether the samples contain the lines, consecutive and equally indented.
  func hasSample(_ block: [String]) -> Bool {
    guard let first = block.first(where: { !$0.isEmpty }) else { return false }
    return samples.indices.contains { start in
      guard start + block.count <= samples.count, samples[start].hasSuffix(first) else {
        return false
      }
      let indentation = samples[start].dropLast(first.count)
      guard indentation.allSatisfy({ $0 == " " }) else { return false }
      return zip(block, samples[start...]).allSatisfy { line, sample in
        sample == (line.isEmpty ? "" : indentation + line)
      }
    }
  }

  /// The anchors that GitHub generates for the guide's headings.
  var anchors: Set<String> {
    Set(
      guide.filter { $0.hasPrefix("#") }.map { heading in
        let text = heading.drop { $0 == "#" }.dropFirst().lowercased()
        return text.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
          .map { $0 == " " ? "-" : String($0) }.joined()
      })
  }
}
