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
  }

  private let state = Mutex(State())

  /// The IDs of the jobs that are known to exist.
  var jobIDs: [String] { state.withLock { $0.jobIDs } }

  /// The idempotency keys of creations that may have created a job.
  var unansweredKeys: Set<String> { state.withLock { $0.unansweredKeys } }

  /// Logs the members of a group, and writes a message to stderr before the first is created.
  func follow(_ group: GroupID, announcement: String) {
    state.withLock { state in
      state.group = group
      state.announcement = announcement
    }
  }

  // MARK: - Traffic

  /// Notes a creation that is about to be sent.
  ///
  /// - Returns: Its idempotency key.
  fileprivate func willCreate(_ body: [UInt8]?) -> String {
    let key = body.flatMap { try? JSONValue(json: $0) }?["transaction_id"]?.string ?? ""
    state.withLock { state in
      if let announcement = state.announcement { Console.writeMessage(announcement) }
      state.announcement = nil
      state.unansweredKeys.insert(key)
    }
    return key
  }

  /// Notes the response to a creation.
  fileprivate func didCreate(_ response: HTTPResponse, key: String) {
    // A failing service may have created the job all the same.
    guard response.status.kind != .serverError else { return }
    state.withLock { _ = $0.unansweredKeys.remove(key) }
    guard response.status.kind == .successful, let job = try? JSONValue(json: response.body) else {
      return
    }
    add([job])
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
      for id in jobs.compactMap({ $0["id"]?.string }) where !state.jobIDs.contains(id) {
        state.jobIDs.append(id)
      }
    }
  }
}

/// A transport that logs created jobs, and lets creations end when a signal stops the command, so
/// that no job is created unnoticed.
struct CreationTransport: HTTPTransport {
  /// The time after a signal in which a creation must end.
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
    let key = log.willCreate(request.body)
    let response = try await sendDespiteSignal(request).get()
    log.didCreate(response, key: key)
    return response
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
