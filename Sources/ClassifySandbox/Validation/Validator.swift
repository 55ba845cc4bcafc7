// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// Finds everything that is wrong with a request, and says it in the words of the service's
/// framework (FastAPI with pydantic).
struct Validator {
  private var faults: [JSONValue] = []

  var isSatisfied: Bool { faults.isEmpty }

  /// What to answer if anything is wrong.
  var refusal: Refusal { Refusal(status: 422, detail: .array(faults)) }

  /// Refuses the request if anything is wrong with it.
  func finish() throws(Refusal) {
    if !faults.isEmpty { throw refusal }
  }

  /// Notes a fault.
  ///
  /// - Parameters:
  ///   - type: The kind of fault, as pydantic names it.
  ///   - message: What is wrong, for a person.
  ///   - field: Where.
  ///   - context: What the message was made from.
  mutating func report(
    _ type: String, _ message: String, at field: Field, context: JSONObject? = nil
  ) {
    var fault: JSONObject = [
      "type": .string(type), "loc": .array(field.location), "msg": .string(message),
      "input": field.value ?? field.parent,
    ]
    if let context { fault.append("ctx", .object(context)) }
    faults.append(.object(fault))
  }

  mutating func reportMissing(_ field: Field) {
    report("missing", "Field required", at: field)
  }

  mutating func reportNoObject(_ field: Field) {
    report(
      "model_attributes_type",
      "Input should be a valid dictionary or object to extract fields from", at: field)
  }

  /// Notes a fault that the schema can't say.
  mutating func reportValue(_ message: String, at field: Field) {
    report("value_error", "Value error, \(message)", at: field, context: ["error": [:]])
  }

  /// The refusal of a body that is no JSON.
  static func unreadable(_ error: JSONError) -> Refusal {
    let fault: JSONObject = [
      "type": "json_invalid", "loc": ["body", .number(JSONNumber(error.offset))],
      "msg": "JSON decode error", "input": [:], "ctx": ["error": .string(error.message)],
    ]
    return Refusal(status: 422, detail: [.object(fault)])
  }
}

/// A value of a request together with where it stands.
struct Field {
  /// The value; nil if it is absent.
  let value: JSONValue?
  /// Where it stands, as a `detail` says it: `["body", "file_ids", 0]`.
  let location: [JSONValue]
  /// What the value is missing from, if it is missing.
  var parent: JSONValue = .null

  /// This field, unless it is absent.
  var given: Field? { value == nil ? nil : self }
  /// This field, unless it is absent or null.
  var nonNull: Field? { value == nil || value?.isNull == true ? nil : self }

  /// The member of a name.
  subscript(name: String) -> Field {
    Field(value: value?[name], location: location + [.string(name)], parent: value ?? .null)
  }

  /// The elements, if this is an array.
  var elements: [Field] {
    (value?.array ?? []).enumerated().map { index, element in
      Field(value: element, location: location + [.number(JSONNumber(index))])
    }
  }
}
