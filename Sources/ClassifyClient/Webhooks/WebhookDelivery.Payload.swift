// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

extension WebhookDelivery {
  /// `data` of a delivery, in the output format that the webhook was configured with.
  public enum Payload: Sendable, Hashable {
    /// The format `json`: an object.
    case json(EventData)
    /// The format `string`: a text that holds the object, kept as it was written.
    case text(String)
    /// Something else, as it stood.
    case other(JSONValue)

    /// What the event says; `nil` if that can't be read.
    public var event: EventData? {
      switch self {
      case .json(let event): event
      case .text(let text): try? EventData(json: text)
      case .other: nil
      }
    }
  }

  /// What an event says of the job that it happened to.
  public struct EventData: Sendable, Hashable {
    /// `id`: the identifier of what the event is about.
    public var id: Presence<String>
    /// `job_id`: the ID of the job.
    public var jobID: Presence<String>
    /// Members that the documentation does not have, in their order.
    public var unknownMembers: JSONObject

    /// Makes the data of an event.
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
  /// Reads the data in whatever format it has.
  ///
  /// - Throws: ``JSONError`` if the text is not well-formed.
  public init(from reader: inout JSONReader) throws(JSONError) {
    let value = try reader.readValue()
    switch value {
    case .string(let text): self = .text(text)
    case .object:
      let event = try? WebhookDelivery.EventData(json: value.jsonBytes())
      self = event.map(Self.json) ?? .other(value)
    case .null, .bool, .number, .array: self = .other(value)
    }
  }

  /// Writes the data in the format that it has.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .json(let event): event.write(to: &writer)
    case .text(let text): text.write(to: &writer)
    case .other(let value): value.write(to: &writer)
    }
  }
}

extension WebhookDelivery.EventData: JSONBridged {
  /// Reads the data of an event.
  ///
  /// - Throws: ``JSONError`` if it does not exist.
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

  /// Writes the data of the event.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("job_id", jobID)
      object.members(of: unknownMembers)
    }
  }
}
