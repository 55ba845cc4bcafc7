// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A v1 job as its wire type stores it.
struct BenchmarkJob: Hashable {
  var id: String
  var projectID: String
  var rules: [BenchmarkRule]
  var status: String
  var userID: String
  var createdAt: Presence<String>
  var effectiveAt: Presence<String>
  var errorMessage: Presence<String>
  var jobRecordID: Presence<String>
  var mode: Presence<String>
  var parsingConfiguration: Presence<BenchmarkParsingConfiguration>
  var updatedAt: Presence<String>
  var others: JSONObject
}

extension BenchmarkJob: JSONReadable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var projectID: String?
    var rules: [BenchmarkRule]?
    var status: String?
    var userID: String?
    var createdAt = Presence<String>.absent
    var effectiveAt = Presence<String>.absent
    var errorMessage = Presence<String>.absent
    var jobRecordID = Presence<String>.absent
    var mode = Presence<String>.absent
    var parsingConfiguration = Presence<BenchmarkParsingConfiguration>.absent
    var updatedAt = Presence<String>.absent
    var others = JSONObject()
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "id": id = try reader.readString()
      case "project_id": projectID = try reader.readString()
      case "rules": rules = try reader.readArray()
      case "status": status = try reader.readString()
      case "user_id": userID = try reader.readString()
      case "created_at": createdAt = try reader.readPresence()
      case "effective_at": effectiveAt = try reader.readPresence()
      case "error_message": errorMessage = try reader.readPresence()
      case "job_record_id": jobRecordID = try reader.readPresence()
      case "mode": mode = try reader.readPresence()
      case "parsing_configuration": parsingConfiguration = try reader.readPresence()
      case "updated_at": updatedAt = try reader.readPresence()
      default: others.append(name.text, try reader.readValue())
      }
    }
    self.init(
      id: try reader.require(id, "id"),
      projectID: try reader.require(projectID, "project_id"),
      rules: try reader.require(rules, "rules"),
      status: try reader.require(status, "status"),
      userID: try reader.require(userID, "user_id"),
      createdAt: createdAt, effectiveAt: effectiveAt, errorMessage: errorMessage,
      jobRecordID: jobRecordID, mode: mode, parsingConfiguration: parsingConfiguration,
      updatedAt: updatedAt, others: others)
  }
}

/// A rule of a v1 job.
struct BenchmarkRule: Hashable {
  var type: String
  var description: String
  var others: JSONObject
}

extension BenchmarkRule: JSONReadable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var type: String?
    var description: String?
    var others = JSONObject()
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "type": type = try reader.readString()
      case "description": description = try reader.readString()
      default: others.append(name.text, try reader.readValue())
      }
    }
    self.init(
      type: try reader.require(type, "type"),
      description: try reader.require(description, "description"), others: others)
  }
}

/// How a v1 job's files are parsed.
struct BenchmarkParsingConfiguration: Hashable {
  var language: Presence<String>
  var maximumPages: Presence<Int>
  var targetPages: Presence<[Int]>
  var others: JSONObject
}

extension BenchmarkParsingConfiguration: JSONReadable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var language = Presence<String>.absent
    var maximumPages = Presence<Int>.absent
    var targetPages = Presence<[Int]>.absent
    var others = JSONObject()
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "lang": language = try reader.readPresence()
      case "max_pages": maximumPages = try reader.readPresence()
      case "target_pages": targetPages = try reader.readPresence()
      default: others.append(name.text, try reader.readValue())
      }
    }
    self.init(
      language: language, maximumPages: maximumPages, targetPages: targetPages, others: others)
  }
}
