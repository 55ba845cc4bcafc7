// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

/// The numbers of requests with which groups and lists of groups are read.
@Suite struct V2GroupLookupTests {
  private static let start: Int64 = 1_790_000_000_000
  private static let day = 86_400_000

  private func documents(_ count: Int) -> [String] {
    Array(repeating: SandboxedBackend.invoice, count: count)
  }

  private func other(
    _ subject: SandboxedBackend, _ transport: (any HTTPTransport)? = nil, seed: UInt64 = 21
  ) throws -> any ClassifyBackend {
    try SandboxedBackend.backend(
      .v2Current, on: transport ?? subject.sandbox, clock: subject.clock, seed: seed)
  }

  private func madeUpID(milliseconds: Int64, memberCount: Int = 3) throws -> GroupID {
    var generator = SeededGenerator(seed: 4)
    return try #require(
      GroupID(milliseconds: milliseconds, memberCount: memberCount, using: &generator))
  }

  // MARK: - Lists

  @Test func listsGroupsWithOneRequestPerPage() async throws {
    let subject = try SandboxedBackend(.v2Current)
    var expected: [JobID] = []
    for _ in 0..<20 {
      expected.insert(try await subject.backend.submit(subject.request(documents(15))).id, at: 0)
    }
    let lister = try other(subject)
    let before = subject.sandbox.requests.count
    var listed: [ClassifyJob] = []
    for try await job in lister.jobs(matching: JobQuery(pageSize: 10)) { listed.append(job) }
    #expect(listed.map(\.id) == expected)
    #expect(listed.allSatisfy { $0.documents.count == 15 && $0.status == .succeeded })
    // 300 jobs on pages of ten.
    #expect(subject.sandbox.requests.count - before == 30)
  }

  /// A listing that starts in the middle lacks the members on the pages before it.
  @Test func looksUpMembersBeforeResumedListOnce() async throws {
    let subject = try SandboxedBackend(.v2Current)
    for _ in 0..<4 { _ = try await subject.backend.submit(subject.request(documents(15))) }
    let lister = try other(subject)
    var token: String?
    for try await page in lister.jobs(matching: JobQuery(pageSize: 10)).pages {
      token = page.nextToken
      break
    }
    let before = subject.sandbox.requests.count
    var listed: [ClassifyJob] = []
    for try await job in try other(subject, seed: 22).jobs(
      matching: JobQuery(pageSize: 10, pageToken: token))
    {
      listed.append(job)
    }
    #expect(listed.map(\.documents.count) == [15, 15, 15, 15])
    // Five pages, and one that has the first group's other members.
    #expect(subject.sandbox.requests.count - before == 6)
  }

  @Test func showsSameGroupsOnPageFetchedAgain() async throws {
    let subject = try SandboxedBackend(.v2Current)
    for _ in 0..<6 { _ = try await subject.backend.submit(subject.request(documents(2))) }
    let list = try other(subject).jobs(matching: JobQuery(pageSize: 4))
    var tokens: [String?] = [nil]
    var pages: [[JobID]] = []
    for try await page in list.pages {
      pages.append(page.items.map(\.id))
      if let token = page.nextToken { tokens.append(token) }
    }
    #expect(pages.map(\.count) == [2, 2, 2])
    #expect(Set(pages.flatMap { $0 }).count == 6)
    for (token, ids) in zip(tokens, pages) {
      for _ in 0..<2 { #expect(try await list.page(token).items.map(\.id) == ids) }
    }
    var again: [JobID] = []
    for try await job in list { again.append(job.id) }
    #expect(again == pages.flatMap { $0 })
  }

  @Test func showsGroupOnPageWhoseLookUpFailedBefore() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let job = try await subject.backend.submit(subject.request(documents(3)))
    let query = JobQuery(pageSize: 1)
    var token: String?
    var pageCount = 0
    for try await page in try other(subject).jobs(matching: query).pages {
      pageCount += 1
      // The third page has the first member alone.
      if pageCount == 2 { token = page.nextToken }
    }
    #expect(pageCount == 3)
    let third = try #require(token)
    let list = try other(subject, seed: 22).jobs(matching: query)
    // The look-up for the other members, and its two retries.
    subject.sandbox.inject(.unavailable, into: [.listV2Jobs], skipping: 1, times: 3)
    let error = await classifyError { _ = try await list.page(third) }
    #expect(error?.code == .server)
    #expect(subject.sandbox.pendingFaults.isEmpty)
    #expect(try await list.page(third).items.map(\.id) == [job.id])
  }

  // MARK: - Job IDs

  @Test(arguments: [(nil, 3), (20, 7)] as [(Int?, Int)])
  func splitsQueryForManyJobIDs(pageSize: Int?, requestCount: Int) async throws {
    let subject = try SandboxedBackend(.v2Current)
    let group = try await subject.backend.submit(subject.request(documents(120)))
    let ids = group.documents.compactMap(\.identifier).map { JobID.v2($0) }
    let query = JobQuery(jobIDs: ids + ids, pageSize: pageSize ?? 100)
    let before = subject.sandbox.requests.count
    var pages: [JobPages.Page] = []
    for try await page in subject.backend.jobs(matching: query).pages { pages.append(page) }
    #expect(Set(pages.flatMap(\.items).map(\.id)) == Set(ids))
    #expect(pages.flatMap(\.items).count == 120)
    let requests = subject.sandbox.requests.dropFirst(before)
    #expect(requests.count == requestCount)
    #expect(requests.allSatisfy { $0.path.utf8.count < 8_000 })

    // Each token continues the list in another process.
    for (position, page) in pages.enumerated() {
      guard let token = page.nextToken else { continue }
      var resumed = query
      resumed.pageToken = token
      var rest: [JobID] = []
      for try await job in try other(subject).jobs(matching: resumed) { rest.append(job.id) }
      #expect(rest == pages[(position + 1)...].flatMap(\.items).map(\.id))
    }
  }

  @Test func listsJobsAfterManyUnknownIDs() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let job = try await subject.backend.submit(subject.request(documents(1)))
    let unknown = (0..<6_000).map { JobID.v2("clj-\($0)") }
    var listed: [JobID] = []
    for try await found in subject.backend.jobs(matching: JobQuery(jobIDs: unknown + [job.id])) {
      listed.append(found.id)
    }
    #expect(listed == [job.id])
  }

  /// The batches are many, but not endless.
  @Test func listsBatchesWithUnreadableRecordsOnly() async throws {
    let page = StubTransport.Stub.json(200, #"{"items":[{"id":5}],"next_page_token":null}"#)
    let batchCount = 120
    try await StubTransport.run(Array(repeating: page, count: batchCount)) { transport in
      let backend = V2Backend(
        client: ServiceClient(configuration: ServiceConfiguration(key: nil), transport: transport))
      // A batch has up to 50 IDs.
      let ids = (0..<batchCount * 50).map { JobID.v2("clj-\($0)") }
      var unreadableCount = 0
      for try await page in backend.jobs(matching: JobQuery(jobIDs: ids)).pages {
        unreadableCount += page.unreadable.count
      }
      #expect(unreadableCount == batchCount)
    }
  }

  @Test(arguments: ["", "x", "3:", "-1:", ":", "1"])
  func rejectsTokenOfAnotherQuery(token: String) async throws {
    let subject = try SandboxedBackend(.v2Current)
    let ids = (0..<120).map { JobID.v2("clj-\($0)") }
    let error = await classifyError {
      let query = JobQuery(jobIDs: ids, pageToken: token)
      for try await _ in subject.backend.jobs(matching: query) {}
    }
    #expect(error?.code == .invalidRequest)
    #expect(subject.sandbox.requests.isEmpty)
  }

  // MARK: - IDs of no group

  /// The days between the made-up time and the jobs, of which none lies in the intervals that are
  /// searched: each of the six costs the request that finds it empty.
  @Test(arguments: [-100_000, -40, 40, 100_000, 2_900_000])
  func searchesEachIntervalOnceForMadeUpID(days: Int) async throws {
    let subject = try SandboxedBackend(.v2Current)
    _ = try await subject.backend.submit(subject.request(documents(500)))
    let time = max(0, Self.start + Int64(days * Self.day))
    let id = try madeUpID(milliseconds: time)
    let reader = try other(subject)
    let before = subject.sandbox.requests.count
    let error = await classifyError { _ = try await reader.job(.group(id)) }
    #expect(error?.code == .notFound)
    #expect(subject.sandbox.requests.count - before <= 6)
  }

  /// The jobs that others created later in the same hour are not read.
  @Test func readsOldGroupWithoutNewerJobs() async throws {
    let subject = try SandboxedBackend(.v2Current)
    let group = try await subject.backend.submit(subject.request(documents(3))).id
    subject.clock.advance(by: .seconds(600))
    _ = try await subject.backend.submit(subject.request(documents(300)))
    let reader = try other(subject)
    let before = subject.sandbox.requests.count
    #expect(try await reader.job(group).documents.count == 3)
    #expect(subject.sandbox.requests.count - before == 1)
  }

  /// A service with a list that never ends, and none of whose jobs is of a group.
  @Test func boundsSearchInEndlessList() async throws {
    let subject = try SandboxedBackend(.v2Current)
    _ = try await subject.backend.submit(subject.request(documents(1)))
    let count = Shared(0)
    var transport = AlteringTransport(sandbox: subject.sandbox)
    transport.request = { (request) async throws(TransportError) in
      var altered = request
      altered.path = "/api/v2/classify"
      return altered
    }
    transport.response = { _, text in
      let number = count.update { count in
        count += 1
        return count
      }
      // Each page has another job.
      return text.replacing(#""next_page_token":null"#, with: #""next_page_token":"\#(number)""#)
        .replacing(#/"id":"clj-\w+/#, with: #""id":"clj-\#(number)"#)
    }
    let reader = try other(subject, transport)
    let error = await classifyError {
      _ = try await reader.job(.group(try madeUpID(milliseconds: Self.start)))
    }
    #expect(error?.code == .notFound)
    #expect(error?.message.contains("closest to its creation time") == true)
    #expect(count.value == 2_100)
  }
}
