// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyMigration
import ClassifyModel

extension GatewayCounts {
  /// The beginning of every metric's name.
  static let prefix = "classify_bridge_gateway_"

  /// Writes the counts.
  func write(to text: inout PrometheusText) {
    writeRequests(to: &text)
    text.counts(
      "upstream_requests_total", "Requests to the upstream, by status or error.", "outcome",
      upstream.map { ($0.key.rawValue, $0.value) })
    text.counts(
      "errors_total", "Translated requests that failed, by error code.", "code",
      errors.map { ($0.key.rawValue, $0.value) })
    text.counts(
      "notes_total", "Translated requests with a note, by its code.", "code",
      notes.map { ($0.key.rawValue, $0.value) })
    text.family(
      Self.prefix + "unknown_total", .counter,
      "Members, words and responses of the service that this version does not know."
    ) { samples in
      let series = drift.map { series, count in
        (labels: [series.version.rawValue, series.kind.rawValue], count: count)
      }
      for (labels, count) in series.sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
        samples.add(Array(zip(["version", "kind"], labels)), count)
      }
    }
  }

  /// The series of v1's endpoints that exist before the first request, so that a query finds them.
  private static let beginning: [RequestSeries: Int] = Dictionary(
    uniqueKeysWithValues: [
      (MetricLabel.Route.create, MetricLabel.Method.post), (.list, .get), (.get, .get),
      (.results, .get),
    ].map { (RequestSeries(route: $0, method: $1, outcome: .successful), 0) })

  private func writeRequests(to text: inout PrometheusText) {
    let prefix = Self.prefix
    text.family(
      prefix + "requests_total", .counter, "Requests answered, by route, method and status class."
    ) { samples in
      let series = requests.merging(Self.beginning) { count, _ in count }.map { series, count in
        (
          labels: [series.route.rawValue, series.method.rawValue, series.outcome.rawValue],
          count
        )
      }
      for (labels, count) in series.sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
        samples.add(Array(zip(["route", "method", "status"], labels)), count)
      }
    }
    text.family(
      prefix + "request_duration_seconds", .histogram,
      "Time from the end of a request's head to the end of its response."
    ) { samples in
      for (route, histogram) in durations.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        samples.add([("route", route.rawValue)], histogram)
      }
    }
    text.value(
      prefix + "request_bytes_total", .counter, "Bytes of request bodies that were received.",
      requestBytes)
    text.value(
      prefix + "response_bytes_total", .counter, "Bytes of response bodies.", responseBytes)
    text.value(
      prefix + "overload_rejections_total", .counter,
      "Requests rejected because too many were being answered.", overloads)
    text.counts(
      "rejections_total", "Requests rejected before they were read, by status.", "status",
      rejections.map { (String($0.key), $0.value) })
  }

  /// Writes what became of the documents of the mirrors.
  func write(_ shadow: ShadowCounts, to text: inout PrometheusText) {
    text.counts(
      "shadow_results_total", "Documents compared by the mirrors, by result.", "result",
      MetricLabel.Comparison.allCases.map { ($0.rawValue, comparisons[$0] ?? 0) })
    text.counts(
      "shadow_dropped_total", "Documents that were not compared, by reason.", "reason",
      shadow.dropped.map { ($0.key.rawValue, $0.value) })
    text.value(
      Self.prefix + "shadow_queued", .gauge, "Documents that wait for a mirror.", shadow.queued)
    text.value(
      Self.prefix + "shadow_in_flight", .gauge, "Documents that mirrors are comparing.",
      shadow.inFlight)
  }
}

extension RoutingCounts {
  /// Writes how many requests each version answered.
  func write(to text: inout PrometheusText) {
    text.counts(
      "routed_total", "Requests to create a job, by what the stage did with them.", "result",
      [
        ("v1", v1), ("v2", v2), ("failed", failed), ("rerouted", rerouted),
        ("inexpressible", inexpressible),
      ])
    text.value(
      GatewayCounts.prefix + "partial_lists_total", .counter,
      "Lists without the jobs of a version that the service has switched off.", partialLists)
  }
}

extension PrometheusText {
  /// Writes a family of counters with one label, sorted by its value.
  fileprivate mutating func counts(
    _ name: String, _ help: String, _ label: String, _ counts: [(String, Int)]
  ) {
    family(GatewayCounts.prefix + name, .counter, help) { samples in
      for (value, count) in counts.sorted(by: { $0.0 < $1.0 }) {
        samples.add([(label, value)], count)
      }
    }
  }
}
#endif
