// SPDX-License-Identifier: Apache-2.0

import ClassifyConformance
import ClassifyModel

/// A backend whose operations can be replaced one by one; without replacements it behaves as `base`.
struct AlteredBackend: ClassifyBackend {
  typealias Base = any ClassifyBackend

  let base: Base
  var capabilities: BackendCapabilities
  var onSubmit: @Sendable (Base, ClassifyRequest) async throws -> ClassifyJob = {
    try await $0.submit($1)
  }
  var onJob: @Sendable (Base, JobID) async throws -> ClassifyJob = { try await $0.job($1) }
  var onJobs: @Sendable (Base, JobQuery) -> JobPages = { $0.jobs(matching: $1) }
  var onCancel: @Sendable (Base, JobID) async throws -> ClassifyJob = { try await $0.cancel($1) }
  var onDelete: @Sendable (Base, JobID) async throws -> Void = { try await $0.delete($1) }

  init(_ base: Base) {
    self.base = base
    capabilities = base.capabilities
  }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    try await onSubmit(base, request)
  }

  func job(_ id: JobID) async throws -> ClassifyJob { try await onJob(base, id) }

  func jobs(matching query: JobQuery) -> JobPages { onJobs(base, query) }

  func cancel(_ id: JobID) async throws -> ClassifyJob { try await onCancel(base, id) }

  func delete(_ id: JobID) async throws { try await onDelete(base, id) }
}

extension AlteredBackend {
  /// Alters each request before it is submitted.
  mutating func alterRequests(_ alter: @escaping @Sendable (inout ClassifyRequest) -> Void) {
    onSubmit = { base, request in
      var request = request
      alter(&request)
      return try await base.submit(request)
    }
  }

  /// Alters the inline configuration of each request before it is submitted.
  mutating func alterConfigurations(
    _ alter: @escaping @Sendable (inout InlineConfiguration) -> Void
  ) {
    alterRequests { request in
      guard case .inline(var configuration) = request.configuration else { return }
      alter(&configuration)
      request.configuration = .inline(configuration)
    }
  }

  /// Alters each job after it is read.
  mutating func alterJobs(_ alter: @escaping @Sendable (inout ClassifyJob) -> Void) {
    onJob = { base, id in
      var job = try await base.job(id)
      alter(&job)
      return job
    }
  }

  /// Alters each document of each job after it is read.
  mutating func alterDocuments(_ alter: @escaping @Sendable (inout DocumentRecord) -> Void) {
    alterJobs { job in
      for index in job.documents.indices { alter(&job.documents[index]) }
    }
  }

  /// Alters each query before it is executed.
  mutating func alterQueries(_ alter: @escaping @Sendable (inout JobQuery) -> Void) {
    onJobs = { base, query in
      var query = query
      alter(&query)
      return base.jobs(matching: query)
    }
  }

  /// Alters each `ClassifyError` that submitting or reading a job throws.
  mutating func alterErrors(_ alter: @escaping @Sendable (inout ClassifyError) -> Void) {
    @Sendable func altered(_ error: ClassifyError) -> ClassifyError {
      var error = error
      alter(&error)
      return error
    }
    onSubmit = { base, request in
      do {
        return try await base.submit(request)
      } catch let error as ClassifyError {
        throw altered(error)
      }
    }
    onJob = { base, id in
      do {
        return try await base.job(id)
      } catch let error as ClassifyError {
        throw altered(error)
      }
    }
  }
}

/// A fixture that has another backend than its base, and that base's service.
struct AlteredFixture: ConformanceFixture {
  /// The requests of the backend that a fixture returns.
  enum ObservedRequests {
    /// All requests.
    case all
    /// None, like a backend that sends no requests.
    case none
    /// The fixture throws a skip.
    case unavailable
  }

  let base: any ConformanceFixture
  let backend: any ClassifyBackend
  var observedRequests = ObservedRequests.all
  var addsFailingDocuments = true
  var pathReplacements: [String: String] = [:]

  var clock: any Clock<Duration> { base.clock }
  var secrets: [String] { base.secrets }
  var unknownDocument: DocumentReference { base.unknownDocument }
  var unknownJobID: JobID { base.unknownJobID }
  var foreignJobID: JobID? { base.foreignJobID }

  func addDocument(pages: [String]) async throws -> DocumentReference {
    try await base.addDocument(pages: pages)
  }
  func addFailingDocument() async throws -> DocumentReference {
    guard addsFailingDocuments else { throw ConformanceSkip("no failing documents") }
    return try await base.addFailingDocument()
  }
  func addParseJob(pages: [String]) async throws -> DocumentReference {
    try await base.addParseJob(pages: pages)
  }
  func addConfiguration(_ configuration: InlineConfiguration) async throws -> String {
    try await base.addConfiguration(configuration)
  }
  func requestPaths() async throws -> [String] {
    switch observedRequests {
    case .all:
      try await base.requestPaths().map { path in
        pathReplacements.reduce(path) { $0.replacing($1.key, with: $1.value) }
      }
    case .none: []
    case .unavailable: throw ConformanceSkip("requests are not observed")
    }
  }
  func createdJobCount() async throws -> Int { try await base.createdJobCount() }
  func inject(_ fault: ServiceFault, times: Int) async throws {
    try await base.inject(fault, times: times)
  }
  func pendingFaultCount() async throws -> Int { try await base.pendingFaultCount() }
  func advanceTime(by duration: Duration) async throws {
    try await base.advanceTime(by: duration)
  }
}
