// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
package import ClassifyModel

/// A webhook configuration, as both versions encode it.
///
/// Descriptions omit its headers and its secret.
public struct WireWebhook: Sendable, Hashable {
  /// `webhook_events`: the events to deliver, such as `parse.success` in v1 and `classify.success`
  /// in v2.
  ///
  /// Absent or null means all.
  public var webhookEvents: Presence<[String]>
  /// `webhook_headers`: the HTTP headers to send with each delivery.
  ///
  /// v1 accepts values of any type, v2 strings only.
  public var webhookHeaders: Presence<JSONObject>
  /// `webhook_output_format`: `string`, the default, or `json`.
  public var webhookOutputFormat: Presence<String>
  /// `webhook_signing_secret`: the secret that signs deliveries.
  public var webhookSigningSecret: Presence<String>
  /// `webhook_url`: the URL that deliveries are posted to.
  public var webhookURL: Presence<String>
  /// The members that the API reference does not have.
  public var unknownMembers: JSONObject

  /// Creates a configuration.
  public init(
    webhookEvents: Presence<[String]> = .absent,
    webhookHeaders: Presence<JSONObject> = .absent,
    webhookOutputFormat: Presence<String> = .absent,
    webhookSigningSecret: Presence<String> = .absent, webhookURL: Presence<String> = .absent,
    unknownMembers: JSONObject = [:]
  ) {
    self.webhookEvents = webhookEvents
    self.webhookHeaders = webhookHeaders
    self.webhookOutputFormat = webhookOutputFormat
    self.webhookSigningSecret = webhookSigningSecret
    self.webhookURL = webhookURL
    self.unknownMembers = unknownMembers
  }

  /// Creates a configuration of values from variables; `nil` leaves a member out.
  public init(
    webhookEvents: [String]? = nil, webhookHeaders: JSONObject? = nil,
    webhookOutputFormat: String? = nil, webhookSigningSecret: String? = nil,
    webhookURL: String? = nil
  ) {
    self.init(
      webhookEvents: Presence(webhookEvents), webhookHeaders: Presence(webhookHeaders),
      webhookOutputFormat: Presence(webhookOutputFormat),
      webhookSigningSecret: Presence(webhookSigningSecret), webhookURL: Presence(webhookURL))
  }
}

extension WireWebhook: JSONBridged {
  /// Reads a configuration.
  ///
  /// - Throws: ``JSONError`` if the JSON is not a webhook configuration.
  public init(from reader: inout JSONReader) throws(JSONError) {
    self.init()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "webhook_events": webhookEvents = try reader.readPresence()
      case "webhook_headers":
        webhookHeaders =
          reader.isAtNull ? try reader.readPresence() : .value(try reader.readMembers())
      case "webhook_output_format": webhookOutputFormat = try reader.readPresence()
      case "webhook_signing_secret": webhookSigningSecret = try reader.readPresence()
      case "webhook_url": webhookURL = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
  }

  /// Writes the configuration.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("webhook_events", webhookEvents)
      object.member("webhook_headers", webhookHeaders)
      object.member("webhook_output_format", webhookOutputFormat)
      object.member("webhook_signing_secret", webhookSigningSecret)
      object.member("webhook_url", webhookURL)
      object.members(of: unknownMembers)
    }
  }
}

extension WireWebhook: RequestShape {
  /// The names of the members.
  package static let memberNames = [
    "webhook_events", "webhook_headers", "webhook_output_format", "webhook_signing_secret",
    "webhook_url",
  ]
}

extension WireWebhook: SecretBearing {
  /// The URL beyond its origin, the header values, and the signing secret, also of misplaced webhooks.
  package var secrets: [String] {
    (webhookURL.value.map(Redaction.secrets(inURL:)) ?? [])
      + (webhookHeaders.value ?? [:]).leafTexts.map(Redaction.credentials)
      + [webhookSigningSecret.value].compactMap(\.self) + unknownMembers.webhookSecrets
  }
  /// The texts in unknown members.
  package var unknownTexts: [String] { unknownMembers.leafTexts }
}

extension WireWebhook: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The kind of the value, without its members.
  public var description: String { "webhook configuration \(Redaction.placeholder)" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// A mirror without children, so that `dump` does not reveal secrets.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Translates webhooks, which differ between the versions only in the names of events.
package enum WebhookTranslation {
  /// Reads a webhook; adds notes for omitted or unknown members, renamed events, and header values
  /// that are not strings.
  package static func webhook(
    from configuration: WireWebhook, names: WebhookEventNames, at place: String,
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
          message: "the value of the webhook header \"\(name)\" is not a string; write it as one")
        continue
      }
      headers.append(Webhook.Header(name: name, value: text))
    }
    ledger.noteUnknownMembers(of: configuration, at: place)
    let events = configuration.webhookEvents.value?.enumerated().map { position, text in
      let event = names.event(named: text)
      let name = names.name(of: event)
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

  /// Writes a webhook, with each event once; adds notes for renamed, repeated or unknown events, and
  /// repeated headers.
  package static func wire(
    from webhook: Webhook, names: WebhookEventNames, at place: String, ledger: inout Ledger
  ) -> WireWebhook {
    let events = webhook.events.map {
      Self.events(from: $0, names: names, at: "\(place)/webhook_events", ledger: &ledger)
    }
    var headers = JSONObject()
    for header in webhook.headers where !headers.append(header.name, .string(header.value)) {
      ledger.add(.webhookHeaderRepeated, at: "\(place)/webhook_headers", before: header.name)
    }
    return WireWebhook(
      webhookEvents: Presence(events),
      webhookHeaders: webhook.headers.isEmpty ? .absent : .value(headers),
      webhookOutputFormat: Presence(webhook.outputFormat.map(text)),
      webhookSigningSecret: Presence(webhook.signingSecret),
      webhookURL: .value(webhook.url))
  }

  private static func events(
    from events: [WebhookEvent], names: WebhookEventNames, at place: String, ledger: inout Ledger
  ) -> [String] {
    var written: [String] = []
    for (position, event) in events.enumerated() {
      let place = "\(place)/\(position)"
      let text = names.name(of: event)
      guard !written.contains(text) else {
        ledger.add(.webhookEventRepeated, at: place, before: event.description)
        continue
      }
      written.append(text)
      if event != .unrecognized(text) {
        ledger.add(.webhookEventRenamed, at: place, before: event.description, after: text)
      } else if names.event(named: text) != event {
        ledger.add(.webhookEventOfParsing, at: place, before: text, after: text)
      } else {
        ledger.add(.webhookEventUnrecognized, at: place, before: text, after: text)
      }
    }
    return written
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
