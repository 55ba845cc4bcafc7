// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
public import ClassifyModel

/// What a webhook is told: that something has happened to a job.
///
/// Both versions deliver in this form and differ in the names of events.
public struct WebhookDelivery: Sendable, Hashable {
  /// `event_id`: the unique identifier of the event; a delivery that is repeated has the same.
  public var eventID: String
  /// `event_type`: the name of the event as it was written, such as `classify.success`.
  public var eventType: String
  /// `timestamp`: when it happened, a number of seconds since 1970, as it stood.
  public var timestamp: Presence<JSONValue>
  /// `data`: what it happened to.
  public var data: Payload
  /// The members that the documentation does not have.
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

  /// What has happened, in words that belong to neither version.
  public var event: WebhookEvent { WebhookEvent(wire: eventType) }

  /// When it happened, to the millisecond; `nil` without a readable timestamp.
  public var time: Timestamp.Instant? {
    guard let seconds = timestamp.value?.number?.double, abs(seconds) < 1e12 else { return nil }
    return Timestamp.Instant(milliseconds: Int64((seconds * 1_000).rounded()))
  }

  /// `job_id` of the data: the job that it happened to.
  ///
  /// A job of several files that was created over v2 is several jobs: this is the member's id.
  public var jobID: String? { data.event?.jobID.value }
}

extension WebhookDelivery: JSONBridged {
  /// Reads a delivery, of either output format.
  ///
  /// - Throws: ``JSONError`` if there is none.
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
