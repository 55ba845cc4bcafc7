// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel

/// What is counted and logged of one request, at its end.
///
/// It shows no header values except IDs, no bodies, no query, no IDs of jobs and no texts of the service.
struct RequestRecord: Sendable, Hashable {
  let id: RequestID
  let route: MetricLabel.Route
  let method: HTTPMethod
  private let v1Route: V1Route?
  private let target: String
  /// The status; `nil` if no response was produced.
  var status: Int?
  var outcome: MetricLabel.Outcome
  /// The time from the end of the request's head to the end of the response.
  var duration: Duration
  /// The number of bytes of the request body that were received.
  var requestBytes = 0
  /// The size of the response body in bytes, as far as it was produced.
  var responseBytes = 0
  /// The codes of the translation's notes, each once, sorted.
  var notes: [NoteCode] = []
  /// Why the service did not serve a translated request; `nil` if it did, or was not asked.
  var errorCode: ClassifyError.Code?
  /// The number of requests to the upstream that ended.
  var upstreamRequests = 0
  /// The ID of the last request to the upstream in the service's logs.
  var upstreamID: RequestID?

  /// Creates the record of a request that has just begun.
  init(_ request: IncomingRequest, _ route: V1Route?) {
    id = request.id
    self.route = route.map { MetricLabel.Route($0) } ?? .forwarded
    method = request.method
    v1Route = route
    target = request.target
    outcome = .abandoned
    duration = .zero
  }

  /// The path with placeholders for IDs.
  var path: String { v1Route?.template ?? PathTemplate.template(of: target) }
}
#endif
