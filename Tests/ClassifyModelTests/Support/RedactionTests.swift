// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct RedactionTests {
  @Test(arguments: [
    ("https://a.example/hook?x=1#y", "https://a.example/«redacted»", ["hook?x=1#y"]),
    ("http://a:8080/b", "http://a:8080/«redacted»", ["b"]),
    ("https://u:p@a/", "https://a/«redacted»", ["u:p"]),
    ("https://u:p@[::1]:1/b", "https://[::1]:1/«redacted»", ["u:p", "b"]),
    ("https://a?b", "https://a/«redacted»", ["?b"]), ("https://a", "https://a", []),
    ("https://a/", "https://a/", []), ("https://u:a/b@c", "«redacted»", ["https://u:a/b@c"]),
    ("ftp://a/b", "«redacted»", ["ftp://a/b"]), ("", "«redacted»", []),
  ])
  func keepsOnlyOriginOfURL(url: String, shown: String, secrets: [String]) {
    #expect(Redaction.urlWithoutSecrets(url) == shown)
    #expect(Redaction.secrets(inURL: url) == secrets)
  }

  @Test(arguments: [
    ("Bearer abc", "abc"), ("basic YTpi", "YTpi"), ("abc", "abc"), ("two words", "two words"),
    ("", ""),
  ])
  func dropsAuthenticationScheme(value: String, credentials: String) {
    #expect(Redaction.credentials(in: value) == credentials)
  }

  @Test func redactsWebhooksAtAnyDepth() throws {
    let value = try JSONValue(
      json: #"""
        {"a":[{"webhook_configurations":[{"webhook_url":"https://h/p","webhook_signing_secret":"s",
        "webhook_headers":{"X":"v","Y":["Bearer w"]},"webhook_events":["e"]}]}],
        "webhook_signing_secret":null,"webhook_headers":"t","webhook_url":7}
        """#)
    #expect(
      Redaction.withoutWebhookSecrets(value).jsonText() == #"""
        {"a":[{"webhook_configurations":[{"webhook_url":"https://h/«redacted»",\#
        "webhook_signing_secret":"«redacted»","webhook_headers":{"X":"«redacted»","Y":"«redacted»"},\#
        "webhook_events":["e"]}]}],\#
        "webhook_signing_secret":null,"webhook_headers":"«redacted»","webhook_url":7}
        """#)
    #expect(Redaction.webhookSecrets(in: value) == ["p", "s", "v", "w", "t"])
  }

  @Test func findsCredentialsAndURLsInUnknownTexts() {
    let unknown = ["Bearer tok_1", "https://u:p@h/x?y", "plain", "Invoice"]
    let json = #"{"a":["Bearer tok_1","https://u:p@h/x?y","plain","Invoice"],"type":"an invoice"}"#
    #expect(
      Redaction.possibleSecrets(unknown, inJSON: Array(json.utf8))
        == ["Bearer tok_1", "tok_1", "https://u:p@h/x?y", "u:p", "x?y", "plain"])
    #expect(Redaction.possibleSecrets([], inJSON: []) == [])
    #expect(Redaction.possibleSecrets(["a b"], inJSON: [0x7B]) == ["a b"])
  }
}
