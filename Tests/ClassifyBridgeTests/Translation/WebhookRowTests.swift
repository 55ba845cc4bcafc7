// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Testing

/// The webhook rows of the mapping.
@Suite struct WebhookRowTests {
  static let events: [(v1: String, v2: String)] = [
    ("parse.pending", "classify.pending"), ("parse.running", "classify.running"),
    ("parse.success", "classify.success"), ("parse.partial_success", "classify.partial_success"),
    ("parse.error", "classify.error"), ("parse.cancelled", "classify.cancelled"),
  ]

  @Test(arguments: events)
  func renamesEvents(v1: String, v2: String) throws {
    #expect(try v2Webhook(#""webhook_events":["\#(v1)"]"#) == #""webhook_events":["\#(v2)"]"#)
    #expect(try v1Webhook(#""webhook_events":["\#(v2)"]"#) == #""webhook_events":["\#(v1)"]"#)
  }

  @Test(arguments: [
    ("parse.failure", "classify.error"), ("parse.partial", "classify.partial_success"),
    ("unmapped_event", "unmapped_event"),
  ])
  func acceptsOldAndUnknownEventNames(v1: String, v2: String) throws {
    #expect(try v2Webhook(#""webhook_events":["\#(v1)"]"#) == #""webhook_events":["\#(v2)"]"#)
  }

  @Test func keepsOtherMembers() throws {
    let members =
      #""webhook_headers":{"B":"1","A":"2"},"webhook_output_format":"json","#
      + #""webhook_signing_secret":"hush""#
    #expect(try v2Webhook(members) == members)
    #expect(try v1Webhook(members) == members)
  }

  @Test(arguments: ["1", "true", "null", #"["x"]"#, "{}"])
  func refusesHeaderThatIsNotString(value: String) throws {
    let refusal = #expect(throws: TranslationRefusal.self) {
      try v2Webhook(#""webhook_headers":{"X/~":\#(value)}"#)
    }
    #expect(refusal?.reasons.map(\.code) == [.webhookHeaderNotText])
    #expect(
      refusal?.reasons.map(\.pointer) == ["/webhook_configurations/0/webhook_headers/X~1~0"])
  }

  @Test(arguments: ["null", #""""#, #""ftp://a""#])
  func refusesMissingOrUnsupportedURL(url: String) throws {
    let refusal = #expect(throws: TranslationRefusal.self) {
      try v2Webhook("", url: url)
    }
    #expect(refusal?.reasons.map(\.code) == [.webhookURL])
    #expect(refusal?.reasons.map(\.pointer) == ["/webhook_configurations/0/webhook_url"])
  }

  @Test func refusesRepeatedHeader() {
    let webhook = Webhook(
      url: "https://a",
      headers: [Webhook.Header(name: "A", value: "1"), Webhook.Header(name: "A", value: "2")])
    let request = ClassifyRequest(
      documents: [.file("f")], rules: [Rule(type: "a", description: "ten chars!")],
      webhooks: [webhook])
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V1Translator().params(from: request)
    }
    #expect(refusal?.reasons.map(\.code) == [.webhookHeaderRepeated])
  }

  /// Translates a v1 webhook to v2 and returns its members.
  private func v2Webhook(_ members: String, url: String = #""https://a""#) throws -> String {
    let params = try V1.JobCreateParams(
      json: #"{"file_ids":["f"],"rules":[\#(RequestRowTests.rule)],"webhook_configurations":[{"#
        + (members.isEmpty ? "" : members + ",") + #""webhook_url":\#(url)}]}"#)
    let body = try V1Translator().request(from: params).then {
      request throws(TranslationRefusal) in
      try V2Translator().params(from: request) { _ in nil }
    }
    return self.members(of: body.value[0].webhookConfigurations.value?[0].jsonText())
  }

  private func v1Webhook(_ members: String) throws -> String {
    let params = try V2.ClassifyCreateParams(
      json: #"{"configuration":{"rules":[\#(RequestRowTests.rule)]},"file_input":"f","#
        + #""webhook_configurations":[{\#(members),"webhook_url":"https://a"}]}"#)
    let body = try V2Translator().request(from: params).then(V1Translator().params)
    return self.members(of: body.value.webhookConfigurations.value?[0].jsonText())
  }

  private func members(of webhook: String?) -> String {
    String(webhook?.dropFirst() ?? "")
      .replacing(#","webhook_url":"https://a"}"#, with: "")
  }
}
