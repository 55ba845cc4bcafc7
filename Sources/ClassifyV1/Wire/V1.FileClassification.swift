// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyJSON

extension V1 {
  /// `FileClassification`: the result for one file of a job.
  public struct FileClassification: Sendable, Hashable, Identifiable {
    /// `id`: the unique identifier.
    public var id: String
    /// `classify_job_id`: the ID of the job.
    public var classifyJobID: String
    /// `created_at`: the creation time.
    public var createdAt: Presence<String>
    /// `file_id`: the ID of the file.
    public var fileID: Presence<String>
    /// `result`: the classification; null for a file that failed or is unfinished.
    public var result: Presence<ClassificationResult>
    /// `updated_at`: the time of the last change.
    public var updatedAt: Presence<String>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates an item.
    public init(
      id: String, classifyJobID: String, createdAt: Presence<String> = .absent,
      fileID: Presence<String> = .absent, result: Presence<ClassificationResult> = .absent,
      updatedAt: Presence<String> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.id = id
      self.classifyJobID = classifyJobID
      self.createdAt = createdAt
      self.fileID = fileID
      self.result = result
      self.updatedAt = updatedAt
      self.unknownMembers = unknownMembers
    }
  }
}

extension V1.FileClassification: JSONBridged {
  /// Parses an item.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a `FileClassification`.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var classifyJobID: String?
    var createdAt = Presence<String>.absent
    var fileID = Presence<String>.absent
    var result = Presence<V1.ClassificationResult>.absent
    var updatedAt = Presence<String>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "id": id = try reader.readString()
      case "classify_job_id": classifyJobID = try reader.readString()
      case "created_at": createdAt = try reader.readPresence()
      case "file_id": fileID = try reader.readPresence()
      case "result": result = try reader.readPresence()
      case "updated_at": updatedAt = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      id: try reader.require(id, "id"),
      classifyJobID: try reader.require(classifyJobID, "classify_job_id"), createdAt: createdAt,
      fileID: fileID, result: result, updatedAt: updatedAt, unknownMembers: unknownMembers)
  }

  /// Writes the item as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("classify_job_id", classifyJobID)
      object.member("created_at", createdAt)
      object.member("file_id", fileID)
      object.member("result", result)
      object.member("updated_at", updatedAt)
      object.members(of: unknownMembers)
    }
  }
}
