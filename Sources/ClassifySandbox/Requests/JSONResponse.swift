// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// An answer before it is text.
struct Answer {
  var status: HTTPStatus = 200
  /// Nil has no body at all.
  var body: JSONValue?
  var headerFields: HTTPFields = []

  var response: HTTPResponse {
    var fields = headerFields
    if body != nil { fields.set(.contentTypeJSON) }
    return HTTPResponse(
      status: status, headerFields: fields, body: body?.jsonBytes() ?? [])
  }
}

/// The reason why a request is not done: an answer with a `detail`.
struct Refusal: Error {
  let status: HTTPStatus
  let detail: JSONValue
  var headerFields: HTTPFields = []

  var answer: Answer {
    Answer(status: status, body: ["detail": detail], headerFields: headerFields)
  }
}

extension Refusal {
  init(_ status: HTTPStatus, _ detail: String, headerFields: HTTPFields = []) {
    self.init(status: status, detail: .string(detail), headerFields: headerFields)
  }

  static let notAuthenticated = Refusal(401, "Not authenticated")
  static let unknownPath = Refusal(404, "Not Found")
  static let unreadableForm = Refusal(400, "There was an error parsing the body")
  static let bodyTooLarge = Refusal(413, "Request Entity Too Large")
  static let jobNotFound = Refusal(404, "Classify job not found")
  static let invalidPageToken = Refusal(400, "Invalid page token")

  static func wrongMethod(allowed: [HTTPMethod]) -> Refusal {
    let methods = allowed.map(\.rawValue).joined(separator: ", ")
    let allow = try? HTTPField(name: "Allow", value: methods)
    return Refusal(405, "Method Not Allowed", headerFields: HTTPFields(allow.map { [$0] } ?? []))
  }

  static func noFile(_ id: String, in projectID: String) -> Refusal {
    Refusal(400, "File ID \(id) is not in Project ID \(projectID)")
  }

  static func noParseJob(_ id: String, in projectID: String) -> Refusal {
    Refusal(400, "Parse Job ID \(id) is not in Project ID \(projectID)")
  }

  static func tooManyCreations(limit: Int) -> Refusal {
    Refusal(
      429, "Rate limit exceeded. Maximum \(limit) classify job creations per second.")
  }
}
