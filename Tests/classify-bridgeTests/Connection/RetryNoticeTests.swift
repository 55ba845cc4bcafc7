// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Synchronization
import Testing

@testable import classify_bridge

@Suite struct RetryNoticeTests {
  private final class Lines: Sendable {
    let texts = Mutex<[String]>([])
    let now = Mutex(ContinuousClock.now)
  }

  private func request(_ path: String, retry: Int = 0) -> HTTPRequest {
    var request = HTTPRequest(method: .get, scheme: "https", authority: "a", path: path)
    if retry > 0 { request.headerFields.set(HTTPField(name: .retryCount, value: retry)) }
    return request
  }

  @Test func saysThatRequestIsSentAgainAfterOneSecond() {
    let lines = Lines()
    let notice = RetryNotice {
      lines.now.withLock(\.self)
    } write: { text in
      lines.texts.withLock { $0.append(text) }
    }
    for retry in 0...2 {
      notice.willSend(request("/x", retry: retry))
      notice.didReceive(.success(HTTPResponse(status: 503)), to: request("/x", retry: retry))
      lines.now.withLock { $0 += .milliseconds(600) }
    }
    #expect(lines.texts.withLock(\.self) == ["status 503: sending GET https://a/x again"])
    // Another call has a second of its own.
    notice.willSend(request("/y"))
    notice.willSend(request("/y", retry: 1))
    #expect(lines.texts.withLock(\.count) == 1)
  }
}
#endif
