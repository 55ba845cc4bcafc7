// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
public import ClassifyModel

/// A classification rule, as both versions encode it.
public struct WireRule: Sendable, Hashable {
  /// `type`: the type to assign when this rule matches, such as `invoice`.
  public var type: String
  /// `description`: the natural-language description of documents of this type.
  public var description: String
  /// The members that the API reference does not have.
  public var unknownMembers: JSONObject

  /// Creates a rule.
  public init(type: String, description: String, unknownMembers: JSONObject = [:]) {
    self.type = type
    self.description = description
    self.unknownMembers = unknownMembers
  }
}

extension WireRule: JSONBridged {
  /// Reads a rule.
  ///
  /// - Throws: ``JSONError`` if the JSON is not a rule.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var type: String?
    var description: String?
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "type": type = try reader.readString()
      case "description": description = try reader.readString()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      type: try reader.require(type, "type"),
      description: try reader.require(description, "description"), unknownMembers: unknownMembers)
  }

  /// Writes the rule.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("description", description)
      object.member("type", type)
      object.members(of: unknownMembers)
    }
  }
}

extension WireRule: RequestShape {
  /// The names of the members.
  package static let memberNames = ["description", "type"]
}

extension WireRule: SecretBearing {
  /// The secrets of misplaced webhooks.
  package var secrets: [String] { unknownMembers.webhookSecrets }
  /// The texts in unknown members.
  package var unknownTexts: [String] { unknownMembers.leafTexts }
}

/// The classification of one document, as both versions encode it.
public struct WireResult: Sendable, Hashable {
  /// `confidence`: the confidence in the type, from 0.0 to 1.0, with the original digits.
  public var confidence: JSONNumber
  /// `reasoning`: the explanation of why this type or none was chosen.
  public var reasoning: String
  /// `type`: the type of the best-matching rule; null if none matches.
  public var type: Presence<String>
  /// The members that the API reference does not have.
  public var unknownMembers: JSONObject

  /// Creates a result.
  public init(
    confidence: JSONNumber, reasoning: String, type: Presence<String>,
    unknownMembers: JSONObject = [:]
  ) {
    self.confidence = confidence
    self.reasoning = reasoning
    self.type = type
    self.unknownMembers = unknownMembers
  }
}

extension WireResult: JSONBridged {
  /// Reads a result; a missing `type` is read as absent, because some servers have omitted it.
  ///
  /// - Throws: ``JSONError`` if the JSON is not a result.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var confidence: JSONNumber?
    var reasoning: String?
    var type = Presence<String>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "confidence": confidence = try reader.readNumber()
      case "reasoning": reasoning = try reader.readString()
      case "type": type = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      confidence: try reader.require(confidence, "confidence"),
      reasoning: try reader.require(reasoning, "reasoning"), type: type,
      unknownMembers: unknownMembers)
  }

  /// Writes the result.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("confidence", confidence)
      object.member("reasoning", reasoning)
      object.member("type", type)
      object.members(of: unknownMembers)
    }
  }
}

/// One page of a list, as both versions encode it (AIP-132).
public struct ListPage<Item: JSONCodable & Sendable & Hashable>: Sendable, Hashable {
  /// `items`: the items of this page.
  public var items: [Item]
  /// `next_page_token`: the `page_token` of the next page; none on the last page.
  public var nextPageToken: Presence<String>
  /// `total_size`: the total number of items, possibly an estimate.
  public var totalSize: Presence<Int>
  /// The records of `items` that can't be read; written back at their positions.
  public var unreadable: [UnreadableRecord]
  /// The members that the API reference does not have.
  public var unknownMembers: JSONObject

  /// Creates a page.
  @inlinable
  public init(
    items: [Item], nextPageToken: Presence<String> = .absent,
    totalSize: Presence<Int> = .absent, unreadable: [UnreadableRecord] = [],
    unknownMembers: JSONObject = [:]
  ) {
    self.items = items
    self.nextPageToken = nextPageToken
    self.totalSize = totalSize
    self.unreadable = unreadable
    self.unknownMembers = unknownMembers
  }
}

extension ListPage: JSONBridged {
  /// Reads a page; a record that can't be read does not make the page unreadable.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or not a page, or if more than
  ///   ``UnreadableRecord/maximumCount`` records can't be read.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    var items: [Item]?
    var nextPageToken = Presence<String>.absent
    var totalSize = Presence<Int>.absent
    var unreadable: [UnreadableRecord] = []
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "items":
        items = try reader.readArray(rejectingUpTo: UnreadableRecord.maximumCount) {
          unreadable.append(UnreadableRecord(index: $0, in: "items", error: $2, value: $1))
        }
      case "next_page_token": nextPageToken = try reader.readPresence()
      case "total_size": totalSize = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      items: try reader.require(items, "items"), nextPageToken: nextPageToken,
      totalSize: totalSize, unreadable: unreadable, unknownMembers: unknownMembers)
  }

  /// Writes the page.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      if unreadable.isEmpty {
        object.member("items", items)
      } else {
        object.member("items", records)
      }
      object.member("next_page_token", nextPageToken)
      object.member("total_size", totalSize)
      object.members(of: unknownMembers)
    }
  }
}

extension ListPage where Item: Identifiable {
  /// The page in the model.
  package var page: Paged<Item>.Page {
    Paged<Item>.Page(
      items: items, nextToken: nextPageToken.value, totalSize: totalSize.value,
      unreadable: unreadable, unknownMembers: unknownMembers,
      serviceItemCount: items.count + unreadable.count,
      contentHash: items.isEmpty ? nil : Set(items.map(\.id)).hashValue)
  }
}

extension ListPage {
  /// The readable and the unreadable records, in the order of the response.
  private var records: [PageRecord<Item>] {
    var records = items.map { PageRecord.readable($0) }
    for record in unreadable {
      records.insert(.unreadable(record.value), at: min(max(record.index, 0), records.count))
    }
    return records
  }
}

private enum PageRecord<Item: JSONWritable>: JSONWritable {
  case readable(Item)
  case unreadable(JSONValue)

  func write(to writer: inout JSONWriter) {
    switch self {
    case .readable(let item): item.write(to: &writer)
    case .unreadable(let value): value.write(to: &writer)
    }
  }
}

extension Rule {
  /// Creates the model's rule of a wire shape, without its unknown members.
  package init(_ wire: WireRule) {
    self.init(type: wire.type, description: wire.description)
  }
}
