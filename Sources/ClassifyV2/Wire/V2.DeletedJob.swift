// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

extension V2 {
  /// What the service answers when a job was deleted.
  public struct DeletedJob: Sendable, Hashable {
    /// `id`: the id of the deleted job.
    public var id: String
    /// `project_id`: the project that it belonged to.
    public var projectID: Presence<String>
    /// The members that the reference does not have.
    public var unknownMembers: JSONObject

    /// Makes an answer.
    public init(
      id: String, projectID: Presence<String> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.id = id
      self.projectID = projectID
      self.unknownMembers = unknownMembers
    }
  }
}

extension V2.DeletedJob: JSONBridged {
  /// Reads an answer.
  ///
  /// - Throws: ``JSONError`` if there is none.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var projectID = Presence<String>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "id": id = try reader.readString()
      case "project_id": projectID = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      id: try reader.require(id, "id"), projectID: projectID, unknownMembers: unknownMembers)
  }

  /// Writes the answer.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("project_id", projectID)
      object.members(of: unknownMembers)
    }
  }
}
