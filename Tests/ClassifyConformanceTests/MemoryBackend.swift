// SPDX-License-Identifier: Apache-2.0

import ClassifyConformance
import ClassifyModel
import Synchronization
import TestSupport

/// A backend in memory, written with the public model alone: it sends no requests and uses neither
/// version.
final class MemoryBackend: ClassifyBackend {
  private struct State {
    var documents: [String: [String]] = [:]
    var configurations: [String: InlineConfiguration] = [:]
    var jobs: [ClassifyJob] = []
    var keys: [String: JobID] = [:]
    var createdCount = 0
  }

  let capabilities: BackendCapabilities
  private let behavior: ServiceBehavior
  private let clock: ManualClock
  private let state = Mutex(State())

  init(_ capabilities: BackendCapabilities, _ behavior: ServiceBehavior, clock: ManualClock) {
    self.capabilities = capabilities
    self.behavior = behavior
    self.clock = clock
  }

  // MARK: - Service

  /// The time in milliseconds since 1970.
  private var now: Int64 { 1_790_000_000_000 + Int64(clock.now.offset / .milliseconds(1)) }

  var createdCount: Int { state.withLock { $0.createdCount } }

  func addDocument(pages: [String]) -> String {
    state.withLock { state in
      let id = "document-\(state.documents.count)"
      state.documents[id] = pages
      return id
    }
  }

  func addConfiguration(_ configuration: InlineConfiguration) -> String {
    state.withLock { state in
      let id = "cfg-\(state.configurations.count)"
      state.configurations[id] = configuration
      return id
    }
  }

  // MARK: - Operations

  func submit(_ request: ClassifyRequest) throws -> ClassifyJob {
    if case .group = request.idempotency, !capabilities.supportsIdempotencyKeys {
      throw unsupported("create")
    }
    let request = try accepted(request)
    return try state.withLock { state in
      let key: String? =
        switch request.idempotency {
        case .automatic: nil
        case .transaction(let key): key
        case .group(let id): id.description
        }
      if capabilities.supportsIdempotencyKeys, let key, let id = state.keys[key] {
        return current(try job(id, in: state))
      }
      let job = try job(from: request, in: state)
      state.jobs.append(job)
      state.createdCount += 1
      if let key { state.keys[key] = job.id }
      return current(job)
    }
  }

  func job(_ id: JobID) throws -> ClassifyJob {
    try state.withLock { state in current(try job(id, in: state)) }
  }

  func jobs(matching query: JobQuery) -> JobPages {
    Paged(from: query.pageToken) { [self] token in
      if let id = query.configurationID, !capabilities.supportsSavedConfigurations {
        var ledger = Ledger()
        ledger.add(.queryConfiguration, at: "/configuration_id", before: id)
        throw TranslationRefusal(notes: ledger.notes, policy: .standard)
      }
      let jobs = state.withLock { $0.jobs }.map(current).filter(query.matches)
      let start = min(token.flatMap { Int($0) } ?? 0, jobs.count)
      let end = min(start + (query.pageSize ?? 20), jobs.count)
      return Paged.Page(
        items: Array(jobs[start..<end]), nextToken: end < jobs.count ? "\(end)" : nil)
    }
  }

  func cancel(_ id: JobID) throws -> ClassifyJob {
    guard capabilities.canCancel else { throw unsupported("cancel") }
    return try state.withLock { state in
      var cancelled = current(try job(id, in: state))
      guard !cancelled.status.isFinished else { throw conflict("cancel") }
      cancelled.status = .cancelled
      for index in cancelled.documents.indices { cancelled.documents[index].status = .cancelled }
      state.jobs = state.jobs.map { $0.id == id ? cancelled : $0 }
      return cancelled
    }
  }

  func delete(_ id: JobID) throws {
    guard capabilities.canDelete else { throw unsupported("delete") }
    try state.withLock { state in
      guard current(try job(id, in: state)).status.isFinished else { throw conflict("delete") }
      state.jobs.removeAll { $0.id == id }
    }
  }

  // MARK: - Requests

  private func accepted(_ request: ClassifyRequest) throws -> ClassifyRequest {
    var ledger = Ledger()
    request.noteExceededLimits(into: &ledger)
    for document in request.documents {
      if case .file = document { continue }
      if capabilities.supportsParseJobs { continue }
      ledger.add(.documentNotAFile, at: "/documents", before: document.identifier)
    }
    switch request.configuration {
    case .saved(let id) where !capabilities.supportsSavedConfigurations:
      ledger.add(.configurationSaved, at: "/configuration", before: id)
    case .inline(let configuration)
    where configuration.mode == .multimodal && !capabilities.supportsMultimodal:
      ledger.add(.modeMultimodal, at: "/mode")
    case .saved, .inline: break
    }
    return try ledger.translation(of: request, under: .standard).value
  }

