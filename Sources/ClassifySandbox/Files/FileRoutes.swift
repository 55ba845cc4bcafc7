// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyValidation

/// The handlers of `/api/v1/beta/files`, and of the older upload endpoint `/api/v1/files`.
enum FileRoutes {
  private static let purposes = [
    "user_data", "parse", "extract", "split", "classify", "sheet", "agent_app",
  ]

  static func upload(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    let form = try MultipartForm(context)
    var validator = Validator()
    let projectID = context.projectID(&validator)
    let purpose = validator.choice(form["purpose"], of: purposes)
    var content = form.file("file", validator: &validator)
    try validator.throwIfInvalid()
    content.purpose = purpose
    content.externalFileID = form["external_file_id"].value?.string
    let file = store.addFile(content, projectID: projectID, now: context.now)
    return JSONResponse(status: 201, body: context.json(file))
  }

  static func uploadLegacy(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    let form = try MultipartForm(context)
    var validator = Validator()
    let projectID = context.projectID(&validator)
    var content = form.file("upload_file", validator: &validator)
    try validator.throwIfInvalid()
    content.externalFileID = context.query["external_file_id"].value?.string
    let file = store.addFile(content, projectID: projectID, now: context.now)
    return JSONResponse(body: context.legacyJSON(file))
  }

  static func list(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    var validator = Validator()
    let projectID = context.projectID(&validator) ?? store.projectID
    let page = ListRequest(.files, context, sizes: 1...1_000, validator: &validator)
    let name = context.query["file_name"].value?.string
    let externalFileID = context.query["external_file_id"].value?.string
    try validator.throwIfInvalid()
    return try page.response(from: store.files, tokens: store.tokens) { file in
      file.projectID == projectID && (name ?? file.content.name) == file.content.name
        && (externalFileID == nil || externalFileID == file.content.externalFileID)
    } json: {
      context.json($0)
    }
  }

  static func get(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    JSONResponse(body: context.json(try find(context, store)))
  }

  static func delete(
    _ context: RequestContext, _ store: inout Store
  ) throws(ErrorResponse) -> JSONResponse {
    store.files[try find(context, store).uuid] = nil
    return JSONResponse(status: 204)
  }

  private static func find(
    _ context: RequestContext, _ store: Store
  ) throws(ErrorResponse) -> StoredFile {
    var validator = Validator()
    let uuid = validator.uuid(context.parameter("file_id"), parse: UUIDText.ofFile)
    let projectID = context.projectID(&validator)
    try validator.throwIfInvalid()
    guard let uuid, let file = store.files[uuid],
      (projectID ?? file.projectID) == file.projectID
    else { throw ErrorResponse(404, "File not found") }
    return file
  }
}

extension RequestContext {
  fileprivate func json(_ file: StoredFile) -> JSONValue {
    [
      "id": .string(file.id),
      "name": .string(file.content.name),
      "project_id": .string(file.projectID),
      "external_file_id": file.content.externalFileID.map(JSONValue.string) ?? .null,
      "file_type": file.fileType.map(JSONValue.string) ?? .null,
      "purpose": file.content.purpose.map(JSONValue.string) ?? .null,
      "last_modified_at": timestamp(file.createdAt),
      "expires_at": nil,
    ]
  }

  /// Returns a file in the format of the older endpoint, whose IDs are bare UUIDs.
  fileprivate func legacyJSON(_ file: StoredFile) -> JSONValue {
    [
      "id": .string(file.uuid),
      "created_at": timestamp(file.createdAt),
      "updated_at": timestamp(file.createdAt),
      "name": .string(file.content.name),
      "external_file_id": .string(file.content.externalFileID ?? file.content.name),
      "file_size": .number(JSONNumber(file.content.size)),
      "file_type": file.fileType.map(JSONValue.string) ?? .null,
      "project_id": .string(file.projectID),
      "last_modified_at": timestamp(file.createdAt),
      "resource_info": nil,
      "permission_info": nil,
      "data_source_id": nil,
    ]
  }
}
