// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension V1Translator {
  func webhook(
    from configuration: V1.WebhookConfiguration, at place: String, ledger: inout Ledger
  ) -> Webhook {
    var headers: [Webhook.Header] = []
    for (name, value) in configuration.webhookHeaders.value ?? [:] {
      guard let text = value.string else {
        ledger.add(
          .webhookHeaderNotText,
          at: place + JSONPointer().appending("webhook_headers").appending(name).description,
          message: "the value of the webhook header \"\(name)\" is not a text; write it as one")
        continue
      }
      headers.append(Webhook.Header(name: name, value: text))
    }
    for (name, _) in configuration.others {
      ledger.add(.memberUnknown, at: place + JSONPointer().appending(name).description)
    }
    let events = configuration.webhookEvents.value?.map { WebhookEvent(wire: $0) }
    return Webhook(
      url: configuration.webhookURL.value ?? "", events: events, headers: headers,
      outputFormat: configuration.webhookOutputFormat.value.map(outputFormat),
      signingSecret: configuration.webhookSigningSecret.value)
  }

  func webhookConfiguration(
    from webhook: Webhook, at place: String, ledger: inout Ledger
  ) -> V1.WebhookConfiguration {
    for (position, event) in (webhook.events ?? []).enumerated() {
      let place = "\(place)/webhook_events/\(position)"
      let text = event.wireText(for: .v1)
      if case .unrecognized = event {
        ledger.add(.webhookEventUnrecognized, at: place, before: text, after: text)
      } else {
        ledger.add(
          .webhookEventRenamed, at: place, before: event.wireText(for: .v2), after: text)
      }
    }
    var headers = JSONObject()
    for header in webhook.headers where !headers.append(header.name, .string(header.value)) {
      ledger.add(.webhookHeaderRepeated, at: "\(place)/webhook_headers", before: header.name)
    }
    return V1.WebhookConfiguration(
      webhookEvents: Presence(webhook.events?.map { $0.wireText(for: .v1) }),
      webhookHeaders: webhook.headers.isEmpty ? .absent : .value(headers),
      webhookOutputFormat: Presence(webhook.outputFormat.map(text)),
      webhookSigningSecret: Presence(webhook.signingSecret),
      webhookURL: .value(webhook.url))
  }

  private func outputFormat(_ text: String) -> Webhook.OutputFormat {
    switch text {
    case "string": .text
    case "json": .json
    default: .unrecognized(text)
    }
  }

  private func text(_ format: Webhook.OutputFormat) -> String {
    switch format {
    case .text: "string"
    case .json: "json"
    case .unrecognized(let text): text
    }
  }
}
