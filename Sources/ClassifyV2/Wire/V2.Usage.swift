// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

extension V2 {
  /// `usage`: what a job cost, which the service says with `expand=usage`.
  public struct Usage: Sendable, Hashable {
    /// `credits`: the credits billed for the job; null until they are recorded.
    public var credits: Presence<JSONNumber>
    /// `parse_credits`: the credits billed for parsing; null for a parse job of the caller.
    public var parseCredits: Presence<JSONNumber>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes a usage.
    public init(
      credits: Presence<JSONNumber> = .absent, parseCredits: Presence<JSONNumber> = .absent,
      unknownMembers: JSONObject = [:]
    ) {
      self.credits = credits
      self.parseCredits = parseCredits
      self.unknownMembers = unknownMembers
    }
  }
}

extension V2.Usage: JSONBridged {
  /// Reads a usage.
  ///
  /// - Throws: ``JSONError`` if there is none.
  public init(from reader: inout JSONReader) throws(JSONError) {
    self.init()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "credits": credits = try reader.readPresence()
      case "parse_credits": parseCredits = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
  }

  /// Writes the usage.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("credits", credits)
      object.member("parse_credits", parseCredits)
      object.members(of: unknownMembers)
    }
  }
}
