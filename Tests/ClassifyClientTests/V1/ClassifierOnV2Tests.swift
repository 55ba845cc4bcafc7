// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// The v1 calls, served by v2.
@Suite struct ClassifierOnV2Tests {
  private func params(
    _ files: [String], _ parsing: V1.ParsingConfiguration? = nil
  ) -> V1.JobCreateParams {
    V1.JobCreateParams(
      fileIDs: files, rules: Samples.rules, parsingConfiguration: Presence(parsing))
  }

  /// Adds files of alternating types, so that a misplaced result is detected.
  private func addFiles(_ count: Int, to world: World) -> [(id: String, type: String)] {
    (0..<count).map { position in
      let isInvoice = position % 3 == 0
      let id = world.sandbox.addFile(
        name: "\(position).txt", text: isInvoice ? Samples.invoice : Samples.receipt)
      return (id, isInvoice ? "invoice" : "receipt")
    }
  }

  @available(*, deprecated)
  @Test(arguments: [1, 3, 500])
  func returnsAllResultsInOrder(fileCount: Int) async throws {
    let world = World()
    let client = try world.client(.v2)
    let files = addFiles(fileCount, to: world)
    let job = try await client.classifier.jobs.create(params(files.map(\.id)))
    let done = try await client.classifier.jobs.waitForCompletion(job.id)
    #expect(done.id == job.id)
    #expect(done.status == .known(.success))
    let results = try await client.classifier.jobs.getResults(job.id)
    #expect(results.items.map(\.fileID) == files.map { .value($0.id) })
    #expect(results.items.map(\.result.value?.type) == files.map { .value($0.type) })
    #expect(results.items.allSatisfy { $0.classifyJobID == job.id })
    #expect(Set(results.items.map(\.id)).count == fileCount)
    #expect(results.nextPageToken == .null)
    #expect(results.totalSize == .value(fileCount))
    #expect(world.sandbox.createdV1JobCount == 0)
    #expect(world.sandbox.createdV2JobCount == fileCount)
  }

  @available(*, deprecated)
  @Test func returnsSameResultsOnEveryReadAndFromEveryProcess() async throws {
    let world = World { $0.jobDurations = Sandbox.JobDurations() }
    let files = addFiles(3, to: world).map(\.id)
    let client = try world.client(.v2)
    let job = try await client.classifier.jobs.create(params(files))
    let first = try await client.classifier.jobs.getResults(job.id)
    let other = try await world.client(.v2).classifier.jobs.getResults(job.id)
    #expect(first == other)
    #expect(GroupID(job.id) != nil)
  }

  @available(*, deprecated)
  @Test func returnsV1JobMembers() async throws {
    let world = World()
    let client = try world.client(.v2)
    let created = try await client.classifier.jobs.create(
      params(addFiles(2, to: world).map(\.id)))
    #expect(created.status == .known(.pending))
    #expect(created.rules == Samples.rules)
    #expect(created.projectID == world.sandbox.projectID)
    // v1's default is sent explicitly, because v2 has another.
    #expect(created.parsingConfiguration.value?.maxPages == 5)
    world.clock.advance(by: .seconds(3))
    let running = try await client.classifier.jobs.get(created.id)
    #expect(running.status == .known(.pending))
  }

  // MARK: - Final statuses

  @available(*, deprecated)
  @Test func returnsNullResultForFailedFiles() async throws {
    let world = World()
    let client = try world.client(.v2)
    let good = world.addFile()
    let bad = world.sandbox.addFile(name: "b.txt", text: "", failure: "It is not a document.")
    let results = try await client.classifier.classify(params([bad, good]))
    #expect(results.items.map(\.fileID) == [.value(bad), .value(good)])
    #expect(results.items[0].result == .null)
    #expect(results.items[1].result.value?.type == .value("invoice"))
    let jobID = try #require(results.items.first?.classifyJobID)
    let job = try await client.classifier.jobs.get(jobID)
    #expect(job.status == .known(.partialSuccess))
    #expect(job.errorMessage.value?.contains("It is not a document.") == true)
  }

  @available(*, deprecated)
  @Test(arguments: [1, 2])
  func returnsErrorStatusWhenEveryFileFailed(fileCount: Int) async throws {
    let world = World()
    let files = (0..<fileCount).map { _ in
      world.sandbox.addFile(name: "a.broken", text: "")
    }
    let client = try world.client(.v2)
    let results = try await client.classifier.classify(params(files))
    #expect(results.items.map(\.result) == files.map { _ in .null })
    let jobID = try #require(results.items.first?.classifyJobID)
    #expect(try await client.classifier.jobs.get(jobID).status == .known(.error))
  }

