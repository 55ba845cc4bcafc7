// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// Collects the validation errors of a request, in the format of the service's framework
/// (FastAPI with pydantic).
struct Validator {
  private var errors: [JSONValue] = []

  var isValid: Bool { errors.isEmpty }

  /// The 422 response with all errors.
  var errorResponse: ErrorResponse { ErrorResponse(status: 422, detail: .array(errors)) }

  /// Throws the 422 response if there are errors.
  func throwIfInvalid() throws(ErrorResponse) {
    if !errors.isEmpty { throw errorResponse }
  }

  /// Adds an error.
  ///
  /// - Parameters:
  ///   - type: The error type of pydantic.
  ///   - message: The human-readable message.
  ///   - field: The invalid field.
  ///   - context: The values in the message (`ctx`).
  mutating func report(
    _ type: String, _ message: String, at field: Field, context: JSONObject? = nil
  ) {
    var error: JSONObject = [
      "type": .string(type), "loc": .array(field.location), "msg": .string(message),
      "input": field.value ?? field.parent,
    ]
    if let context { error.append("ctx", .object(context)) }
    errors.append(.object(error))
  }

  mutating func reportMissing(_ field: Field) {
    report("missing", "Field required", at: field)
  }

  mutating func reportNotAnObject(_ field: Field) {
    report(
      "model_attributes_type",
      "Input should be a valid dictionary or object to extract fields from", at: field)
  }

  /// Adds an error of a custom validator, for rules that the schema can't express.
  mutating func reportValueError(_ message: String, at field: Field) {
    report("value_error", "Value error, \(message)", at: field, context: ["error": [:]])
  }

  /// Returns the 422 response to a body that is not valid JSON.
  static func invalidJSON(_ error: JSONError) -> ErrorResponse {
    let details: JSONObject = [
      "type": "json_invalid", "loc": ["body", .number(JSONNumber(error.offset))],
      "msg": "JSON decode error", "input": [:], "ctx": ["error": .string(error.message)],
    ]
    return ErrorResponse(status: 422, detail: [.object(details)])
  }
}

/// A value in a request and its location.
struct Field {
  /// The value; `nil` if it is absent.
  let value: JSONValue?
  /// The path to the value as in `loc`, such as `["body", "file_ids", 0]`.
  let location: [JSONValue]
  /// The value that contains this one; reported as the input if this one is absent.
  var parent: JSONValue = .null

  /// This field; `nil` if it is absent.
  var ifPresent: Field? { value == nil ? nil : self }
  /// This field; `nil` if it is absent or null.
  var ifNotNull: Field? { value == nil || value?.isNull == true ? nil : self }

  /// The member with a name.
  subscript(name: String) -> Field {
    Field(value: value?[name], location: location + [.string(name)], parent: value ?? .null)
  }

  /// The elements; empty if this is not an array.
  var elements: [Field] {
    (value?.array ?? []).enumerated().map { index, element in
      Field(value: element, location: location + [.number(JSONNumber(index))])
    }
  }
}
