// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Synchronization

/// A backend in memory whose jobs are finished when they are read, and which can misbehave.
final class FakeBackend: ClassifyBackend {
  enum Behavior: Sendable {
    case answers
    /// Every call hangs until its task is cancelled.
    case hangs
    /// Every call hangs until the gate is opened, cancelled or not.
    case ignoresCancellation(Gate)
    /// Submitting throws.
    case fails(any Error)
    /// Reading a job throws.
    case failsReading(any Error)
    /// Reading a job throws, or returns it with a status, by the one-based number of the read.
    case reads(@Sendable (_ number: Int) throws -> JobStatus)
    /// Every job is another job, with a million characters and other documents.
    case garbage
  }

  private struct State {
    var behavior: Behavior
    var requests: [ClassifyRequest] = []
    var jobs: [ClassifyJob] = []
    var indices: [JobID: Int] = [:]
    var keys: [String: JobID] = [:]
    var reads = 0
    var cancelledCalls = 0
    var listError: ClassifyError?
    var listedPages = 0
  }

  let capabilities: BackendCapabilities
  private let type: @Sendable (DocumentReference) -> String?
  private let credits: Int?
  /// The status of a job in the response that creates it.
  private let createdStatus: JobStatus
  private let state: Mutex<State>

  init(
    _ version: APIVersion, _ behavior: Behavior = .answers, hasKeys: Bool? = nil,
    credits: Int? = nil, createdStatus: JobStatus = .pending,
    type: @escaping @Sendable (DocumentReference) -> String? = { _ in "invoice" }
  ) {
    let isV2 = version == .v2
    capabilities = BackendCapabilities(
      version: version, canCancel: isV2, canDelete: isV2, supportsIdempotencyKeys: hasKeys ?? isV2,
      supportsSavedConfigurations: isV2, filtersOnServer: isV2, supportsParseJobs: isV2,
      supportsMultimodal: !isV2)
    self.type = type
    self.credits = credits
    self.createdStatus = createdStatus
    state = Mutex(State(behavior: behavior))
  }

  var requests: [ClassifyRequest] { state.withLock { $0.requests } }
  var readCount: Int { state.withLock { $0.reads } }
  /// The number of pages of lists that were read.
  var listedPageCount: Int { state.withLock { $0.listedPages } }
  /// The number of hanging calls whose task was cancelled.
  var cancelledCallCount: Int { state.withLock { $0.cancelledCalls } }

