// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
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

  /// v2 has events of parse jobs under v1's names; v1 delivers those names for the job.
  @Test(arguments: ["parse.success", "parse.error", "parse.cancelled"])
  func keepsParseEventsOfV2(name: String) throws {
    let members = #""webhook_events":["\#(name)"]"#
    let params = try v2Params(members)
    let read = try V2Translator(policy: .strict).request(from: params)
    #expect(!read.notes.contains { $0.code == .webhookEventRenamed })
    let written = try V2Translator().params(from: read.value) { _ in nil }
    #expect(written.value[0].webhookConfigurations == params.webhookConfigurations)
    let body = try read.then(V1Translator().params)
    #expect(body.value.webhookConfigurations.value?[0].webhookEvents == .value([name]))
    #expect(
      body.notes.filter { $0.code == .webhookEventOfParsing }.map(\.pointer)
        == ["/webhook_configurations/0/webhook_events/0"])
    #expect(Catalogue[.webhookEventOfParsing].effect == .approximated)
  }

  @Test(arguments: [
    (
      #"["parse.error","parse.failure","parse.success"]"#, #"["classify.error","classify.success"]"#
    ),
    (#"["parse.success","classify.success"]"#, #"["classify.success"]"#),
    (#"["parse.success","parse.success","other","other"]"#, #"["classify.success","other"]"#),
    ("[]", "[]"),
  ])
  func writesEachEventOnce(v1: String, v2: String) throws {
    #expect(try v2Webhook(#""webhook_events":\#(v1)"#) == #""webhook_events":\#(v2)"#)
  }

  @Test func notesEventThatIsWrittenOnce() throws {
    let body = try V2Translator().request(
      from: v2Params(#""webhook_events":["classify.success","parse.success"]"#)
    ).then(V1Translator().params)
    #expect(
      body.value.webhookConfigurations.value?[0].webhookEvents == .value(["parse.success"]))
    #expect(
      body.notes.filter { $0.code == .webhookEventRepeated }.map(\.pointer)
        == ["/webhook_configurations/0/webhook_events/1"])
  }

  /// Each of several v2 jobs calls the webhooks, with its own ID.
  @Test(arguments: [(1, 0), (2, 1), (500, 1)])
  func notesDeliveriesOfFanOutOnce(documents: Int, notes: Int) throws {
    let webhook = Webhook(url: "https://a")
    for (webhooks, saved, pointer) in [
      ([webhook, webhook], [], "/webhook_configurations"),
      ([], ["whc-1"], "/webhook_configuration_ids"),
    ] {
      let request = ClassifyRequest(
        documents: (0..<documents).map { .file("f\($0)") },
        rules: [Rule(type: "a", description: "ten chars!")], webhooks: webhooks,
        savedWebhookIDs: saved)
      let noted = try V2Translator().params(from: request) { _ in nil }.notes
        .filter { $0.code == .webhookFanOut }
      #expect(noted.map(\.pointer) == Array(repeating: pointer, count: notes))
      #expect(noted.allSatisfy { $0.effect == .approximated })
    }
    let silent = ClassifyRequest(
      documents: [.file("f"), .file("g")], rules: [Rule(type: "a", description: "ten chars!")])
    #expect(
      try V2Translator().params(from: silent) { _ in nil }.notes.map(\.code) == [.requestFanOut])
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

  private func v2Params(_ members: String) throws -> V2.ClassifyCreateParams {
    try V2.ClassifyCreateParams(
      json: #"{"configuration":{"rules":[\#(RequestRowTests.rule)]},"file_input":"f","#
        + #""webhook_configurations":[{\#(members),"webhook_url":"https://a"}]}"#)
  }

  private func v1Webhook(_ members: String) throws -> String {
    let body = try V2Translator().request(from: v2Params(members)).then(V1Translator().params)
    return self.members(of: body.value.webhookConfigurations.value?[0].jsonText())
  }

  private func members(of webhook: String?) -> String {
    String(webhook?.dropFirst() ?? "")
      .replacing(#","webhook_url":"https://a"}"#, with: "")
  }
}
