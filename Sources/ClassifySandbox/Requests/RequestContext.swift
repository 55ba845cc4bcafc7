// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyValidation

/// A routed request with its parameters, its time, and the configuration of the sandbox.
struct RequestContext {
  let request: HTTPRequest
  /// The values of the path parameters, by name.
  let parameters: [String: String]
  let query: Query
  let configuration: Sandbox.Configuration
  /// The time of the request in milliseconds since 1970.
  let now: Int

  init(
    request: HTTPRequest, parameters: [String: String], configuration: Sandbox.Configuration,
    now: Int
  ) {
    self.request = request
    self.parameters = parameters
    query = Query(RequestTarget.parts(of: request.path).query)
    self.configuration = configuration
    self.now = now
  }

  /// Returns a time in milliseconds since 1970 as a timestamp string.
  func timestamp(_ milliseconds: Int) -> JSONValue {
    .string(
      DateTimeText.text(
        milliseconds: milliseconds, isZoneless: configuration.zonelessTimestamps))
  }

  /// Returns the field of a path parameter.
  func parameter(_ name: String) -> Field {
    Field(value: parameters[name].map(JSONValue.string), location: ["path", .string(name)])
  }

  /// Parses the body as JSON.
  ///
  /// - Throws: An error response with status 422 if the body is missing, declared as another media
  ///   type, or malformed.
  func json() throws(ErrorResponse) -> Field {
    var validator = Validator()
    let body = JSONBody.field(
      request.body, contentType: request.headerFields[.contentType], validator: &validator)
    guard let body else { throw validator.errorResponse }
    return body
  }

  /// Returns the project ID in the query; `nil` if there is none.
  ///
  /// The organization ID is only checked to be a UUID: the sandbox has one organization.
  func projectID(_ validator: inout Validator) -> String? {
    _ = query["organization_id"].ifPresent.flatMap { validator.uuid($0) }
    return query["project_id"].ifPresent.flatMap { validator.uuid($0) }
  }

  /// Returns the project ID in the query; `nil` if there is none.
  ///
  /// - Throws: An error response with status 422 if the project or organization ID is not a UUID.
  func projectID() throws(ErrorResponse) -> String? {
    var validator = Validator()
    let projectID = projectID(&validator)
    try validator.throwIfInvalid()
    return projectID
  }
}
