// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct TrafficLogTests {
  @Test func redactsSecretsInDebugLog() throws {
    let runner = try CommandRunner(product: "classify-bridge")
    let outcome = try runner.shell(
      """
      classify-bridge classify create --sandbox --debug --api-key llx-top-secret \
      --file-input llx-top-secret --configuration.rules '{type: a, description: has ten letters}' \
      --webhook-configuration.webhook-signing-secret hidden-one \
      --webhook-configuration.webhook-headers '{X-Token: hidden-two}' \
      --webhook-configuration.webhook-url 'https://example.com/?token=hidden-three'
      """)
    let messages = outcome.messages
    #expect(messages.contains("> POST http://sandbox/api/v2/classify\n"))
    #expect(messages.contains("> Authorization: «redacted»\n"))
    #expect(messages.contains("\"X-Token\": \"«redacted»\""))
    #expect(messages.contains("\"webhook_url\": \"https://example.com/«redacted»\""))
    #expect(messages.contains("< 400\n") || messages.contains("< 422\n"))
    #expect(!messages.contains("llx-top-secret"))
    #expect(!messages.contains("hidden-"))
  }

  @Test func showsSizeOfBinaryBody() throws {
    let text = TrafficText.render(
      HTTPResponse(
        status: 200, headerFields: try HTTPFields(["Content-Type": "application/pdf"]),
        body: [0x25, 0x50, 0xFF]))
    #expect(text == "< 200\n< Content-Type: application/pdf\n< \n< (3 bytes, application/pdf)")
  }

  @Test func replacesControlCharacters() throws {
    let text = TrafficText.render(
      HTTPResponse(
        status: 200, headerFields: try HTTPFields(["Content-Type": "text/plain"]),
        body: Array("a\u{1B}[31mb".utf8)))
    #expect(text.hasSuffix("< a\u{FFFD}[31mb"))
  }
}
#endif
