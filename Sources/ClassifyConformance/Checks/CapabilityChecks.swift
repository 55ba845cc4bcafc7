// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

// The flags of `BackendCapabilities`: what is true works, what is false throws.
extension BackendConformance {
  static let capabilityChecks = [
    canCancel, canDelete, savedConfigurations, configurationQuery, filtersOnServer, parseJobs,
    multimodal,
  ]

  private static let canCancel = ConformanceCheck(
    "capability.cancel",
    "`cancel` stops an unfinished job if `canCancel` is true; otherwise it throws `unsupported` "
      + "and the job is unchanged."
  ) { run in
    for count in [1, 3] {
      let fixture = try await run.fixture(pending: .seconds(3_600))
      let job = try await fixture.backend.submit(try await fixture.invoices(count))
      if fixture.backend.capabilities(of: job.id).canCancel {
        let cancelled = try await fixture.backend.cancel(job.id)
        try run.expect("status that cancel returns", cancelled.status, equals: .cancelled)
        let read = try await fixture.backend.job(job.id)
        try run.expect("status after cancel", read.status, equals: .cancelled)
        try run.expect(
          read.documents.allSatisfy { $0.outcome == .cancelled }, "all documents cancelled",
          seen: "\(read.documents.map(\.outcome))")
      } else {
        try await run.expectError(.unsupported, from: "cancel") {
          try await fixture.backend.cancel(job.id)
        }
        let read = try await fixture.backend.job(job.id)
        try run.expect("status after cancel", read.status, equals: .pending)
      }
    }
  }

  private static let canDelete = ConformanceCheck(
    "capability.delete",
    "`delete` removes a finished job if `canDelete` is true; otherwise it throws `unsupported` and "
      + "the job stays."
  ) { run in
    for count in [1, 3] {
      let fixture = try await run.fixture()
      let job = try await fixture.classify(try await fixture.invoices(count))
      if fixture.backend.capabilities(of: job.id).canDelete {
        try await fixture.backend.delete(job.id)
        try await run.expectError(.notFound, from: "job after delete") {
          try await fixture.backend.job(job.id)
        }
      } else {
        try await run.expectError(.unsupported, from: "delete") {
          try await fixture.backend.delete(job.id)
        }
        let read = try await fixture.backend.job(job.id)
        try run.expect("status after delete", read.status, equals: .succeeded)
      }
    }
  }

  private static let savedConfigurations = ConformanceCheck(
    "capability.savedConfigurations",
    "A request with a saved configuration is classified by it, and the job has its ID, if "
      + "`supportsSavedConfigurations` is true; otherwise it is refused for "
      + "`configurationSaved` before anything is sent."
  ) { run in
    let fixture = try await run.fixture()
    let document = try await fixture.addDocument(pages: [ConformanceSamples.invoice])
    if fixture.backend.capabilities.supportsSavedConfigurations {
      let id = try await fixture.addConfiguration(
        InlineConfiguration(rules: ConformanceSamples.rules))
      let job = try await fixture.classify(
        ClassifyRequest(documents: [document], configuration: .saved(id)))
      try run.expect(
        "type by a saved configuration", job.documents.first?.outcome.classification?.type,
        equals: "invoice")
      try run.expect("configuration of the job", job.configurationID, equals: id)
    } else {
      try await run.expectRefusal(
        for: [.configurationSaved], from: "submit with a saved configuration"
      ) {
        try await fixture.backend.submit(
          ClassifyRequest(documents: [document], configuration: .saved("cfg-1")))
      }
      try await run.expectNoRequests(fixture)
    }
  }