  @available(*, deprecated)
  @Test func returnsCancelledStatusWhenEveryMemberIsCancelled() async throws {
    let world = World()
    let client = try world.client(.v2)
    let job = try await client.classifier.jobs.create(
      params(addFiles(2, to: world).map(\.id)))
    for try await member in client.classify.list() {
      _ = try await client.classify.cancel(member.id)
    }
    let done = try await client.classifier.jobs.waitForCompletion(job.id)
    #expect(done.status == .known(.cancelled))
    let results = try await client.classifier.jobs.getResults(job.id)
    #expect(results.items.map(\.result) == [.null, .null])
  }

  @available(*, deprecated)
  @Test func returnsNullResultForUnfinishedFiles() async throws {
    let world = World()
    let client = try world.client(.v2)
    let files = addFiles(2, to: world)
    let job = try await client.classifier.jobs.create(params(files.map(\.id)))
    let results = try await client.classifier.jobs.getResults(job.id)
    #expect(results.items.map(\.fileID) == files.map { .value($0.id) })
    #expect(results.items.map(\.result) == [.null, .null])
  }

  // MARK: - Translation

  @available(*, deprecated)
  @Test func refusesMultimodalBeforeSending() async throws {
    let world = World()
    var params = params([world.addFile()])
    params.mode = .value(.known(.multimodal))
    let client = try world.client(.v2)
    let error = await #expect(throws: TranslationRefusal.self) {
      try await client.classifier.jobs.create(params)
    }
    #expect(error?.reasons.map(\.code) == [.modeMultimodal])
    // The notes of reading the v1 body are part of the refusal.
    #expect(error?.notes.map(\.code) == [.pageLimitDefaulted, .modeMultimodal])
    #expect(world.sandbox.requests.isEmpty)
  }

  @available(*, deprecated)
  @Test func notesLimitOnce() async throws {
    let world = World()
    let noted = Collector<TranslationNotes>()
    let client = try world.client(.v2) { noted.add($0) }
    _ = try await client.classifier.jobs.create(
      params([world.addFile()], V1.ParsingConfiguration(maxPages: 2, targetPages: [0])))
    let creation = noted.values.filter { $0.operation == "classifier.jobs.create" }
    #expect(creation.flatMap(\.notes).count { $0.code == .pageLimitWithSelection } == 1)
  }

  @available(*, deprecated)
  @Test func convertsZeroBasedPagesToOneBased() async throws {
    let world = World()
    let client = try world.client(.v2)
    let results = try await client.classifier.classify(
      params([world.addFile()], V1.ParsingConfiguration(targetPages: [1])))
    #expect(results.items.first?.result.value?.type == .value("receipt"))
    var selections: [String?] = []
    for try await job in client.classify.list() {
      let parsing = job.configuration.parsingConfiguration.value
      selections.append(parsing?.targetPages.value?.value)
    }
    #expect(selections == ["2"])
  }

  @available(*, deprecated)
  @Test func reportsTranslationNotes() async throws {
    let world = World()
    let noted = Collector<TranslationNotes>()
    let client = try world.client(.v2) { noted.add($0) }
    let job = try await client.classifier.jobs.create(
      params(addFiles(2, to: world).map(\.id), V1.ParsingConfiguration(lang: "ch_sim")))
    let creation = noted.values.filter { $0.operation == "classifier.jobs.create" }
    let codes = Set(creation.flatMap(\.notes).map(\.code))
    #expect(codes.isSuperset(of: [.pageLimitDefaulted, .requestFanOut, .languageNotISO]))
    world.clock.advance(by: .seconds(3))
    _ = try await client.classifier.jobs.get(job.id)
    let reading = noted.values.filter { $0.operation == "classifier.jobs.get" }
    #expect(reading.flatMap(\.notes).contains { $0.code == .statusRunning })
    // The notes on the request are about no job yet.
    #expect(creation.first?.jobID == nil)
    #expect(Set(reading.compactMap { $0.jobID?.text }) == [job.id])
  }

  /// The first step of the translation succeeds; the second has no place for the group.
  @available(*, deprecated)
  @Test func reportsNotesOfFirstStepBeforeError() async throws {
    let world = World()
    let noted = Collector<TranslationNotes>()
    let client = try world.client(.v2) { noted.add($0) }
    let group = try #require(client.classifier.jobs.newGroup(fileCount: 2))
    let error = try await classifyError {
      try await client.classifier.jobs.create(params([world.addFile()]), as: group)
    }
    #expect(error?.code == .invalidRequest)
    #expect(noted.values.map(\.operation) == ["classifier.jobs.create"])
    #expect(noted.values.flatMap(\.notes).contains { $0.code == .pageLimitDefaulted })
  }

  @available(*, deprecated)
  @Test func appliesPolicyOfTranslator() async throws {
    let world = World()
    var params = params([world.addFile()], V1.ParsingConfiguration(lang: "ch_sim"))
    let strict = try world.client(.v2(translator: V2Translator(policy: .strict)))
    await #expect(throws: TranslationRefusal.self) {
      try await strict.classifier.jobs.create(params)
    }
    params.mode = .value(.known(.multimodal))
    let permissive = try world.client(.v2(translator: V2Translator(policy: .permissive)))
    let job = try await permissive.classifier.jobs.create(params)
    #expect(try await permissive.classify.get(job.id).configuration.mode == .value(.known(.fast)))
  }

  // MARK: - IDs

  @available(*, deprecated)
  @Test func returnsV2JobIDForSingleFile() async throws {
    let world = World()
    let client = try world.client(.v2)
    let job = try await client.classifier.jobs.create(params([world.addFile()]))
    #expect(try await client.classify.get(job.id).id == job.id)
  }

  @available(*, deprecated)
  @Test func completesPartlyCreatedGroup() async throws {
    let world = World()
    let files = addFiles(5, to: world).map(\.id)
    let group = try #require(try world.client(.v2).classifier.jobs.newGroup(fileCount: 5))
    let options = V2Options(concurrency: 1, incompleteGroupAction: .keepMembers)
    world.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2)
    let error = try await classifyError {
      try await world.client(.v2(options: options)).classifier.jobs.create(params(files), as: group)
    }
    #expect(error?.code == .incompleteGroup)
    #expect(world.sandbox.createdV2JobCount == 2)
    let job = try await world.client(.v2).classifier.jobs.create(params(files), as: group)
    #expect(job.id == group.description)
    #expect(world.sandbox.createdV2JobCount == 5)
  }

  @available(*, deprecated)
  @Test func looksUpMembersOnlyOfUsedGroup() async throws {
    let world = World()
    let files = addFiles(2, to: world).map(\.id)
    let client = try world.client(.v2)
    let group = try #require(client.classifier.jobs.newGroup(fileCount: 2))
    _ = try await client.classifier.jobs.create(params(files), as: group)
    #expect(world.sandbox.requestCount(of: .listV2Jobs) == 0)
    _ = try await world.client(.v2).classifier.jobs.create(params(files), as: group)
    #expect(world.sandbox.requestCount(of: .listV2Jobs) > 0)
    #expect(world.sandbox.createdV2JobCount == 2)
  }

  // MARK: - Lists and older jobs

  @available(*, deprecated)
  @Test func listsGroupAsOneJob() async throws {
    let world = World()
    let client = try world.client(.v2)
    let group = try await client.classifier.jobs.create(params(addFiles(3, to: world).map(\.id)))
    let single = try await client.classifier.jobs.create(params([world.addFile()]))
    var listed: [String] = []
    for try await job in client.classifier.jobs.list(pageSize: 100_000) { listed.append(job.id) }
    #expect(listed == [single.id, group.id])
    let path = world.sandbox.requests.last { $0.operation == .listV2Jobs }?.path
    #expect(path?.contains("page_size=100") == true)
  }

  @available(*, deprecated)
  @Test func readsJobCreatedOnV1() async throws {
    let world = World()
    let file = world.addFile()
    let old = try await world.client(.v1).classifier.jobs.create(params([file]))
    let client = try world.client(.v2)
    let done = try await client.classifier.jobs.waitForCompletion(old.id)
    #expect(done.status == .known(.success))
    let results = try await client.classifier.jobs.getResults(old.id)
    #expect(results.items.first?.result.value?.type == .value("invoice"))
    let strict = try world.client(.v2(readsV1Jobs: false))
    let error = try await classifyError { try await strict.classifier.jobs.get(old.id) }
    #expect(error?.code == .notFound)
  }

  @available(*, deprecated)
  @Test func throwsNotFoundWhenNeitherVersionHasJob() async throws {
    let world = World()
    let client = try world.client(.v2)
    let id = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
    let error = try await classifyError { try await client.classifier.jobs.get(id) }
    #expect(error?.code == .notFound)
    #expect(error?.operation == "classify.get")
    #expect(world.sandbox.requestCount(of: .getV1Job) == 1)
    // An ID that v1 can't have created isn't requested from v1.
    _ = try await classifyError { try await client.classifier.jobs.get("clj-1") }
    #expect(world.sandbox.requestCount(of: .getV1Job) == 1)
  }

  @available(*, deprecated)
  @Test func throwsServerErrorForOlderJobWhenV1IsUnavailable() async throws {
    let world = World()
    let old = try await world.client(.v1).classifier.jobs.create(params([world.addFile()]))
    world.sandbox.inject(.unavailable, into: [.getV1Job], times: .max)
    let client = try world.client(.v2)
    let error = try await classifyError { try await client.classifier.jobs.get(old.id) }
    #expect(error?.code == .server)
    #expect(error?.operation == "classifier.jobs.get")
  }

  @available(*, deprecated)
  @Test func throwsNotFoundForOlderJobWhenV1IsGone() async throws {
    let world = World()
    let old = try await world.client(.v1).classifier.jobs.create(params([world.addFile()]))
    world.sandbox.inject(.errorResponse(410, detail: "Gone"), into: [.getV1Job], times: .max)
    let client = try world.client(.v2)
    let error = try await classifyError { try await client.classifier.jobs.get(old.id) }
    #expect(error?.code == .notFound)
    #expect(error?.operation == "classify.get")
  }

  @available(*, deprecated)
  @Test func listsJobWhosePagesV1CannotExpress() async throws {
    let world = World()
    let notes = Collector<TranslationNotes>()
    let client = try world.client(.v2) { notes.add($0) }
    let pages = try PageSet(rangeString: "1-1000000")
    let large = try await client.classify.create(
      V2.ClassifyCreateParams(
        fileInput: world.addFile(), rules: Samples.rules, targetPages: pages))
    let other = try await client.classifier.jobs.create(params([world.addFile()]))
    var listed: [V1.Job] = []
    for try await job in client.classifier.jobs.list() { listed.append(job) }
    #expect(Set(listed.map(\.id)) == [large.id, other.id])
    let job = listed.first { $0.id == large.id }
    #expect(job?.parsingConfiguration.value?.targetPages.isAbsent == true)
    #expect(
      notes.values.flatMap(\.notes).contains {
        $0.before == "\"1-1000000\"" && $0.code == .recordPages
      })
  }

  // MARK: - Scopes and options

  @available(*, deprecated)
  @Test func appliesScopeAndOptionsToEveryGroupRequest() async throws {
    let world = World()
    let client = try world.client(.v2)
    let project = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
    let files = (0..<2).map { _ in
      world.sandbox.addFile(name: "a.txt", text: Samples.invoice, projectID: project)
    }
    let scope = ProjectScope(projectID: project)
    let options = ServiceOptions(queryItems: ["trace": "t1"])
    let (job, responses) = try await client.withResponses { client in
      try await client.classifier.jobs.create(params(files), in: scope, options: options)
    }
    #expect(job.projectID == project)
    #expect(responses.map(\.operation) == ["classify.create", "classify.create"])
    _ = try await client.classifier.jobs.getResults(job.id, in: scope, options: options)
    for request in world.sandbox.requests {
      #expect(request.path.contains("project_id=\(project)"))
      #expect(request.path.contains("trace=t1"))
    }
  }

  private static let project = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  /// Creates a job for files of another project than the key's.
  @available(*, deprecated)
  private func createInProject(
    _ world: World, with client: LlamaCloud, fileCount: Int
  ) async throws -> V1.Job {
    let files = (0..<fileCount).map { _ in
      world.sandbox.addFile(name: "a.txt", text: Samples.invoice, projectID: Self.project)
    }
    return try await client.classifier.jobs.create(
      params(files), in: ProjectScope(projectID: Self.project))
  }

  @available(*, deprecated)
  @Test(arguments: [1, 3])
  func findsJobInProjectOfItsCreation(fileCount: Int) async throws {
    let world = World()
    let client = try world.client(.v2)
    let job = try await createInProject(world, with: client, fileCount: fileCount)
    // The call does not name the project.
    let results = try await client.classifier.jobs.getResults(job.id)
    #expect(results.items.count == fileCount)
    #expect(try await client.classifier.jobs.waitForCompletion(job.id).projectID == Self.project)
    // Another process must name it.
    let other = try world.client(.v2)
    let scope = ProjectScope(projectID: Self.project)
    #expect(try await other.classifier.jobs.getResults(job.id, in: scope).items.count == fileCount)
    #expect(try await other.classifier.jobs.get(job.id).id == job.id)
  }

  @available(*, deprecated)
  @Test func namesProjectToCheckWhenGroupIsNotFound() async throws {
    let world = World()
    let client = try world.client(.v2)
    let job = try await createInProject(world, with: client, fileCount: 3)
    let unnamed = try await classifyError {
      try await world.client(.v2).classifier.jobs.get(job.id)
    }
    #expect(unnamed?.code == .notFound)
    #expect(
      unnamed?.message
        == "no job of the group \(job.id) exists in the key's default project; check the ID, and pass "
        + "the project and organization in which it was created")
    let wrong = "00000000-6e1a-4fe4-a799-aa6d9a6ab26e"
    let error = try await classifyError {
      try await client.classifier.jobs.get(job.id, in: ProjectScope(projectID: wrong))
    }
    #expect(error?.code == .notFound)
    #expect(
      error?.message
        == "no job of the group \(job.id) exists in the project \(wrong); this client created it in "
        + "the project \(Self.project), so pass that project")
  }
}
