// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The jobs that a command's requests created or found, known even if the command is interrupted.
final class CreationLog: Sendable {
  private struct State {
    var group: GroupID?
    /// The message to write before the first creation.
    var announcement: String?
    /// The IDs of the jobs, each once.
    var jobIDs: [String] = []
    /// The idempotency keys of creations whose outcome is not known; v1 has none: an empty text.
    var unansweredKeys: Set<String> = []
    /// Those of them that may have created a job, whatever the response to a later attempt.
    var uncertainKeys: Set<String> = []
    /// The documents of creations that were refused, each once.
    var refusedDocuments: [String] = []
    /// Why the service refused the latest creation.
    var refusal: String?
    /// The IDs of the jobs that were cancelled when they were found.
    var cancelledJobIDs: Set<String> = []
    /// Whether a job was created without its idempotency key.
    var lacksKeys = false

    /// Notes that the outcome of a creation is known.
    mutating func settle(_ key: String) {
      unansweredKeys.remove(key)
      uncertainKeys.remove(key)
    }
  }

  private static let maximumRefusalBytes = 500

  private let state = Mutex(State())

  /// The group of the jobs; `nil` if there is none.
  var group: GroupID? { state.withLock { $0.group } }

  /// The IDs of the jobs that are known to exist.
  var jobIDs: [String] { state.withLock { $0.jobIDs } }

  /// The idempotency keys of creations that may have created a job.
  var unansweredKeys: Set<String> { state.withLock { $0.unansweredKeys } }

  /// The documents that the service refused with 400 or 422: it will refuse them again.
  var refusedDocuments: [String] { state.withLock { $0.refusedDocuments } }

  /// Why the service refused the latest creation; `nil` if it refused none.
  var refusal: String? { state.withLock { $0.refusal } }

  /// The IDs of the jobs that already were cancelled when they were found.
  var cancelledJobIDs: Set<String> { state.withLock { $0.cancelledJobIDs } }

  /// Whether the service keeps no idempotency keys, so that a repeated creation creates another job.
  var lacksKeys: Bool { state.withLock { $0.lacksKeys } }

  /// Logs the members of a group, and names it on stderr before the first is created.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - flags: The flags for its organization and project, each after a space.
  func follow(_ group: GroupID, flags: String) {
    state.withLock { state in
      state.group = group
      state.announcement =
        "Creating group \(group). If this command is stopped, run it again with "
        + "--group-id \(group)\(flags) to create only what is missing."
    }
  }

  // MARK: - Traffic

  /// Notes a creation that is about to be sent.
  fileprivate func willCreate(_ creation: Creation) {
    state.withLock { state in
      if let announcement = state.announcement { Console.writeMessage(announcement) }
      state.announcement = nil
      state.unansweredKeys.insert(creation.key)
    }
  }

  /// Notes the end of an attempt to create a job.
  fileprivate func didCreate(
    _ creation: Creation, _ result: Result<HTTPResponse, TransportError>
  ) {
    switch CreationOutcome(result) {
    case .created(let job):
      add([job])
      state.withLock { state in
        state.settle(creation.key)
        if !creation.key.isEmpty, job["transaction_id"]?.string == nil { state.lacksKeys = true }
      }
    case .postponed: break
    case .notCreated(let response):
      let refusal = response.map(Self.refusal)
      state.withLock { state in
        if !state.uncertainKeys.contains(creation.key) { state.settle(creation.key) }
        state.refusal = refusal ?? state.refusal
        let status = response?.status.code
        guard status == 400 || status == 422, let document = creation.document,
          !state.refusedDocuments.contains(document)
        else { return }
        state.refusedDocuments.append(document)
      }
    case .unknown: state.withLock { _ = $0.uncertainKeys.insert(creation.key) }
    }
  }

