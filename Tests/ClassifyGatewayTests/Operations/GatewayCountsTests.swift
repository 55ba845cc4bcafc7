// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyMigration
import ClassifyModel
import Testing

@testable import ClassifyGateway

@Suite struct GatewayCountsTests {
  private func record(_ method: String, _ target: String, status: Int) throws -> RequestRecord {
    let request = IncomingRequest(
      method: try #require(HTTPMethod(rawValue: method)), target: target)
    var record = RequestRecord(request, nil)
    record.status = status
    record.outcome = MetricLabel.Outcome(status: status)
    return record
  }

  private func text(_ counts: GatewayCounts) -> String {
    var text = PrometheusText()
    counts.write(to: &text)
    return text.text
  }

  @Test func countsRequests() throws {
    var counts = GatewayCounts()
    var record = try record("GET", "/a", status: 200)
    record.requestBytes = 3
    record.responseBytes = 5
    record.duration = .milliseconds(2)
    record.notes = [.pagesUnordered]
    record.errorCode = .rateLimited
    counts.add(record)
    counts.add(record)
    counts.addRejection(status: 431)
    counts.add(UpstreamOutcome(status: 503))
    let prefix = "classify_bridge_gateway_"
    let lines = text(counts).split(separator: "\n").map(String.init)
    let expected = [
      "requests_total{route=\"forwarded\",method=\"GET\",status=\"2xx\"} 2",
      "request_duration_seconds_bucket{route=\"forwarded\",le=\"0.0025\"} 2",
      "request_duration_seconds_count{route=\"forwarded\"} 2", "request_bytes_total 6",
      "response_bytes_total 10", "rejections_total{status=\"431\"} 1",
      "upstream_requests_total{outcome=\"503\"} 1", "notes_total{code=\"pages.unordered\"} 2",
      "errors_total{code=\"rateLimited\"} 2",
    ]
    for line in expected { #expect(lines.contains(prefix + line), "\(line)") }
  }

  /// A query for a series that does not exist yet finds nothing, rather than 0.
  @Test func startsWithSeriesOfV1() {
    let text = text(GatewayCounts())
    for (route, method) in [
      ("create", "POST"), ("list", "GET"), ("get", "GET"), ("results", "GET"),
    ] {
      let labels = "route=\"\(route)\",method=\"\(method)\",status=\"2xx\""
      #expect(text.contains("requests_total{\(labels)} 0\n"))
    }
  }

  @Test func survivesSumsThatOverflow() throws {
    var counts = GatewayCounts()
    var record = try record("POST", "/a", status: 200)
    record.requestBytes = .max
    record.responseBytes = .max
    counts.add(record)
    counts.add(record)
    #expect(counts.requests.values.reduce(0, +) == 2)
  }

  /// The number of lines must not depend on what clients and upstreams send.
  @Test func bindsLabelsToFixedSets() throws {
    var counts = GatewayCounts()
    let methods = ["GET", "BREW", "get", "X-1", "PROPFIND"]
    for number in 0..<1_000 {
      counts.add(
        try record(
          methods[number % methods.count], "/path-\(number)\"}/x?\(number)", status: number))
      counts.add(UpstreamOutcome(status: number))
      counts.add([
        DriftFinding(version: .v2, kind: .member, name: "/evil\(number)", sample: "\(number)")
      ])
    }
    let text = text(counts)
    #expect(!text.contains("evil") && !text.contains("path-") && !text.contains("BREW"))
    #expect(text.contains("unknown_total{version=\"v2\",kind=\"member\"} 1000"))
    #expect(text.split(separator: "\n").count < 120)
    #expect(counts.samples.entries.count == DriftLog.maximumEntryCount)
  }

  @Test func countsComparisonsAndDrops() {
    var counts = GatewayCounts()
    let label = SideResult(answer: .label(Label(type: "invoice")))
    let other = SideResult(answer: .label(Label(type: "letter")))
    for (v1, v2) in [(label, label), (label, label), (label, other)] {
      counts.add(ComparisonResult(ComparedDocument(name: "a", v1: v1, v2: v2)))
    }
    var text = PrometheusText()
    counts.write(ShadowCounts(), to: &text)
    RoutingCounts().write(to: &text)
    #expect(text.text.contains("shadow_results_total{result=\"agreed\"} 2\n"))
    #expect(text.text.contains("shadow_results_total{result=\"disagreed\"} 1\n"))
    #expect(text.text.contains("shadow_results_total{result=\"unanswered\"} 0\n"))
    for result in ["failed", "inexpressible", "rerouted", "v1", "v2"] {
      #expect(text.text.contains("routed_total{result=\"\(result)\"} 0\n"))
    }
  }

  @Test func admitsUpToMaximum() {
    let metrics = GatewayMetrics()
    #expect(metrics.enter(maximum: 2) && metrics.enter(maximum: 2))
    #expect(!metrics.enter(maximum: 2))
    #expect(metrics.inFlight == 2)
    #expect(metrics.counts.overloads == 1)
    metrics.leave()
    #expect(metrics.enter(maximum: 2))
  }
}
#endif