  private static let configurationQuery = ConformanceCheck(
    "capability.configurationQuery",
    "A list by a saved configuration has no other jobs if `supportsSavedConfigurations` is true; "
      + "otherwise it is refused for `queryConfiguration` when a page is fetched."
  ) { run in
    let fixture = try await run.fixture()
    _ = try await fixture.backend.submit(try await fixture.invoices())
    let query = JobQuery(configurationID: "cfg-1")
    if fixture.backend.capabilities.supportsSavedConfigurations {
      try run.expect(
        "jobs of an unused configuration",
        try await run.ids(fixture.backend.jobs(matching: query)), equals: [])
    } else {
      try await run.expectRefusal(
        for: [.queryConfiguration], from: "listing by a saved configuration"
      ) {
        try await run.ids(fixture.backend.jobs(matching: query))
      }
    }
  }

  private static let filtersOnServer = ConformanceCheck(
    "capability.filtersOnServer",
    "A filtered list takes fewer requests than a complete one if `filtersOnServer` is true; "
      + "otherwise only the result is checked."
  ) { run in
    let fixture = try await run.fixture()
    var last: ClassifyJob?
    for _ in 0..<5 {
      try await fixture.advanceTime(by: .seconds(1))
      last = try await fixture.backend.submit(try await fixture.invoices())
    }
    guard let last, let created = last.createdAt else {
      return try run.expect(false, "a job with a time of creation", seen: "none")
    }
    let query = JobQuery(createdOnOrAfter: created, pageSize: 1)
    let ids = try await run.ids(fixture.backend.jobs(matching: query))
    try run.expect("jobs since the last one", ids, equals: [last.id])
    guard fixture.backend.capabilities.filtersOnServer else { return }
    let start = try await fixture.requestPaths().count
    _ = try await run.ids(fixture.backend.jobs(matching: JobQuery(pageSize: 1)))
    let middle = try await fixture.requestPaths().count
    _ = try await run.ids(fixture.backend.jobs(matching: query))
    let end = try await fixture.requestPaths().count
    let (all, filtered) = (middle - start, end - middle)
    guard all > 0 else { throw ConformanceSkip("the backend lists jobs without requests") }
    try run.expect(
      filtered < all, "fewer than \(all) requests for 1 of 5 jobs on pages of 1",
      seen: "\(filtered) requests")
  }

  private static let parseJobs = ConformanceCheck(
    "capability.parseJobs",
    "A parse job is classified like a file if `supportsParseJobs` is true; otherwise it is refused "
      + "for `documentNotAFile` before anything is sent."
  ) { run in
    let fixture = try await run.fixture()
    if fixture.backend.capabilities.supportsParseJobs {
      let document = try await fixture.addParseJob(pages: [ConformanceSamples.invoice])
      let job = try await fixture.classify(
        ClassifyRequest(documents: [document], rules: ConformanceSamples.rules))
      try run.expect(
        "type of a parse job", job.documents.map(\.outcome.classification?.type),
        equals: ["invoice"])
    } else {
      let request = ClassifyRequest(
        documents: [.parseJob("pjb-00000000-0000-4000-8000-000000000000")],
        rules: ConformanceSamples.rules)
      try await run.expectRefusal(for: [.documentNotAFile], from: "submit with a parse job") {
        try await fixture.backend.submit(request)
      }
      try await run.expectNoRequests(fixture)
    }
  }

  private static let multimodal = ConformanceCheck(
    "capability.multimodal",
    "A job runs in multimodal mode if `supportsMultimodal` is true; otherwise the request is refused "
      + "for `modeMultimodal` before anything is sent."
  ) { run in
    let fixture = try await run.fixture()
    var request = try await fixture.invoices()
    request.configuration = .inline(
      InlineConfiguration(rules: ConformanceSamples.rules, mode: .multimodal))
    if fixture.backend.capabilities.supportsMultimodal {
      let job = try await fixture.backend.submit(request)
      try run.expect("mode of the job", job.mode, equals: .multimodal)
    } else {
      try await run.expectRefusal(for: [.modeMultimodal], from: "submit in multimodal mode") {
        try await fixture.backend.submit(request)
      }
      try await run.expectNoRequests(fixture)
    }
  }
}