  /// Returns why the service refused a creation, with secrets redacted.
  private static func refusal(_ response: HTTPResponse) -> String {
    let reason = ServerMessage.text(in: response.body).map { ": \($0)" } ?? ""
    return Console.redactor.redacted(
      "the service refused to create a job (\(response.status))\(reason)",
      limit: maximumRefusalBytes)
  }

  /// Notes the members of the group that a list has.
  fileprivate func didList(_ response: HTTPResponse) {
    guard response.status.kind == .successful, let group = state.withLock({ $0.group }),
      let jobs = (try? JSONValue(json: response.body))?["items"]?.array
    else { return }
    add(
      jobs.filter { job in
        job["transaction_id"]?.string.flatMap { GroupMemberKey($0) }?.group == group.uuid
      })
  }

  private func add(_ jobs: [JSONValue]) {
    state.withLock { state in
      for job in jobs {
        guard let id = job["id"]?.string else { continue }
        if let key = job["transaction_id"]?.string { state.settle(key) }
        if !state.jobIDs.contains(id) { state.jobIDs.append(id) }
        if job["status"]?.string == "CANCELLED" { state.cancelledJobIDs.insert(id) }
      }
    }
  }
}

/// What a request to create a job names.
private struct Creation {
  /// The idempotency key; empty for v1.
  let key: String
  /// The document; `nil` for v1, which takes several.
  let document: String?

  init(_ body: [UInt8]?) {
    let value = body.flatMap { try? JSONValue(json: $0) }
    key = value?["transaction_id"]?.string ?? ""
    document = value?["file_input"]?.string
  }
}

/// What the end of one attempt says about the job to create.
private enum CreationOutcome {
  case created(JSONValue)
  /// This attempt created no job; with the rejection, if there was a response.
  case notCreated(HTTPResponse?)
  /// The service asked for a later attempt.
  case postponed
  case unknown

  init(_ result: Result<HTTPResponse, TransportError>) {
    switch result {
    case .failure(let error) where error.delivery == .notSent: self = .notCreated(nil)
    case .failure: self = .unknown
    case .success(let response):
      switch (response.status.kind, response.status.code) {
      case (.successful, _):
        if let job = try? JSONValue(json: response.body), job["id"]?.string != nil {
          self = .created(job)
        } else {
          self = .unknown
        }
      case (_, 429): self = .postponed
      // These can be about an earlier attempt, which may be in progress.
      case (_, 408), (_, 409): self = .unknown
      case (.clientError, _): self = .notCreated(response)
      // A failing service may have created the job all the same.
      default: self = .unknown
      }
    }
  }
}

/// A transport that logs created jobs, and lets a creation in flight end after a signal cancels its
/// task.
///
/// If it gets no response within the grace period, it may have created a job: its key remains among
/// the ``CreationLog/unansweredKeys``.
struct CreationTransport: HTTPTransport {
  /// The time after the cancellation by a signal in which a request must end.
  private static let gracePeriod = Duration.seconds(10)
  private static let paths = ["/api/v1/classifier/jobs", "/api/v2/classify"]

  let transport: any HTTPTransport
  let log: CreationLog

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let path = request.path.prefix { $0 != "?" }
    let isJobs = Self.paths.contains { path.hasSuffix($0) }
    guard isJobs, request.method == .post else {
      let response = try await transport.send(request)
      if isJobs { log.didList(response) }
      return response
    }
    let creation = Creation(request.body)
    log.willCreate(creation)
    let result = await sendDespiteSignal(request)
    log.didCreate(creation, result)
    return try result.get()
  }

  func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await transport.send(request, onProgress: onProgress)
  }

  private func sendDespiteSignal(
    _ request: HTTPRequest
  ) async -> Result<HTTPResponse, TransportError> {
    let task = Task { [transport] in
      do throws(TransportError) {
        return Result<_, TransportError>.success(try await transport.send(request))
      } catch {
        return .failure(error)
      }
    }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      guard Interruption.status != nil else { return task.cancel() }
      Task {
        try await Task.sleep(for: Self.gracePeriod)
        task.cancel()
      }
    }
  }
}