  func setBehavior(_ behavior: Behavior) { state.withLock { $0.behavior = behavior } }
  func failLists(with error: ClassifyError) { state.withLock { $0.listError = error } }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    let behavior = state.withLock { state in
      state.requests.append(request)
      return state.behavior
    }
    try await misbehave(behavior)
    if case .fails(let error) = behavior { throw error }
    var ledger = Ledger()
    if case .inline(let inline) = request.configuration, inline.mode == .multimodal,
      !capabilities.supportsMultimodal
    {
      ledger.add(.modeMultimodal, at: "/mode")
    }
    if case .saved(let id) = request.configuration, !capabilities.supportsSavedConfigurations {
      ledger.add(.configurationSaved, at: "/configuration", before: id)
    }
    _ = try ledger.translation(of: request, under: .standard)
    return state.withLock { state in
      let key: String? =
        switch request.idempotency {
        case .automatic: nil
        case .transaction(let key): key
        case .group(let id): id.description
        }
      if capabilities.supportsIdempotencyKeys, let key, let id = state.keys[key],
        let index = state.indices[id]
      {
        return state.jobs[index]
      }
      var job = job(from: request, number: state.jobs.count)
      state.indices[job.id] = state.jobs.count
      state.jobs.append(job)
      if let key { state.keys[key] = job.id }
      job.status = createdStatus
      return job
    }
  }

  func job(_ id: JobID) async throws -> ClassifyJob {
    let (behavior, number) = state.withLock { state in
      state.reads += 1
      return (state.behavior, state.reads)
    }
    try await misbehave(behavior)
    var status: JobStatus?
    switch behavior {
    case .failsReading(let error): throw error
    case .reads(let read): status = try read(number)
    case .garbage:
      return ClassifyJob(
        id: .job(String(repeating: "x", count: 1_000_000), .v1), status: .succeeded, rules: [],
        documents: Array(repeating: DocumentRecord(reference: nil, status: .pending), count: 1_000),
        projectID: "", userID: "")
    default: break
    }
    let job = state.withLock { state in state.indices[id].map { state.jobs[$0] } }
    guard var job else { throw ClassifyError(code: .notFound, message: "no job \(id)") }
    if let status { job.status = status }
    return job
  }

  func jobs(matching query: JobQuery) -> JobPages {
    Paged(from: query.pageToken) { [self] token in
      let (jobs, error) = state.withLock { state in
        state.listedPages += 1
        return (Array(state.jobs.reversed()), state.listError)
      }
      if let error { throw error }
      if let id = query.configurationID, !capabilities.supportsSavedConfigurations {
        var ledger = Ledger()
        ledger.add(.queryConfiguration, at: "/configuration_id", before: id)
        throw TranslationRefusal(notes: ledger.notes, policy: .standard)
      }
      let matching = jobs.filter(query.matches)
      let start = min(token.flatMap { Int($0) } ?? 0, matching.count)
      let end = min(start + (query.pageSize ?? 20), matching.count)
      return Paged.Page(
        items: Array(matching[start..<end]), nextToken: end < matching.count ? "\(end)" : nil)
    }
  }

  func cancel(_ id: JobID) async throws -> ClassifyJob {
    guard capabilities.canCancel else {
      throw ClassifyError(code: .unsupported, message: "no cancel")
    }
    var job = try await job(id)
    job.status = .cancelled
    return job
  }

  func delete(_ id: JobID) async throws {
    guard capabilities.canDelete else {
      throw ClassifyError(code: .unsupported, message: "no delete")
    }
    state.withLock { $0.indices[id] = nil }
  }

  private func misbehave(_ behavior: Behavior) async throws {
    switch behavior {
    case .hangs:
      do {
        try await Task.sleep(for: .seconds(86_400))
      } catch {
        state.withLock { $0.cancelledCalls += 1 }
        throw error
      }
    case .ignoresCancellation(let gate): await gate.wait()
    case .answers, .fails, .failsReading, .reads, .garbage: break
    }
  }

  private func job(from request: ClassifyRequest, number: Int) -> ClassifyJob {
    var key: String?
    if case .transaction(let text) = request.idempotency { key = text }
    var id = JobID.job("\(capabilities.version.rawValue)-\(number)", capabilities.version)
    if case .group(let group) = request.idempotency { id = .group(group) }
    let usage = credits.map { Usage(credits: JSONNumber($0), parseCredits: nil) }
    return ClassifyJob(
      id: id, status: .succeeded, rules: [],
      documents: request.documents.map { document in
        DocumentRecord(
          reference: document, status: .succeeded,
          classification: Confidence(0.5).map { confidence in
            Classification(type: type(document), confidence: confidence, reasoning: "because")
          }, transactionID: key, usage: usage)
      }, projectID: "", userID: "",
      createdAt: Timestamp(Timestamp.Instant(milliseconds: Int64(number))))
  }
}

/// Holds calls, cancelled or not, until it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      let waiting = state.waiting
      state.waiting = []
      return waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

extension ClassifyRequest {
  /// A request for files with these IDs.
  static func files(
    _ ids: String..., mode: ClassifyMode? = nil,
    idempotency: ClassifyRequest.Idempotency = .automatic
  ) -> ClassifyRequest {
    ClassifyRequest(
      documents: ids.map { .file($0) },
      rules: [Rule(type: "invoice", description: "contains an invoice number")], mode: mode,
      idempotency: idempotency)
  }
}
