// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// The operations of v2 as calls.
enum V2Calls {
  private static let jobs = ["api", "v2", "classify"]

  /// `POST /api/v2/classify`.
  ///
  /// With an idempotency key it may be sent again: the service answers a repeated key with the
  /// first job.
  static func create(_ params: V2.ClassifyCreateParams) -> ServiceCall<V2.Job> {
    ServiceCall(
      operation: "classify.create", method: .post, path: jobs, body: .json(params),
      idempotency: params.transactionID.value == nil ? .onlyIfUntouched : .idempotent)
  }

  /// `GET /api/v2/classify`.
  static func list(_ query: V2ListQuery, pageToken: String?) -> ServiceCall<V2.JobPage> {
    var items = query.items
    items.append("page_token", pageToken)
    return ServiceCall(operation: "classify.list", method: .get, path: jobs, query: items)
  }

  /// `GET /api/v2/classify/{job_id}`.
  static func get(_ id: String, expandingUsage: Bool) -> ServiceCall<V2.Job> {
    var query = QueryItems()
    if expandingUsage { query.append("expand", "usage") }
    return ServiceCall(
      operation: "classify.get", method: .get, path: jobs + [id], query: query)
  }

  /// `POST /api/v2/classify/{job_id}/cancel`, which does no more when it is repeated.
  static func cancel(_ id: String) -> ServiceCall<V2.Job> {
    ServiceCall(
      operation: "classify.cancel", method: .post, path: jobs + [id, "cancel"],
      idempotency: .idempotent)
  }

  /// `DELETE /api/v2/classify/{job_id}`.
  static func delete(_ id: String) -> ServiceCall<V2.DeletedJob> {
    ServiceCall(operation: "classify.delete", method: .delete, path: jobs + [id])
  }
}

/// What v2's list is asked for.
struct V2ListQuery: Sendable, Hashable {
  var status: V2.Status?
  var jobIDs: [String] = []
  var configurationID: String?
  var createdOnOrAfter: String?
  var createdOnOrBefore: String?
  var pageSize: Int?

  /// The items of the URL's query.
  var items: QueryItems {
    var items = QueryItems()
    items.append("page_size", pageSize)
    items.append("status", status?.rawValue)
    items.append("job_ids", jobIDs)
    items.append("configuration_id", configurationID)
    items.append("created_at_on_or_after", createdOnOrAfter)
    items.append("created_at_on_or_before", createdOnOrBefore)
    return items
  }
}
