// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Synchronization

/// A backend with one job that takes its status from a script at each poll and repeats the last.
final class ScriptedBackend: ClassifyBackend {
  private struct State {
    var polledIDs: [JobID] = []
    var submitted: [ClassifyRequest] = []
  }

  private let script: [Result<JobStatus, ClassifyError>]
  private let state = Mutex(State())

  init(_ script: [JobStatus]) {
    self.script = script.map { .success($0) }
  }

  init(script: [Result<JobStatus, ClassifyError>]) {
    self.script = script
  }

  /// The job IDs that were polled, in order.
  var polledIDs: [JobID] { state.withLock { $0.polledIDs } }

  /// The submitted requests, in order.
  var submitted: [ClassifyRequest] { state.withLock { $0.submitted } }

  var capabilities: BackendCapabilities {
    BackendCapabilities(
      version: .v2, canCancel: false, canDelete: false, supportsIdempotencyKeys: true,
      supportsSavedConfigurations: true, filtersOnServer: true, supportsParseJobs: true,
      supportsMultimodal: false)
  }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    state.withLock { $0.submitted.append(request) }
    var job = ClassifyJob.sample(id: .job("submitted", .v2), status: .pending)
    job.documents = request.documents.map { DocumentRecord(reference: $0, status: .pending) }
    return job
  }

  func job(_ id: JobID) async throws -> ClassifyJob {
    let poll = state.withLock { state in
      state.polledIDs.append(id)
      return state.polledIDs.count - 1
    }
    return .sample(id: id, status: try script[min(poll, script.count - 1)].get())
  }

  func jobs(matching query: JobQuery) -> JobPages {
    JobPages { _ in JobPages.Page(items: [], nextToken: nil) }
  }

  func cancel(_ id: JobID) async throws -> ClassifyJob {
    throw ClassifyError(code: .unsupported, message: "the script stops no job")
  }

  func delete(_ id: JobID) async throws {
    throw ClassifyError(code: .unsupported, message: "the script deletes no job")
  }
}

extension ClassifyJob {
  /// A job without documents.
  static func sample(
    id: JobID = .job("clj-1", .v2), status: JobStatus = .succeeded, createdAt: String? = nil,
    configurationID: String? = nil
  ) -> ClassifyJob {
    ClassifyJob(
      id: id, status: status, rules: [], projectID: "prj-1", userID: "usr-1",
      createdAt: createdAt.map { Timestamp($0) }, configurationID: configurationID)
  }
}
