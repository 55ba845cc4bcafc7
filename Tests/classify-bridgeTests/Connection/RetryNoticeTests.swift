// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct RetryNoticeTests {
  @Test(
    arguments: [
      (.seconds(60), .zero, "status 429: sending GET https://a/x again in 60 seconds"),
      (
        .milliseconds(1_500), .seconds(2),
        "status 429: sending GET https://a/x again in 1.5 seconds"
      ),
      (.seconds(2), .seconds(1), "status 429: sending GET https://a/x again in 2 seconds"),
      (.milliseconds(999), .milliseconds(999), nil),
    ] as [(Duration, Duration, String?)])
  func reportsLongPausesAndCalls(delay: Duration, elapsed: Duration, text: String?) {
    let request = HTTPRequest(method: .get, scheme: "https", authority: "a", path: "/x")
    let retry = ScheduledRetry(
      request: request, reason: "status 429", delay: delay, elapsed: elapsed)
    #expect(RetryNotice.text(for: retry) == text)
  }
}
#endif
