// SPDX-License-Identifier: Apache-2.0

package import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// The operations of v2 as calls.
package enum V2Calls {
  private static let jobs = ["api", "v2", "classify"]

  /// `POST /api/v2/classify`.
  ///
  /// With an idempotency key it may be sent again: the service answers a repeated key with the
  /// first job.
  package static func create(_ params: V2.ClassifyCreateParams) -> ServiceCall<V2.Job> {
    ServiceCall(
      operation: "classify.create", method: .post, path: jobs, body: .json(params),
      idempotency: params.transactionID.value == nil ? .nonIdempotent : .idempotent)
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
    return ServiceCall(
      operation: "classify.get", method: .get, path: jobs + [id], query: query)
  }

  /// `POST /api/v2/classify/{job_id}/cancel`, which does no more when it is repeated, but may be
  /// refused then: see ``ClassifyHTTP/ServiceClient/cancelV2Job(_:)``.
  package static func cancel(_ id: String) -> ServiceCall<V2.Job> {
    ServiceCall(
      operation: "classify.cancel", method: .post, path: jobs + [id, "cancel"],
      idempotency: .idempotent)
  }

  /// `DELETE /api/v2/classify/{job_id}`.
  package static func delete(_ id: String) -> ServiceCall<V2.DeletedJob> {
    ServiceCall(operation: "classify.delete", method: .delete, path: jobs + [id])
  }
}

// Ends a job once, although requests are repeated: after a lost answer the repetition finds the work
// done, and the service refuses what is done.
extension ServiceClient {
  /// Stops a job.
  ///
  /// - Returns: The job as it is then.
  package func cancelV2Job(_ id: String) async throws -> V2.Job {
    do {
      return try await send(V2Calls.cancel(id)).value
    } catch let error as ClassifyError where error.attempts > 1 && error.isRefusal {
      let job = try await send(V2Calls.get(id, expandingUsage: false)).value
      guard job.status == .known(.cancelled) else { throw error }
      return job
    }
  }

  /// Deletes a job.
  ///
  /// - Returns: What the service says of the deleted job; its id alone if that answer was lost.
  package func deleteV2Job(_ id: String) async throws -> V2.DeletedJob {
    do {
      return try await send(V2Calls.delete(id)).value
    } catch let error as ClassifyError where error.attempts > 1 && error.code == .notFound {
      return V2.DeletedJob(id: id)
    }
  }
}

extension ClassifyError {
  /// Whether the service refused to do what was asked, as opposed to being unable to.
  var isRefusal: Bool {
    switch code {
    case .badRequest, .conflict, .notFound, .unprocessable: true
    default: false
    }
  }
}

/// The idempotency key of a job that is no member of a group.
package enum TransactionKey {
  /// Returns a new key, `cb1-<uuid>`.
  package static func random(using generator: inout some RandomNumberGenerator) -> String {
    let bits = UInt128(generator.next()) << 64 | UInt128(generator.next())
    return "cb1-\(UniversalID(version8: bits))"
  }
}
