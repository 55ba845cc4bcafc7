// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

@Suite struct RequestIDTests {
  @Test(arguments: [
    "a", "req_1-2.3~4:5+6/7=@", "8e1f7555-983a-492f-b54e-0f1600cc4d19",
    String(repeating: "a", count: 128),
  ])
  func keepsIDOfClient(text: String) throws {
    let fields = try HTTPFields(["X-Request-ID": text, "Authorization": "Bearer other-key"])
    #expect(RequestID(of: fields).text == text)
  }

  @Test(arguments: [
    "", "two words", "a\"b", "a,b", "ä", "a\tb", String(repeating: "a", count: 129),
    "llx-Zq7xWm4TkR9vHc2N", "x-LLX-1",
  ])
  func rejectsUnsafeText(text: String) {
    #expect(RequestID(text) == nil)
  }

  /// A client's log line must not have its own key.
  @Test(arguments: [
    "hunter2-secret-key", "prefix-hunter2-secret-key", "hunter2-secret", "secret-key",
  ])
  func rejectsIDWithCredentials(text: String) throws {
    let fields = try HTTPFields([
      "x-request-id": text, "Authorization": "Bearer hunter2-secret-key",
    ])
    #expect(RequestID(of: fields).text != text)
  }

  @Test func assignsNewIDs() throws {
    let first = RequestID(of: [])
    let second = RequestID(of: try HTTPFields(["x-request-id": "a", "X-Request-Id": "b"]))
    let third = RequestID(of: try HTTPFields(["x-request-id": "a b"]))
    #expect(Set([first, second, third]).count == 3)
    for id in [first, second, third] { #expect(RequestID(id.text) == id) }
  }
}
#endif
