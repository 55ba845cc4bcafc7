// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

extension WebhookDelivery {
  /// `data` of a delivery, in the webhook's output format.
  public enum Payload: Sendable, Hashable {
    /// The format `json`: an object.
    case json(EventData)
    /// The format `string`: a string that contains the object, kept unparsed.
    case text(String)
    /// Any other value, unchanged.
    case other(JSONValue)

    /// The event data; `nil` if it can't be parsed.
    public var event: EventData? {
      switch self {
      case .json(let event): event
      case .text(let text): try? EventData(json: text)
      case .other: nil
      }
    }
  }

  /// The subject of an event: its ID and its job.
  public struct EventData: Sendable, Hashable {
    /// `id`: the ID of the event's subject.
    public var id: Presence<String>
    /// `job_id`: the ID of the job.
    public var jobID: Presence<String>
    /// The members not in the service's documentation, in their original order.
    public var unknownMembers: JSONObject

    /// Creates event data; by default every member is absent.
    public init(
      id: Presence<String> = .absent, jobID: Presence<String> = .absent,
      unknownMembers: JSONObject = [:]
    ) {
      self.id = id
      self.jobID = jobID
      self.unknownMembers = unknownMembers
    }
  }
}

extension WebhookDelivery.Payload: JSONBridged {
  /// Parses the data in either output format, keeping any other value unchanged.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed.
  public init(from reader: inout JSONReader) throws(JSONError) {
    let value = try reader.readValue()
    switch value {
    case .string(let text): self = .text(text)
    case .object:
      let event = try? WebhookDelivery.EventData(value: value)
      self = event.map(Self.json) ?? .other(value)
    case .null, .bool, .number, .array: self = .other(value)
    }
  }

  /// Writes the data in its output format.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .json(let event): event.write(to: &writer)
    case .text(let text): text.write(to: &writer)
    case .other(let value): value.write(to: &writer)
    }
  }
}

extension WebhookDelivery.EventData: JSONBridged {
  /// Parses event data.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not an object with these members.
  public init(from reader: inout JSONReader) throws(JSONError) {
    self.init()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "id": id = try reader.readPresence()
      case "job_id": jobID = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
  }

  /// Writes the event data as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("job_id", jobID)
      object.members(of: unknownMembers)
    }
  }
}
