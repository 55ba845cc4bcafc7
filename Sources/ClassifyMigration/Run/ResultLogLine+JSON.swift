// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension ResultLogLine: JSONReadable, JSONWritable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var line: ResultLogLine?
    var members = ComparisonResultMembers()
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "run": line = .run(try reader.read())
      case "files": line = .files(try reader.read())
      case "intent": line = .intent(try reader.read())
      case "job": line = .job(try reader.read())
      default: try members.read(name, from: &reader)
      }
    }
    if line == nil, let kind = members.unknownKind {
      throw reader.error(
        message: "the line is of a kind that this version does not know (\(kind))")
    }
    self = if let line { line } else { .result(try members.result(reader)) }
  }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .run(let run): writer.writeObject { $0.member("run", run) }
    case .files(let files): writer.writeObject { $0.member("files", files) }
    case .intent(let intent): writer.writeObject { $0.member("intent", intent) }
    case .job(let job): writer.writeObject { $0.member("job", job) }
    case .result(let result): result.write(to: &writer)
    }
  }
}

extension ResultLogLine.Run: JSONReadable, JSONWritable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var request: String?
    var service: String?
    var noise: NoiseMeasure?
    var settings: [RunDifference.Setting: String]?
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "id": id = try reader.readString()
      case "request": request = try reader.readString()
      case "service": service = try reader.readOptional(String.self)
      case "noise":
        if !reader.isAtNull {
          noise = try reader.readWord("parse-job or file", NoiseMeasure.init(rawValue:))
        }
      case "settings": settings = try reader.readSettings()
      default: break
      }
    }
    self.init(
      id: try reader.require(id, "id"), request: try reader.require(request, "request"),
      service: service, noise: noise, settings: settings)
  }

  func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("id", id)
      object.member("request", request)
      object.member("service", Presence(service))
      object.member("noise", noise?.rawValue)
      if let settings {
        var members = JSONObject()
        for setting in RunDifference.Setting.allCases {
          if let value = settings[setting] { members[setting.rawValue] = .string(value) }
        }
        object.member("settings", members)
      }
    }
  }
}

extension ResultLogLine.Files: JSONReadable, JSONWritable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var document: String?
    var v1: DocumentReference?
    var v2: DocumentReference?
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "document": document = try reader.readDocumentName()
      case "v1": v1 = try reader.readReference()
      case "v2": v2 = try reader.readReference()
      default: break
      }
    }
    self.init(
      document: try reader.require(document, "document"), v1: try reader.require(v1, "v1"),
      v2: try reader.require(v2, "v2"))
  }

  func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("document", document)
      object.member("v1", v1.json)
      object.member("v2", v2.json)
    }
  }
}

extension ResultLogLine.Intent: JSONReadable, JSONWritable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var document: String?
    var role: JobRole?
    var file: DocumentReference?
    var time: Timestamp.Instant?
    var key: String?
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "document": document = try reader.readDocumentName()
      case "role": role = try reader.readRole()
      case "file": file = try reader.readReference()
      case "time": time = try reader.readWord("a time of RFC 3339") { Timestamp($0).instant }
      case "key": key = try reader.readOptional(String.self)
      default: break
      }
    }
    self.init(
      document: try reader.require(document, "document"), role: try reader.require(role, "role"),
      file: try reader.require(file, "file"), time: try reader.require(time, "time"), key: key)
  }

  func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("document", document)
      object.member("role", role.rawValue)
      object.member("file", file.json)
      object.member("time", time.description)
      object.member("key", Presence(key))
    }
  }
}

extension ResultLogLine.Job: JSONReadable, JSONWritable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var document: String?
    var role: JobRole?
    var id: JobID?
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "document": document = try reader.readDocumentName()
      case "role": role = try reader.readRole()
      case "id": id = try reader.readJobID()
      default: break
      }
    }
    self.init(
      document: try reader.require(document, "document"), role: try reader.require(role, "role"),
      id: try reader.require(id, "id"))
  }

  func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("document", document)
      object.member("role", role.rawValue)
      object.member("id", id.description)
    }
  }
}

// MARK: - Values

extension JSONReader {
  fileprivate mutating func readSettings() throws(JSONError) -> [RunDifference.Setting: String] {
    var settings: [RunDifference.Setting: String] = [:]
    try readObject { (name, reader) throws(JSONError) in
      guard let setting = RunDifference.Setting(rawValue: name.description) else { return }
      settings[setting] = try reader.readString()
    }
    return settings
  }

  fileprivate mutating func readRole() throws(JSONError) -> JobRole {
    try readWord("v1, v2 or repeated", JobRole.init(rawValue:))
  }

  fileprivate mutating func readReference() throws(JSONError) -> DocumentReference {
    var kind: String?
    var id: String?
    try readObject { (name, reader) throws(JSONError) in
      switch name {
      case "kind": kind = try reader.readString()
      case "id": id = try reader.readString()
      default: break
      }
    }
    return DocumentReference(kind: try require(kind, "kind"), id: try require(id, "id"))
  }
}

extension DocumentReference {
  fileprivate init(kind: String, id: String) {
    switch kind {
    case "file": self = .file(id)
    case "parseJob": self = .parseJob(id)
    case "url": self = .url(id)
    default: self = .unrecognized(kind: kind, identifier: id)
    }
  }

  /// The kind and the ID, as in a result log.
  var json: JSONValue {
    let kind =
      switch self {
      case .file: "file"
      case .parseJob: "parseJob"
      case .url: "url"
      case .unrecognized(let kind, _): kind
      }
    return ["kind": .string(kind), "id": .string(identifier)]
  }
}
