// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// A rule for classifying documents, as both versions write it.
public struct WireRule: Sendable, Hashable {
  /// `description`: what identifies a document of this type, in natural language.
  public var description: String
  /// `type`: the type to assign when this rule matches, such as `invoice`.
  public var type: String
  /// The members that the reference does not have.
  public var unknownMembers: JSONObject

  /// Makes a rule.
  public init(description: String, type: String, unknownMembers: JSONObject = [:]) {
    self.description = description
    self.type = type
    self.unknownMembers = unknownMembers
  }
}

extension WireRule: JSONBridged {
  /// Reads a rule.
  ///
  /// - Throws: ``JSONError`` if there is none.
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