  /// Creates the finished job of a request; `current(_:)` hides what has not happened yet.
  private func job(from request: ClassifyRequest, in state: State) throws -> ClassifyJob {
    var id = JobID.job("job-\(state.createdCount)", capabilities.version)
    if case .group(let group) = request.idempotency { id = .group(group) }
    var configurationID: String?
    let configuration: InlineConfiguration
    switch request.configuration {
    case .inline(let inline): configuration = inline
    case .saved(let saved):
      guard let found = state.configurations[saved] else { throw unknown("configuration", saved) }
      (configurationID, configuration) = (saved, found)
    }
    return ClassifyJob(
      id: id, status: .succeeded, rules: configuration.rules, mode: configuration.mode,
      parsing: ParsingRecord(
        pageLimit: .value(configuration.parsing.pageLimit),
        pages: .value(configuration.parsing.pages)),
      documents: try request.documents.map { document in
        guard let pages = state.documents[document.identifier] else {
          throw unknown("document", document.identifier)
        }
        return DocumentRecord(
          reference: document, status: .succeeded,
          classification: classification(of: pages, by: configuration))
      },
      projectID: "", userID: "",
      createdAt: Timestamp(Timestamp.Instant(milliseconds: now)),
      configurationID: configurationID)
  }

  private func classification(
    of pages: [String], by configuration: InlineConfiguration
  ) -> Classification? {
    let parsing = configuration.parsing
    let selected = pages.enumerated().filter { position, _ in
      guard position < parsing.pageLimit.count ?? .max else { return false }
      guard case .pages(let set) = parsing.pages else { return true }
      return ((try? set.indices()) ?? []).contains(position)
    }
    let text = selected.map(\.element).joined().lowercased()
    return Confidence(1).map { confidence in
      Classification(
        type: configuration.rules.first { text.contains($0.type) }?.type, confidence: confidence,
        reasoning: "")
    }
  }

  // MARK: - Jobs

  private func job(_ id: JobID, in state: State) throws -> ClassifyJob {
    guard id.version == capabilities.version else {
      throw ClassifyError(code: .invalidRequest, message: "\(id) has another version")
    }
    guard let job = state.jobs.first(where: { $0.id == id }) else {
      throw ClassifyError(code: .notFound, message: "there is no job \(id)")
    }
    return job
  }

  private func current(_ job: ClassifyJob) -> ClassifyJob {
    guard job.status == .succeeded, let created = job.createdAt?.instant else { return job }
    let elapsed = Duration.milliseconds(now - created.milliseconds)
    guard elapsed < behavior.pending + behavior.running else { return job }
    var job = job
    job.status = elapsed < behavior.pending ? .pending : .running
    for index in job.documents.indices { job.documents[index].status = job.status }
    return job
  }

  // MARK: - Errors

  private func unknown(_ kind: String, _ id: String) -> ClassifyError {
    ClassifyError(
      code: .badRequest, message: "there is no \(kind) \(id)", operation: "memory.create",
      serverMessage: "no such \(kind)")
  }

  private func unsupported(_ operation: String) -> ClassifyError {
    ClassifyError(code: .unsupported, message: "no \(operation)", operation: "memory.\(operation)")
  }

  private func conflict(_ operation: String) -> ClassifyError {
    ClassifyError(code: .conflict, message: "no \(operation) now", operation: "memory.\(operation)")
  }
}

/// The fixture of a backend in memory.
struct MemoryFixture: ConformanceFixture {
  private let memory: MemoryBackend
  private let manualClock = ManualClock()

  init(_ capabilities: BackendCapabilities, _ behavior: ServiceBehavior) {
    memory = MemoryBackend(capabilities, behavior, clock: manualClock)
  }

  var backend: any ClassifyBackend { memory }
  var clock: any Clock<Duration> { manualClock }
  var foreignJobID: JobID? { .job("a", memory.capabilities.version == .v1 ? .v2 : .v1) }

  func addDocument(pages: [String]) -> DocumentReference {
    .file(memory.addDocument(pages: pages))
  }

  func addParseJob(pages: [String]) -> DocumentReference {
    .parseJob(memory.addDocument(pages: pages))
  }

  func addConfiguration(_ configuration: InlineConfiguration) -> String {
    memory.addConfiguration(configuration)
  }

  func requestPaths() -> [String] { [] }

  func createdJobCount() -> Int { memory.createdCount }
}

extension BackendCapabilities {
  /// Capabilities that are all true, or all false.
  static func all(_ value: Bool, _ version: APIVersion) -> BackendCapabilities {
    BackendCapabilities(
      version: version, canCancel: value, canDelete: value, supportsIdempotencyKeys: value,
      supportsSavedConfigurations: value, filtersOnServer: value, supportsParseJobs: value,
      supportsMultimodal: value)
  }
}
