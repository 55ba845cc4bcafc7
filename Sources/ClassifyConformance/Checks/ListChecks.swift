// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

// Lists of jobs.
extension BackendConformance {
  static let listChecks = [listComplete, listResume, listFilter]

  private static let listComplete = ConformanceCheck(
    "list.complete", "A list has every job once, whatever the page size."
  ) { run in
    for pageSize in [nil, 1, 2, 100] {
      let fixture = try await run.fixture()
      var ids: Set<JobID> = []
      for count in [1, 3, 1, 2, 1] {
        ids.insert(try await fixture.backend.submit(try await fixture.invoices(count)).id)
        try await fixture.advanceTime(by: .seconds(1))
      }
      let listed = try await run.ids(fixture.backend.jobs(matching: JobQuery(pageSize: pageSize)))
      let size = pageSize.map { "page size \($0)" } ?? "the default page size"
      try run.expect("number of jobs with \(size)", listed.count, equals: ids.count)
      try run.expect("jobs with \(size)", Set(listed), equals: ids)
    }
  }

  private static let listResume = ConformanceCheck(
    "list.resume", "A query with the token of a page lists the jobs after that page."
  ) { run in
    let fixture = try await run.fixture()
    for _ in 0..<5 {
      _ = try await fixture.backend.submit(try await fixture.invoices())
      try await fixture.advanceTime(by: .seconds(1))
    }
    let all = try await run.ids(fixture.backend.jobs(matching: JobQuery()))
    let query = JobQuery(pageSize: 2)
    var pages = fixture.backend.jobs(matching: query).pages.makeAsyncIterator()
    let first = try await pages.next()
    guard let first, let token = first.nextToken else {
      return try run.expect(
        false, "a first page of 2 of 5 jobs with a token",
        seen: first.map { "\($0.items.count) jobs without a token" } ?? "no page")
    }
    var rest = query
    rest.pageToken = token
    try run.expect(
      "first page and the jobs after its token",
      first.items.map(\.id) + (try await run.ids(fixture.backend.jobs(matching: rest))),
      equals: all)
  }

  private static let listFilter = ConformanceCheck(
    "list.filter",
    "A list has exactly the jobs that match the query's status, IDs and times of creation."
  ) { run in
    let fixture = try await run.fixture()
    func expect(_ filter: String, _ query: JobQuery, _ ids: [JobID]) async throws {
      let listed = try await run.ids(fixture.backend.jobs(matching: query))
      try run.expect("number of jobs by \(filter)", listed.count, equals: ids.count)
      try run.expect("jobs by \(filter)", Set(listed), equals: Set(ids))
    }
    let early = try await fixture.classify(try await fixture.invoices())
    try await fixture.advanceTime(by: .seconds(60))
    let failing = try await run.unlessSkipped { try await fixture.addFailingDocument() }
    var request = try await fixture.invoices()
    if let failing { request.documents = [failing] }
    let second = try await fixture.classify(request)
    let pair = try await fixture.classify(try await fixture.invoices(2))
    let (succeeded, failed) =
      failing == nil
      ? ([early.id, second.id, pair.id], []) : ([early.id, pair.id], [second.id])
    try await expect("status succeeded", JobQuery(status: .succeeded), succeeded)
    try await expect("status failed", JobQuery(status: .failed), failed)
    try await expect("one ID", JobQuery(jobIDs: [second.id]), [second.id])
    try await expect("two IDs", JobQuery(jobIDs: [pair.id, early.id]), [pair.id, early.id])
    let unknown = APIVersion.allCases.map { JobID.job("none", $0) }
    try await expect("unknown IDs", JobQuery(jobIDs: unknown), [])
    guard let created = second.createdAt, let instant = created.instant else {
      return try run.expect(
        false, "a job with a time of creation", seen: "\(second.createdAt?.text, default: "none")")
    }
    try await expect(
      "lower bound of creation", JobQuery(createdOnOrAfter: created), [second.id, pair.id])
    let before = Timestamp(Timestamp.Instant(milliseconds: instant.milliseconds - 1))
    try await expect(
      "upper bound of creation", JobQuery(createdOnOrBefore: before), [early.id])
  }
}
