// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Synchronization
import Testing

@Suite struct MigratingBackendListingTests {
  private let v1 = FakeBackend(.v1)
  private let v2 = FakeBackend(.v2)
  private let control = MigrationControl()
  private let backend: MigratingBackend

  init() {
    backend = MigratingBackend(v1: v1, v2: v2, control: control)
  }

  /// Creates jobs on each version and returns their IDs, newest first.
  private func addJobs(_ count: Int) async throws -> (v1: [JobID], v2: [JobID]) {
    var ids: (v1: [JobID], v2: [JobID]) = ([], [])
    for number in 0..<count {
      ids.v1.insert(try await v1.submit(.files("dfl-\(number)")).id, at: 0)
      ids.v2.insert(try await v2.submit(.files("dfl-\(number)")).id, at: 0)
    }
    return ids
  }

  private func ids(_ query: JobQuery) async throws -> [JobID] {
    var ids: [JobID] = []
    for try await job in backend.jobs(matching: query) { ids.append(job.id) }
    return ids
  }

  @Test(arguments: MigrationStageTests.texts.map(\.1), [nil, 1, 2, 100])
  func listsJobsOfBothVersions(stage: MigrationStage, pageSize: Int?) async throws {
    let (first, second) = try await addJobs(3)
    control.stage = stage
    let v2Leads = stage == .rampDown || stage == .v2Only
    let expected = v2Leads ? second + first : first + second
    #expect(try await ids(JobQuery(pageSize: pageSize)) == expected)
  }

  @Test func tokenContinuesListAfterChangeOfStage() async throws {
    let (first, second) = try await addJobs(3)
    for pageCount in 1...3 {
      control.stage = .shadow
      var query = JobQuery(pageSize: 2)
      var listed: [JobID] = []
      for _ in 0..<pageCount {
        let page = try await backend.jobs(matching: query).page(query.pageToken)
        listed += page.items.map(\.id)
        let token: String = try #require(page.nextToken)
        query.pageToken = token
      }
      control.stage = .v2Only
      #expect(listed + (try await ids(query)) == first + second)
    }
  }

