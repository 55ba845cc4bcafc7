// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// One request on its way to its answer.
struct Call {
  let request: HTTPRequest
  let parameters: [String: String]
  let query: Query
  let configuration: Sandbox.Configuration
  /// Milliseconds since 1970.
  let now: Int

  init(
    request: HTTPRequest, parameters: [String: String], configuration: Sandbox.Configuration,
    now: Int
  ) {
    self.request = request
    self.parameters = parameters
    query = Query(URLText.parts(of: request.path).query)
    self.configuration = configuration
    self.now = now
  }

  /// Returns the text of a time, in milliseconds since 1970.
  func timestamp(_ milliseconds: Int) -> JSONValue {
    .string(
      DateTimeText.text(
        milliseconds: milliseconds, isZoneless: configuration.zonelessTimestamps))
  }

  /// Returns what stands at a parameter of the path.
  func parameter(_ name: String) -> Field {
    Field(value: parameters[name].map(JSONValue.string), location: ["path", .string(name)])
  }

  /// Returns the body as JSON.
  func json() throws(Refusal) -> Field {
    guard let body = request.body, !body.isEmpty else {
      var validator = Validator()
      validator.reportMissing(Field(value: nil, location: ["body"]))
      throw validator.refusal
    }
    if let type = request.headerFields[.contentType], !MediaType(type).isJSON {
      var validator = Validator()
      let text = JSONValue.string(String(decoding: body.prefix(1_000), as: UTF8.self))
      validator.reportNoObject(Field(value: text, location: ["body"]))
      throw validator.refusal
    }
    do throws(JSONError) {
      return Field(value: try JSONValue(json: body), location: ["body"])
    } catch {
      throw Validator.unreadable(error)
    }
  }
}

extension Call {
  /// Returns the project that the query names; nil if it names none.
  ///
  /// The organization is checked for its form only: the sandbox has one.
  func project(_ validator: inout Validator) -> String? {
    _ = query["organization_id"].given.flatMap { validator.uuid($0) }
    return query["project_id"].given.flatMap { validator.uuid($0) }
  }

  /// Returns the project that the query names, when nothing else is to be checked.
  func project() throws(Refusal) -> String? {
    var validator = Validator()
    let project = project(&validator)
    try validator.finish()
    return project
  }
}

extension Optional where Wrapped == String {
  /// Tells whether something of a project can be seen by a request that names this one, or none.
  func includes(_ projectID: String) -> Bool {
    self == nil || self == projectID
  }
}
