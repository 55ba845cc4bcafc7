// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// A response with a JSON body.
struct JSONResponse {
  var status: HTTPStatus = 200
  /// The body; `nil` sends none.
  var body: JSONValue?
  var headerFields: HTTPFields = []

  var httpResponse: HTTPResponse {
    var fields = headerFields
    if body != nil { fields.set(.contentTypeJSON) }
    return HTTPResponse(
      status: status, headerFields: fields, body: body?.jsonBytes() ?? [])
  }
}

/// An error response with a `detail`, thrown by handlers.
struct ErrorResponse: Error {
  let status: HTTPStatus
  let detail: JSONValue
  var headerFields: HTTPFields = []

  var httpResponse: HTTPResponse {
    JSONResponse(status: status, body: ["detail": detail], headerFields: headerFields)
      .httpResponse
  }
}

extension ErrorResponse {
  init(_ status: HTTPStatus, _ detail: String, headerFields: HTTPFields = []) {
    self.init(status: status, detail: .string(detail), headerFields: headerFields)
  }

  static let notAuthenticated = ErrorResponse(401, "Not authenticated")
  static let notFound = ErrorResponse(
    404,
    "Not Found: the sandbox only implements classify and files, and cancel only with the dialect "
      + "'current'.")
  static let invalidForm = ErrorResponse(400, "There was an error parsing the body")
  static let bodyTooLarge = ErrorResponse(413, "Request Entity Too Large")
  static let jobNotFound = ErrorResponse(404, "Classify job not found")
  static let invalidPageToken = ErrorResponse(400, "Invalid page token")

  static func methodNotAllowed(allowed: [HTTPMethod]) -> ErrorResponse {
    let methods = allowed.map(\.rawValue).joined(separator: ", ")
    let allow = try? HTTPField(name: "Allow", value: methods)
    return ErrorResponse(
      405, "Method Not Allowed", headerFields: HTTPFields(allow.map { [$0] } ?? []))
  }

  static func fileNotInProject(_ id: String, in projectID: String) -> ErrorResponse {
    ErrorResponse(400, "File ID \(id) is not in Project ID \(projectID)")
  }

  static func parseJobNotInProject(_ id: String, in projectID: String) -> ErrorResponse {
    ErrorResponse(400, "Parse Job ID \(id) is not in Project ID \(projectID)")
  }

  static func creationRateExceeded(limit: Int) -> ErrorResponse {
    ErrorResponse(
      429, "Rate limit exceeded. Maximum \(limit) classify job creations per second.")
  }
}
