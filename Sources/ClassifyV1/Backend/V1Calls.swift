// SPDX-License-Identifier: Apache-2.0

package import ClassifyHTTP
import ClassifyJSON

/// The four operations of v1 as calls.
package enum V1Calls {
  private static let jobs = ["api", "v1", "classifier", "jobs"]

  /// `POST /api/v1/classifier/jobs`.
  ///
  /// v1 has no idempotency key, so a request that may have arrived
  /// is not sent again.
  package static func create(_ params: V1.JobCreateParams) -> ServiceCall<V1.Job> {
    ServiceCall(
      operation: "classifier.jobs.create", method: .post, path: jobs, body: .json(params),
      idempotency: .nonIdempotent)
  }

  /// `GET /api/v1/classifier/jobs`.
  package static func list(pageSize: Int?, pageToken: String?) -> ServiceCall<V1.JobPage> {
    var query = QueryItems()
    query.append("page_size", pageSize)
    query.append("page_token", pageToken)
    return ServiceCall(
      operation: "classifier.jobs.list", method: .get, path: jobs, query: query)
  }

  /// `GET /api/v1/classifier/jobs/{classify_job_id}`.
  package static func get(_ id: String) -> ServiceCall<V1.Job> {
    ServiceCall(operation: "classifier.jobs.get", method: .get, path: jobs + [id])
  }

  /// `GET /api/v1/classifier/jobs/{classify_job_id}/results`.
  ///
  /// The reference has no parameters for its pages; a token is sent where the service names one.
  package static func results(_ id: String, pageToken: String?) -> ServiceCall<V1.ResultsPage> {
    var query = QueryItems()
    query.append("page_token", pageToken)
    return ServiceCall(
      operation: "classifier.jobs.getResults", method: .get, path: jobs + [id, "results"],
      query: query)
  }
}
