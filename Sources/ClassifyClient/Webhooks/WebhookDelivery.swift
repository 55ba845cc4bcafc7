// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
public import ClassifyJSON
public import ClassifyModel
import ClassifyV1
import ClassifyV2

/// The notification that a webhook receives about a job event.
///
/// Both versions deliver in this form and differ in the names of events.
public struct WebhookDelivery: Sendable, Hashable {
  /// `event_id`: the unique identifier of the event; a delivery that is repeated has the same.
  public var eventID: String
  /// `event_type`: the name of the event as it was written, such as `classify.success`.
  public var eventType: String
  /// `timestamp`: the time of the event in seconds since 1970, as it was written.
  public var timestamp: Presence<JSONValue>
  /// `data`: the subject of the event.
  public var data: Payload
  /// Members that the documentation does not have, in their order.
  public var unknownMembers: JSONObject

  /// Makes a delivery.
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

  /// The event, whichever version's name it has.
  public var event: WebhookEvent { WebhookEventNames.event(named: eventType) }

  /// The time of the event, to the millisecond; `nil` without a readable timestamp.
  public var time: Timestamp.Instant? {
    guard let seconds = timestamp.value?.number?.double, abs(seconds) < 1e12 else { return nil }
    return Timestamp.Instant(milliseconds: Int64((seconds * 1_000).rounded()))
  }

  /// `job_id` of the data: the job of the event.
  ///
  /// For a job of several files over v2 this is the ID of one member of the group.
  public var jobID: String? { data.event?.jobID.value }
}

extension WebhookDelivery: JSONBridged {
  /// Reads a delivery, of either output format.
  ///
  /// - Throws: ``JSONError`` if it does not exist.
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

  /// Writes the delivery in the output format that it has.
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
  /// Use it for deliveries about Classify jobs only: v1's names `parse.…` are those of LlamaParse,
  /// too, and nothing in a delivery tells the two apart. IDs are unchanged.
  ///
  /// - Parameter version: The version whose names are wanted.
  /// - Returns: The delivery, with a note if its event was renamed or is not known.
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
