// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// What was found out about one document, as both versions write it.
public struct WireResult: Sendable, Hashable {
  /// `confidence`: how sure that is, from 0.0 to 1.0, with the digits it was written in.
  public var confidence: JSONNumber
  /// `reasoning`: why this type was chosen, or none.
  public var reasoning: String
  /// `type`: the type that fits best; null if none does.
  public var type: Presence<String>
  /// The members that the reference does not have.
  public var unknownMembers: JSONObject

  /// Makes a result.
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
  /// Reads a result; a missing `type` is read as absent, since servers have left it out.
  ///
  /// - Throws: ``JSONError`` if there is none.
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
