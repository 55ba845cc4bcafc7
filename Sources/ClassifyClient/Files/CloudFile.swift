// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
public import ClassifyJSON

/// An uploaded file.
public struct CloudFile: Sendable, Hashable, Identifiable {
  /// `id`: the unique identifier, `dfl-<uuid>`.
  public var id: String
  /// `name`: the file name.
  public var name: String
  /// `project_id`: the ID of the file's project.
  public var projectID: Presence<String>
  /// `external_file_id`: the caller's own ID of the file.
  public var externalFileID: Presence<String>
  /// `file_type`: the file type, such as `pdf`.
  public var fileType: Presence<String>
  /// `purpose`: the purpose of the upload.
  public var purpose: Presence<Open<Purpose>>
  /// `last_modified_at`: the time of the last change.
  public var lastModifiedAt: Presence<String>
  /// `expires_at`: the time when the service deletes the file.
  public var expiresAt: Presence<String>
  /// The members unknown to this package, in their original order.
  public var unknownMembers: JSONObject

  /// Creates a file.
  public init(
    id: String, name: String, projectID: Presence<String> = .absent,
    externalFileID: Presence<String> = .absent, fileType: Presence<String> = .absent,
    purpose: Presence<Open<Purpose>> = .absent, lastModifiedAt: Presence<String> = .absent,
    expiresAt: Presence<String> = .absent, unknownMembers: JSONObject = [:]
  ) {
    self.id = id
    self.name = name
    self.projectID = projectID
    self.externalFileID = externalFileID
    self.fileType = fileType
    self.purpose = purpose
    self.lastModifiedAt = lastModifiedAt
    self.expiresAt = expiresAt
    self.unknownMembers = unknownMembers
  }

  /// The purpose of an upload.
  public enum Purpose: String, Sendable, Hashable, CaseIterable {
    /// Any purpose of the user.
    case userData = "user_data"
    /// Parsing.
    case parse
    /// Extraction.
    case extract
    /// Splitting.
    case split
    /// Classification.
    case classify
    /// Reading tables.
    case sheet
    /// Agent applications.
    case agentApp = "agent_app"
  }
}

extension CloudFile: JSONBridged {
  /// Parses a file.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a file.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var name: String?
    var file = CloudFile(id: "", name: "")
    try reader.readObject { member, reader throws(JSONError) in
      switch member {
      case "id": id = try reader.readString()
      case "name": name = try reader.readString()
      case "project_id": file.projectID = try reader.readPresence()
      case "external_file_id": file.externalFileID = try reader.readPresence()
      case "file_type": file.fileType = try reader.readPresence()
      case "purpose": file.purpose = try reader.readPresence()
      case "last_modified_at": file.lastModifiedAt = try reader.readPresence()
      case "expires_at": file.expiresAt = try reader.readPresence()
      default: file.unknownMembers.append(member.text, try reader.readValue())
      }
    }
    file.id = try reader.require(id, "id")
    file.name = try reader.require(name, "name")
    self = file
  }

  /// Writes the file as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("name", name)
      object.member("project_id", projectID)
      object.member("external_file_id", externalFileID)
      object.member("file_type", fileType)
      object.member("purpose", purpose)
      object.member("last_modified_at", lastModifiedAt)
      object.member("expires_at", expiresAt)
      object.members(of: unknownMembers)
    }
  }
}

/// The filters and paging of a file list.
public struct FileListParams: Sendable, Hashable {
  /// `external_file_id`: only files with this ID of the caller.
  public var externalFileID: String?
  /// `file_name`: only files with this name.
  public var fileName: String?
  /// `page_size`: the number of files per page, 1 to 1,000; `nil` means the service's default.
  public var pageSize: Int?
  /// `page_token`: the `nextToken` of a page of the same query; `nil` for the first page.
  public var pageToken: String?

  /// Creates a query; by default it matches all files.
  public init(
    externalFileID: String? = nil, fileName: String? = nil, pageSize: Int? = nil,
    pageToken: String? = nil
  ) {
    self.externalFileID = externalFileID
    self.fileName = fileName
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// The URL query items, without the page token.
  var items: QueryItems {
    var items = QueryItems()
    items.append("page_size", pageSize)
    items.append("file_name", fileName)
    items.append("external_file_id", externalFileID)
    return items
  }
}

/// The HTTP calls of the operations on files.
enum FileCalls {
  private static let files = ["api", "v1", "beta", "files"]

  /// `POST /api/v1/beta/files`; it has no idempotency key, so it is not retried if it may have
  /// reached the service.
  static func create(_ body: RequestBody) -> ServiceCall<CloudFile> {
    ServiceCall(
      operation: "files.create", method: .post, path: files, body: body,
      idempotency: .nonIdempotent)
  }

  /// `GET /api/v1/beta/files`.
  static func list(
    _ query: FileListParams, pageToken: String?
  ) -> ServiceCall<ListPage<CloudFile>> {
    var items = query.items
    items.append("page_token", pageToken)
    return ServiceCall(operation: "files.list", method: .get, path: files, query: items)
  }

  /// `GET /api/v1/beta/files/{file_id}`.
  static func get(_ id: String) -> ServiceCall<CloudFile> {
    ServiceCall(operation: "files.get", method: .get, path: files + [id])
  }

  /// `DELETE /api/v1/beta/files/{file_id}`.
  static func delete(_ id: String) -> ServiceCall<Void> {
    ServiceCall(operation: "files.delete", method: .delete, path: files + [id])
  }
}
