// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct WebhookTests {
  static let webhook = Webhook(
    url: "https://user:hush-1@example.com:8443/hush-2?token=hush-3#hush-4",
    events: [.success], headers: [Webhook.Header(name: "X-Key", value: "hush-5")],
    outputFormat: .json, signingSecret: "hush-6")

  @Test func omitsSecretsFromDescription() {
    #expect(Self.webhook.description == "webhook to https://example.com:8443")
    #expect(Self.webhook.debugDescription == "webhook to https://example.com:8443")
    #expect(Self.webhook.headers.map(\.description) == ["X-Key: «redacted»"])
    #expect(Self.webhook.headers.map(\.debugDescription) == ["X-Key: «redacted»"])
  }

  @Test func omitsSecretsFromEveryPrintedForm() {
    let request = ClassifyRequest(
      documents: [.file("dfl-1")], rules: [Rule(type: "a", description: "is about nothing")],
      webhooks: [Self.webhook])
    var dumped = ""
    dump(Self.webhook, to: &dumped)
    dump(Self.webhook.headers, to: &dumped)
    dump(request, to: &dumped)
    let texts = [
      "\(Self.webhook)", String(reflecting: Self.webhook), "\(Self.webhook.headers)",
      String(reflecting: Self.webhook.headers), "\(Optional(Self.webhook) as Any)", "\(request)",
      String(reflecting: request), dumped,
    ]
    for text in texts { #expect(!text.contains("hush"), "\(text)") }
    #expect(dumped.contains("webhook to https://example.com:8443"))
  }

  @Test(arguments: [
    ("http://example.com", "webhook to http://example.com"),
    ("https://example.com?hush", "webhook to https://example.com"),
    ("https://example.com#hush", "webhook to https://example.com"),
    ("https://example.com\\hush", "webhook to https://example.com"),
    ("https://hush@example.com/", "webhook to https://example.com"),
    ("https://hush:hush@", "webhook to https://"),
    ("https://hu@sh@example.com", "webhook to https://example.com"),
    ("https://[::1]:80/hush", "webhook to https://[::1]:80"),
    ("https://[::1]/hush", "webhook to https://[::1]"),
    ("https://user:hu/sh@example.com", "webhook"),
    ("https:/example.com/hush", "webhook"),
    ("https:hush", "webhook"),
    ("https:hush//example.com", "webhook"),
    ("hush//example.com", "webhook"),
    ("hush", "webhook"),
    ("", "webhook"),
  ])
  func describesOnlyHostWhenUnambiguous(url: String, description: String) {
    #expect(Webhook(url: url).description == description)
  }

  @Test(arguments: [
    ("https://example.com", true), ("http://example.com", true), ("ftp://example.com", false),
    ("example.com", false), ("httpsx://example.com", false), ("", false),
  ])
  func acceptsOnlyHTTPSchemes(url: String, hasWebURL: Bool) {
    #expect(Webhook(url: url).hasWebURL == hasWebURL)
  }
}
