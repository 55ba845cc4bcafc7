// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
public import ClassifyJSON
public import ClassifyModel
import ClassifyV1
import ClassifyV2

/// The notification that a webhook receives about a job event.
///
/// Both versions use this format, with different event names.
public struct WebhookDelivery: Sendable, Hashable {
  /// `event_id`: the unique ID of the event, the same in repeated deliveries.
  public var eventID: String
  /// `event_type`: the event name as written, such as `classify.success`.
  public var eventType: String
  /// `timestamp`: the time of the event in seconds since 1970, as written.
  public var timestamp: Presence<JSONValue>
  /// `data`: the subject of the event.
  public var data: Payload
  /// The members not in the service's documentation, in their original order.
  public var unknownMembers: JSONObject

  /// Creates a delivery.
  public init(
    eventID: String, eventType: String, timestamp: Presence<JSONValue> = .absent,
    data: Payload, unknownMembers: JSONObject = [:]
  ) {
    self.eventID = eventID
    self.eventType = eventType
    self.timestamp = timestamp
    self.data = data
    self.unknownMembers = unknownMembers
  }

  /// The event, parsed from either version's name.
  public var event: WebhookEvent { WebhookEventNames.event(named: eventType) }

  /// The time of the event, rounded to milliseconds; `nil` if the timestamp is absent or unreadable.
  public var time: Timestamp.Instant? {
    guard let seconds = timestamp.value?.number?.double, abs(seconds) < 1e12 else { return nil }
    return Timestamp.Instant(milliseconds: Int64((seconds * 1_000).rounded()))
  }

  /// `job_id` of the data: the ID of the event's job.
  ///
  /// For a group of v2 jobs, this is the ID of one member.
  public var jobID: String? { data.event?.jobID.value }
}

extension WebhookDelivery: JSONBridged {
  /// Parses a delivery in either output format.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a delivery.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var eventID: String?
    var eventType: String?
    var timestamp = Presence<JSONValue>.absent
    var data: Payload?
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "event_id": eventID = try reader.readString()
      case "event_type": eventType = try reader.readString()
      case "timestamp": timestamp = try reader.readPresence()
      case "data": data = try Payload(from: &reader)
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      eventID: try reader.require(eventID, "event_id"),
      eventType: try reader.require(eventType, "event_type"), timestamp: timestamp,
      data: try reader.require(data, "data"), unknownMembers: unknownMembers)
  }

  /// Writes the delivery in its output format.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("event_id", eventID)
      object.member("event_type", eventType)
      object.member("timestamp", timestamp)
      object.member("data", data)
      object.members(of: unknownMembers)
    }
  }
}

extension WebhookDelivery {
  /// Returns the delivery with the event name of another version.
  ///
  /// Use it only for deliveries about Classify jobs: LlamaParse uses the same `parse.…` names as
  /// v1, and a delivery does not say which product it is from. IDs are unchanged.
  ///
  /// - Parameter version: The version whose event names to use.
  /// - Returns: The delivery, with a note if its event was renamed or is unknown.
  public func translated(to version: APIVersion) -> Translation<WebhookDelivery> {
    var ledger = Ledger()
    var delivery = self
    let names =
      switch version {
      case .v1: V1.eventNames
      case .v2: V2.eventNames
      }
    delivery.eventType = names.name(of: event)
    if case .unrecognized(let text) = event {
      ledger.add(.webhookEventUnrecognized, at: "/event_type", before: text, after: text)
    } else if delivery.eventType != eventType {
      ledger.add(
        .webhookEventRenamed, at: "/event_type", before: eventType, after: delivery.eventType)
    }
    return Translation(delivery, notes: ledger.notes)
  }
}
