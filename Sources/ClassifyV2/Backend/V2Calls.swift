// SPDX-License-Identifier: Apache-2.0

package import ClassifyHTTP
package import ClassifyJSON
package import ClassifyModel

/// The HTTP calls of v2's operations.
package enum V2Calls {
  private static let jobs = ["api", "v2", "classify"]

  /// `POST /api/v2/classify`.
  ///
  /// It can be retried if it has an idempotency key: the service responds to a repeated key with
  /// the first job.
  package static func create(_ params: V2.ClassifyCreateParams) -> ServiceCall<V2.Job> {
    var call = ServiceCall<V2.Job>(
      operation: "classify.create", method: .post, path: jobs, body: .json(params),
      idempotency: params.transactionID.value == nil ? .nonIdempotent : .idempotent)
    call.idempotencyKey = params.transactionID.value
    return call
  }

  /// `GET /api/v2/classify`.
  package static func list(_ query: V2.ClassifyListParams, pageToken: String?) -> ServiceCall<
    V2.JobPage
  > {
    var items = query.items
    items.append("page_token", pageToken)
    return ServiceCall(operation: "classify.list", method: .get, path: jobs, query: items)
  }

  /// `GET /api/v2/classify/{job_id}`.
  package static func get(_ id: String, expandingUsage: Bool) -> ServiceCall<V2.Job> {
    var query = QueryItems()
    if expandingUsage { query.append("expand", "usage") }
    return ServiceCall<V2.Job>(
      operation: "classify.get", method: .get, path: jobs + [id], query: query
    ).about(.v2(id)) { [$0.id] }
  }

  /// `POST /api/v2/classify/{job_id}/cancel`.
  ///
  /// It can be retried, but the service may refuse a retry, and respond without a body (204): see
  /// ``ClassifyHTTP/ServiceClient/cancelV2Job(_:)``.
  package static func cancel(_ id: String) -> ServiceCall<V2.Cancellation> {
    ServiceCall<V2.Cancellation>(
      operation: "classify.cancel", method: .post, path: jobs + [id, "cancel"],
      idempotency: .transition
    )
    .about(.v2(id)) { $0.job.map { [$0.id] } ?? [] }
    .acceptingEmptyBody(as: V2.Cancellation(job: nil))
  }

  /// `DELETE /api/v2/classify/{job_id}`.
  ///
  /// A response without a body (204) is a success, too.
  package static func delete(_ id: String) -> ServiceCall<V2.DeletedJob> {
    ServiceCall<V2.DeletedJob>(
      operation: "classify.delete", method: .delete, path: jobs + [id], idempotency: .transition
    )
    .about(.v2(id)) { [$0.id] }
    .acceptingEmptyBody(as: V2.DeletedJob(id: id))
  }
}

extension V2 {
  /// The response to cancelling a job.
  package struct Cancellation: Sendable, JSONReadable {
    /// The job after the cancellation; `nil` if the response has no body.
    let job: Job?

    init(job: Job?) {
      self.job = job
    }

    package init(from reader: inout JSONReader) throws(JSONError) {
      job = try Job(from: &reader)
    }
  }
}

extension ServiceClient {
  /// Creates a job and compares it with the request.
  ///
  /// In a cancelled task, the generated key of a job that may have been created is reported, because
  /// a `CancellationError` names nothing.
  ///
  /// - Parameters:
  ///   - params: The request body.
  ///   - origin: The origin of its key.
  ///   - observe: Called with the notes, if there are any.
  /// - Returns: The created job.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/idempotencyMismatch`` if the job
  ///   is of another request; `CancellationError` in a cancelled task.
  package func createV2Job(
    _ params: V2.ClassifyCreateParams, key origin: IdempotencyCheck.KeyOrigin,
    observe: ([Note]) -> Void
  ) async throws -> V2.Job {
    try Task.checkCancellation()
    let job: V2.Job
    var mayHaveBeenProcessed = false
    do {
      job = try await send(
        V2Calls.create(params), mayHaveBeenProcessed: &mayHaveBeenProcessed
      ).value
    } catch let error as CancellationError {
      if mayHaveBeenProcessed, origin == .generated, let key = params.transactionID.value {
        observe([Self.note(onKeyOfCancelledCreation: key)])
      }
      throw error
    }
    let notes = try IdempotencyCheck.check(
      job, against: params, key: origin, redactor: redactor(of: params))
    if !notes.isEmpty { observe(notes) }
    return job
  }

  private static func note(onKeyOfCancelledCreation key: String) -> Note {
    Note(
      .groupMayRun, at: "/transaction_id", after: key,
      message: "the call was cancelled and a job may run: repeat the request with the "
        + "transaction_id “\(key)”, which returns that job, or creates it, and cancel it")
  }
}

// If the response to a cancel or delete request is lost, the service refuses the retry, because the
// job is cancelled or deleted already. These functions treat that refusal as success.
extension ServiceClient {
  /// Cancels a job.
  ///
  /// - Returns: The job after the cancellation, which is read if the response has no body.
  /// - Throws: ``ClassifyError``, which says so if the cancellation was accepted;
  ///   `CancellationError` in a cancelled task.
  package func cancelV2Job(_ id: String) async throws -> V2.Job {
    if let job = try await requestV2Cancellation(id) { return job }
    return try await readCancelledV2Job(id)
  }

  /// Cancels a job, and reads it only if a response was lost.
  ///
  /// - Returns: The job after the cancellation; `nil` if the response has no body.
  func requestV2Cancellation(_ id: String) async throws -> V2.Job? {
    do {
      return try await send(V2Calls.cancel(id)).value.job
    } catch let error as ClassifyError where error.attempts > 1 && error.isRejection {
      let job = try await send(V2Calls.get(id, expandingUsage: false)).value
      guard job.status == .known(.cancelled) else { throw error }
      return job
    }
  }

  /// Reads a job whose cancellation was accepted in a response without a body.
  func readCancelledV2Job(_ id: String) async throws -> V2.Job {
    do {
      return try await send(V2Calls.get(id, expandingUsage: false)).value
    } catch var error as ClassifyError {
      error.message =
        "The service accepted the cancellation, but the job could not be read: \(error.message)"
      throw error
    }
  }

  /// Deletes a job.
  ///
  /// - Returns: The service's response; only the ID if it was lost or has no body.
  package func deleteV2Job(_ id: String) async throws -> V2.DeletedJob {
    do {
      return try await send(V2Calls.delete(id)).value
    } catch let error as ClassifyError
      where error.mayHaveBeenProcessed && error.code == .notFound
    {
      return V2.DeletedJob(id: id)
    }
  }
}

extension ClassifyError {
  /// Whether the service rejected the request, as opposed to failing to process it.
  var isRejection: Bool {
    switch code {
    case .badRequest, .conflict, .notFound, .unprocessable: true
    default: false
    }
  }
}

/// Idempotency keys of jobs that do not belong to a group.
package enum TransactionKey {
  /// Returns a new random key, `cb1-<uuid>`.
  package static func random(using generator: inout some RandomNumberGenerator) -> String {
    let bits = UInt128(generator.next()) << 64 | UInt128(generator.next())
    return "cb1-\(UniversalID(version8: bits))"
  }
}
