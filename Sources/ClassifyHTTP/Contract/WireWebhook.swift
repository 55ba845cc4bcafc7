// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
import ClassifyModel

/// A place that events are delivered to, as both versions write it.
///
/// Descriptions show neither its headers nor its secret.
public struct WireWebhook: Sendable, Hashable {
  /// `webhook_events`: the events that are delivered, `parse.success` in v1 and
  /// `classify.success` in v2.
  ///
  /// Absent or null means all.
  public var webhookEvents: Presence<[String]>
  /// `webhook_headers`: HTTP headers that go with each delivery.
  ///
  /// v1 takes values
  /// of any kind, v2 texts.
  public var webhookHeaders: Presence<JSONObject>
  /// `webhook_output_format`: `string`, the default, or `json`.
  public var webhookOutputFormat: Presence<String>
  /// `webhook_signing_secret`: the secret that deliveries are signed with.
  public var webhookSigningSecret: Presence<String>
  /// `webhook_url`: the URL that deliveries are posted to.
  public var webhookURL: Presence<String>
  /// The members that the reference does not have.
  public var unknownMembers: JSONObject

  /// Makes a configuration.
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
}

extension WireWebhook: JSONBridged {
  /// Reads a configuration.
  ///
  /// - Throws: ``JSONError`` if there is none.
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

extension WireWebhook: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The kind of the value, without its members.
  public var description: String { "webhook configuration \(Redaction.placeholder)" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// A mirror without children, so that dumping does not show secrets.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
