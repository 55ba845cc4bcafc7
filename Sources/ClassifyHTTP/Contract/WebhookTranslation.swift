// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
package import ClassifyModel

/// Translates webhooks, which differ between the versions only in the names of events.
package enum WebhookTranslation {
  /// Reads a webhook of either version.
  package static func webhook(
    from configuration: WireWebhook, of version: APIVersion, at place: String,
    ledger: inout Ledger
  ) -> Webhook {
    ledger.noteOmitted(configuration.webhookEvents, at: place + "/webhook_events")
    ledger.noteOmittedIfEmpty(configuration.webhookHeaders, at: place + "/webhook_headers")
    ledger.noteOmitted(configuration.webhookOutputFormat, at: place + "/webhook_output_format")
    ledger.noteOmitted(configuration.webhookSigningSecret, at: place + "/webhook_signing_secret")
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
    for (name, _) in configuration.unknownMembers {
      ledger.add(.memberUnknown, at: place + JSONPointer().appending(name).description)
    }
    let events = configuration.webhookEvents.value?.enumerated().map { position, text in
      let event = WebhookEvent(wire: text)
      let name = event.wireText(for: version)
      if name != text {
        ledger.add(
          .webhookEventRenamed, at: "\(place)/webhook_events/\(position)", before: text,
          after: name)
      }
      return event
    }
    return Webhook(
      url: configuration.webhookURL.value ?? "", events: events, headers: headers,
      outputFormat: configuration.webhookOutputFormat.value.map(outputFormat),
      signingSecret: configuration.webhookSigningSecret.value)
  }

  /// Writes a webhook for one version.
  package static func wire(
    from webhook: Webhook, for version: APIVersion, at place: String, ledger: inout Ledger
  ) -> WireWebhook {
    for (position, event) in (webhook.events ?? []).enumerated() {
      let place = "\(place)/webhook_events/\(position)"
      let text = event.wireText(for: version)
      if case .unrecognized = event {
        ledger.add(.webhookEventUnrecognized, at: place, before: text, after: text)
      } else {
        ledger.add(
          .webhookEventRenamed, at: place, before: event.wireText(for: version == .v1 ? .v2 : .v1),
          after: text)
      }
    }
    var headers = JSONObject()
    for header in webhook.headers where !headers.append(header.name, .string(header.value)) {
      ledger.add(.webhookHeaderRepeated, at: "\(place)/webhook_headers", before: header.name)
    }
    return WireWebhook(
      webhookEvents: Presence(webhook.events?.map { $0.wireText(for: version) }),
      webhookHeaders: webhook.headers.isEmpty ? .absent : .value(headers),
      webhookOutputFormat: Presence(webhook.outputFormat.map(text)),
      webhookSigningSecret: Presence(webhook.signingSecret),
      webhookURL: .value(webhook.url))
  }

  private static func outputFormat(_ text: String) -> Webhook.OutputFormat {
    switch text {
    case "string": .text
    case "json": .json
    default: .unrecognized(text)
    }
  }

  private static func text(_ format: Webhook.OutputFormat) -> String {
    switch format {
    case .text: "string"
    case .json: "json"
    case .unrecognized(let text): text
    }
  }
}
