// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyMigration
import ClassifyModel

/// The counts of a gateway at one moment.
///
/// Every key is a case of an enumeration or one of a fixed set, so that the number of series is
/// bounded whatever clients and upstreams send.
struct GatewayCounts: Sendable {
  /// The labels of a request.
  struct RequestSeries: Hashable {
    let route: MetricLabel.Route
    let method: MetricLabel.Method
    let outcome: MetricLabel.Outcome
  }

  /// The labels of what this version does not know.
  struct DriftSeries: Hashable {
    let version: APIVersion
    let kind: DriftFinding.Kind
  }

  private(set) var requests: [RequestSeries: Int] = [:]
  private(set) var durations: [MetricLabel.Route: DurationHistogram] = [:]
  private(set) var requestBytes = 0
  private(set) var responseBytes = 0
  /// Requests that were rejected because too many were being answered.
  var overloads = 0
  /// Requests that the server rejected before they were read, by status: one of the few that it
  /// responds with itself.
  private(set) var rejections: [Int: Int] = [:]
  /// Requests to the upstream.
  private(set) var upstream: [UpstreamOutcome: Int] = [:]
  /// Translated requests that failed, by the error that their responses tell.
  private(set) var errors: [ClassifyError.Code: Int] = [:]
  private(set) var notes: [NoteCode: Int] = [:]
  private(set) var drift: [DriftSeries: Int] = [:]
  /// One sample of each thing that this version does not know.
  private(set) var samples = DriftLog()
  private(set) var comparisons: [MetricLabel.Comparison: Int] = [:]

  /// Counts a request at its end.
  mutating func add(_ request: RequestRecord) {
    let series = RequestSeries(
      route: request.route, method: MetricLabel.Method(request.method), outcome: request.outcome)
    requests[series, default: 0] += 1
    durations[request.route, default: DurationHistogram()].add(request.duration / .seconds(1))
    requestBytes &+= request.requestBytes
    responseBytes &+= request.responseBytes
    for code in request.notes { notes[code, default: 0] += 1 }
    if let code = request.errorCode { errors[code, default: 0] += 1 }
  }

  /// Counts a request that the server rejected before it was read to its end.
  mutating func addRejection(status: Int) {
    rejections[status, default: 0] += 1
  }

  /// Counts a request to the upstream.
  mutating func add(_ outcome: UpstreamOutcome) {
    upstream[outcome, default: 0] += 1
  }

  /// Counts what the service returned and this version does not know.
  mutating func add(_ findings: [DriftFinding]) {
    for finding in findings {
      drift[DriftSeries(version: finding.version, kind: finding.kind), default: 0] += 1
      samples.add(finding)
    }
  }

  /// Counts a document that a mirror compared, and what it showed.
  mutating func add(_ result: ComparisonResult) {
    let comparison: MetricLabel.Comparison =
      switch Agreement(result.document.v1, result.document.v2) {
      case .agreed: .agreed
      case .disagreed: .disagreed
      case .unanswered: .unanswered
      }
    comparisons[comparison, default: 0] += 1
    add(result.drift)
  }
}
#endif
