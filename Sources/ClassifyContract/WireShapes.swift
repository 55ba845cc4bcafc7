// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
package import ClassifyModel

/// A classification rule, as both versions encode it.
public struct WireRule: Sendable, Hashable {
  /// `description`: the natural-language description of documents of this type.
  public var description: String
  /// `type`: the type to assign when this rule matches, such as `invoice`.
  public var type: String
  /// The members that the API reference does not have.
  public var unknownMembers: JSONObject

  /// Creates a rule.
  public init(description: String, type: String, unknownMembers: JSONObject = [:]) {
    self.description = description
    self.type = type
    self.unknownMembers = unknownMembers
  }
}

extension WireRule: JSONBridged {
  /// Reads a rule.
  ///
  /// - Throws: ``JSONError`` if the JSON is not a rule.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var description: String?
    var type: String?
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "description": description = try reader.readString()
      case "type": type = try reader.readString()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      description: try reader.require(description, "description"),
      type: try reader.require(type, "type"), unknownMembers: unknownMembers)
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
  /// The members that the API reference does not have.
  public var unknownMembers: JSONObject

  /// Creates a page.
  @inlinable
  public init(
    items: [Item], nextPageToken: Presence<String> = .absent,
    totalSize: Presence<Int> = .absent, unknownMembers: JSONObject = [:]
  ) {
    self.items = items
    self.nextPageToken = nextPageToken
    self.totalSize = totalSize
    self.unknownMembers = unknownMembers
  }
}

extension ListPage: JSONBridged {
  /// Reads a page.
  ///
  /// - Throws: ``JSONError`` if the JSON is not a page.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    var items: [Item]?
    var nextPageToken = Presence<String>.absent
    var totalSize = Presence<Int>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "items": items = try reader.read()
      case "next_page_token": nextPageToken = try reader.readPresence()
      case "total_size": totalSize = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      items: try reader.require(items, "items"), nextPageToken: nextPageToken,
      totalSize: totalSize, unknownMembers: unknownMembers)
  }

  /// Writes the page.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("items", items)
      object.member("next_page_token", nextPageToken)
      object.member("total_size", totalSize)
      object.members(of: unknownMembers)
    }
  }
}

extension ListPage {
  /// The page in the model.
  package var page: Paged<Item>.Page {
    Paged<Item>.Page(
      items: items, nextToken: nextPageToken.value, totalSize: totalSize.value)
  }
}

extension Rule {
  /// Creates the model's rule of a wire shape, without its unknown members.
  package init(_ wire: WireRule) {
    self.init(type: wire.type, description: wire.description)
  }
}
