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
