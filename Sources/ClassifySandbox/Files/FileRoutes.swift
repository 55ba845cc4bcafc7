// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// `/api/v1/beta/files`, and the upload at `/api/v1/files` that came before it.
enum FileRoutes {
  private static let purposes = [
    "user_data", "parse", "extract", "split", "classify", "sheet", "agent_app",
  ]

  static func upload(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    let form = try Form(call)
    var validator = Validator()
    let project = call.project(&validator)
    let purpose = validator.choice(form["purpose"], of: purposes)
    var content = form.file("file", validator: &validator)
    try validator.finish()
    content.purpose = purpose
    content.externalFileID = form["external_file_id"].value?.string
    let file = store.addFile(content, projectID: project, now: call.now)
    return Answer(status: 201, body: call.json(file))
  }

  static func uploadOld(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    let form = try Form(call)
    var validator = Validator()
    let project = call.project(&validator)
    var content = form.file("upload_file", validator: &validator)
    try validator.finish()
    content.externalFileID = call.query["external_file_id"].value?.string
    let file = store.addFile(content, projectID: project, now: call.now)
    return Answer(body: call.oldJSON(file))
  }

  static func list(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    var validator = Validator()
    let project = call.project(&validator) ?? store.projectID
    let page = ListRequest(.files, call, sizes: 1...1_000, validator: &validator)
    let name = call.query["file_name"].value?.string
    let external = call.query["external_file_id"].value?.string
    try validator.finish()
    return try page.answer(from: store.files, tokens: store.tokens) { file in
      file.projectID == project && (name ?? file.content.name) == file.content.name
        && (external == nil || external == file.content.externalFileID)
    } json: {
      call.json($0)
    }
  }

  static func get(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    Answer(body: call.json(try find(call, store)))
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> Answer {
    store.files[try find(call, store).uuid] = nil
    return Answer(status: 204)
  }

  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> StoredFile {
    var validator = Validator()
    let uuid = validator.uuid(call.parameter("file_id"), reading: FileID.uuid)
    let project = call.project(&validator)
    try validator.finish()
    guard let uuid, let file = store.files[uuid], project.includes(file.projectID) else {
      throw Refusal(404, "File not found")
    }
    return file
  }
}

extension Call {
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

  /// The file as the older endpoint has it, whose ids are bare UUIDs.
  fileprivate func oldJSON(_ file: StoredFile) -> JSONValue {
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