  @Test(arguments: ["", "2", "v3:2", "v1+v1:2", "+:", ":", "v1"])
  func rejectsForeignToken(token: String) async throws {
    let error = await #expect(throws: ClassifyError.self) {
      try await ids(JobQuery(pageToken: token))
    }
    #expect(error?.code == .invalidRequest)
  }

  @Test func listsNamedJobsOnTheirVersions() async throws {
    let (first, second) = try await addJobs(3)
    #expect(try await ids(JobQuery(jobIDs: [first[1]])) == [first[1]])
    #expect(try await ids(JobQuery(jobIDs: [second[2]])) == [second[2]])
    #expect(try await ids(JobQuery(jobIDs: [second[0], first[0]])) == [first[0], second[0]])
  }

  @Test func omitsMirroredJobsUnlessNamed() async throws {
    let own = try await v2.submit(.files("a", idempotency: .transaction("cb1-mine"))).id
    let mirrored = try await v2.submit(
      .files("a", idempotency: .transaction("cb1-mirror.v1-7.0"))
    ).id
    #expect(try await ids(JobQuery()) == [own])
    #expect(try await ids(JobQuery(jobIDs: [mirrored])) == [mirrored])
  }

  // MARK: - Empty pages

  /// Creates jobs of a mirror on v2.
  private func addMirroredJobs(_ count: Int) async throws {
    for number in 0..<count {
      _ = try await v2.submit(.files("a", idempotency: .transaction("cb1-mirror.v1-\(number).0")))
    }
  }

  private func pages(_ query: JobQuery) async throws -> [JobPages.Page] {
    var pages: [JobPages.Page] = []
    for try await page in backend.jobs(matching: query).pages { pages.append(page) }
    return pages
  }

  @Test(arguments: [MigrationStage.v1Only, .v2Only])
  func returnsNoEmptyPageWithToken(stage: MigrationStage) async throws {
    let first = try await v2.submit(.files("a")).id
    try await addMirroredJobs(25)
    let second = try await v2.submit(.files("b")).id
    control.stage = stage
    // v1's list is empty.
    let pages = try await pages(JobQuery(pageSize: 2))
    #expect(pages.flatMap { $0.items.map(\.id) } == [second, first])
    #expect(pages.allSatisfy { !$0.items.isEmpty || $0.nextToken == nil })
  }

  /// The list of a version that is switched off has no page of its own.
  @Test func endsWithVersionThatIsSwitchedOff() async throws {
    let (_, second) = try await addJobs(1)
    v1.failLists(with: ClassifyError(code: .notFound, message: "gone", status: 404))
    control.stage = .v2Only
    #expect(try await pages(JobQuery()).map { $0.items.map(\.id) } == [second, []])
  }

  @Test func skipsOnlyHundredPagesAtOnce() async throws {
    let own = try await v2.submit(.files("a")).id
    try await addMirroredJobs(150)
    control.stage = .v2Only
    let list = backend.jobs(matching: JobQuery(pageSize: 1))
    let page = try await list.page(nil)
    #expect(page.items.isEmpty)
    #expect(v2.listedPageCount == 101)
    let token = try #require(page.nextToken)
    #expect(try await list.page(token).items.map(\.id) == [own])
    #expect(try await ids(JobQuery(pageSize: 1)) == [own])
  }

  /// What the service returns empty, with a token, can be endless.
  @Test func endsEndlessListOfEmptyPages() async throws {
    let endless = EndlessLists(v2)
    let backend = MigratingBackend(v1: v1, v2: endless, control: control)
    control.stage = .v2Only
    let error = await #expect(throws: ClassifyError.self) {
      for try await _ in backend.jobs(matching: JobQuery()) {}
    }
    #expect(error?.code == .malformedResponse)
    #expect(endless.pageCount <= 200)
  }

  // MARK: - Errors

  @Test(arguments: [
    ClassifyError(code: .notFound, message: "gone", status: 404),
    ClassifyError(code: .unexpectedStatus, message: "gone", status: 410),
    ClassifyError(code: .unsupported, message: "no lists"),
  ])
  func listsWithoutVersionThatIsSwitchedOff(error: ClassifyError) async throws {
    let (_, second) = try await addJobs(2)
    v1.failLists(with: error)
    control.stage = .v2Only
    #expect(try await ids(JobQuery(pageSize: 1)) == second)
    #expect(backend.control.counts.partialLists == 1)
    control.stage = .v1Only
    await #expect(throws: error) { try await ids(JobQuery()) }
  }

  @Test(arguments: [ClassifyError.Code.server, .connection, .authentication, .permissionDenied])
  func throwsOtherErrorsOfEitherVersion(code: ClassifyError.Code) async throws {
    _ = try await addJobs(2)
    let error = ClassifyError(code: code, message: "no")
    v1.failLists(with: error)
    for (_, stage) in MigrationStageTests.texts {
      control.stage = stage
      await #expect(throws: error) { try await ids(JobQuery()) }
    }
    #expect(backend.control.counts.partialLists == 0)
  }

  @Test func filtersByConfigurationWhereItCanBeExpressed() async throws {
    _ = try await addJobs(2)
    let query = JobQuery(configurationID: "cfg-1")
    for stage in [MigrationStage.canary(Share(percent: 5), mirrors: false), .rampDown, .v2Only] {
      control.stage = stage
      #expect(try await ids(query) == [])
    }
    for stage in [MigrationStage.v1Only, .shadow] {
      control.stage = stage
      await #expect(throws: TranslationRefusal.self) { try await ids(query) }
    }
  }
}

/// A backend whose list has empty pages without end.
private final class EndlessLists: ClassifyBackend {
  private let backend: FakeBackend
  private let count = Mutex(0)

  init(_ backend: FakeBackend) { self.backend = backend }

  var pageCount: Int { count.withLock(\.self) }
  var capabilities: BackendCapabilities { backend.capabilities }

  func jobs(matching query: JobQuery) -> JobPages {
    Paged { [self] _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return Paged.Page(items: [], nextToken: "page \(number)")
    }
  }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    try await backend.submit(request)
  }

  func job(_ id: JobID) async throws -> ClassifyJob { try await backend.job(id) }
  func cancel(_ id: JobID) async throws -> ClassifyJob { try await backend.cancel(id) }
  func delete(_ id: JobID) async throws { try await backend.delete(id) }
}
