// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Testing

@testable import ClassifyGateway

@Suite struct PrometheusTextTests {
  @Test func writesFamilies() {
    var text = PrometheusText()
    text.family("requests_total", .counter, "All \\ of\nthem.") { samples in
      samples.add([("route", "get"), ("path", "a\"b\\c\nd")], 3)
      samples.add([], 4)
    }
    text.value("in_flight", .gauge, "Now.", 0)
    #expect(
      text.text == """
        # HELP requests_total All \\\\ of\\nthem.
        # TYPE requests_total counter
        requests_total{route="get",path="a\\"b\\\\c\\nd"} 3
        requests_total 4
        # HELP in_flight Now.
        # TYPE in_flight gauge
        in_flight 0

        """)
  }

  @Test func writesCumulativeBuckets() {
    var histogram = DurationHistogram()
    for seconds in [0.0, 0.0009765625, 0.001953125, 0.5, 300, 301] { histogram.add(seconds) }
    var text = PrometheusText()
    text.family("seconds", .histogram, "Times.") { $0.add([("route", "get")], histogram) }
    let lines = text.text.split(separator: "\n").map(String.init)
    let expected = [
      "seconds_bucket{route=\"get\",le=\"0.001\"} 2",
      "seconds_bucket{route=\"get\",le=\"0.0025\"} 3",
      "seconds_bucket{route=\"get\",le=\"0.25\"} 3", "seconds_bucket{route=\"get\",le=\"0.5\"} 4",
      "seconds_bucket{route=\"get\",le=\"300.0\"} 5", "seconds_bucket{route=\"get\",le=\"+Inf\"} 6",
      "seconds_count{route=\"get\"} 6", "seconds_sum{route=\"get\"} 601.5029296875",
    ]
    for line in expected { #expect(lines.contains(line), "\(line)") }
  }
}
#endif
