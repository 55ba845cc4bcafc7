// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct WebhookRewriteTests {
  @Test(arguments: [
    ("parse.success", "classify.success"), ("parse.error", "classify.error"),
    ("parse.failure", "classify.error"), ("parse.partial", "classify.partial_success"),
    ("extract.success", "extract.success"),
  ])
  func renamesEvents(before: String, after: String) throws {
    let webhooks = { (event: String) in "[{ webhook_events: ['\(event)'], webhook_url: u }]" }
    let text = try CallRewriteTests.rewrite(
      "client.classifier.jobs.create({ file_ids: [id], rules, webhook_configurations: "
        + "\(webhooks(before)), parsing_configuration: { max_pages: null } })", .typeScript
    ).text
    #expect(
      text == "client.classify.create({ file_input: id, configuration: { rules }, "
        + "webhook_configurations: \(webhooks(after)) })")
  }

  @Test func leavesUnknownEvents() {
    let error = #expect(throws: Refusal.self) {
      try CallRewriteTests.rewrite(
        "c.classifier.jobs.create(file_ids=[f], rules=R, "
          + "webhook_configurations=[{'webhook_events': ['parse.started']}])")
    }
    #expect(error?.code == .webhook)
    #expect(error?.message == "v2 has no event for parse.started")
  }
}
