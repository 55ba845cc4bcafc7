// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON

/// Collects the validation errors of a request, in the format of the service's framework
/// (FastAPI with pydantic).
package struct Validator: Sendable {
  /// The maximum number of errors; the others are dropped, so that a body of errors stays cheap.
  package static let maximumErrors = 100

  /// The errors, in the order in which they were found.
  package private(set) var errors: [JSONValue] = []

  /// Whether a text that is an integer counts as one, as pydantic has it by default; whether the
  /// service uses that default is not published.
  package let readsIntegersInTexts: Bool

  /// Creates a validator without errors.
  package init(readsIntegersInTexts: Bool = false) {
    self.readsIntegersInTexts = readsIntegersInTexts
  }

  /// Whether there are no errors.
  package var isValid: Bool { errors.isEmpty }

  /// Whether further errors are dropped.
  package var isFull: Bool { errors.count >= Self.maximumErrors }

  /// The `detail` of a 422 response with the errors.
  package var detail: JSONValue { .array(errors) }

  /// Adds an error, unless there are ``maximumErrors``.
  ///
  /// - Parameters:
  ///   - type: The error type of pydantic.
  ///   - message: The human-readable message.
  ///   - field: The invalid field.
  ///   - context: The values in the message (`ctx`).
  package mutating func report(
    _ type: String, _ message: String, at field: Field, context: JSONObject? = nil
  ) {
    guard !isFull else { return }
    var error: JSONObject = [
      "type": .string(type), "loc": .array(field.location), "msg": .string(message),
      "input": field.value ?? field.parent,
    ]
    if let context { error.append("ctx", .object(context)) }
    errors.append(.object(error))
  }

  package mutating func reportMissing(_ field: Field) {
    report("missing", "Field required", at: field)
  }

  package mutating func reportNotAnObject(_ field: Field) {
    report(
      "model_attributes_type",
      "Input should be a valid dictionary or object to extract fields from", at: field)
  }

  /// Adds an error of a custom validator, for rules that the schema can't express.
  package mutating func reportValueError(_ message: String, at field: Field) {
    report("value_error", "Value error, \(message)", at: field, context: ["error": [:]])
  }

  /// Adds the error of a body that is not valid JSON.
  package mutating func reportInvalidJSON(_ error: JSONError) {
    guard !isFull else { return }
    errors.append([
      "type": "json_invalid", "loc": ["body", .number(JSONNumber(error.offset))],
      "msg": "JSON decode error", "input": [:], "ctx": ["error": .string(error.message)],
    ])
  }
}

/// A value in a request and its location.
package struct Field: Sendable {
  /// The value; `nil` if it is absent.
  package let value: JSONValue?
  /// The path to the value as in `loc`, such as `["body", "file_ids", 0]`.
  package let location: [JSONValue]
  /// The value that contains this one; reported as the input if this one is absent.
  package let parent: JSONValue

  /// Creates a field.
  package init(value: JSONValue?, location: [JSONValue], parent: JSONValue = .null) {
    self.value = value
    self.location = location
    self.parent = parent
  }

  /// This field; `nil` if it is absent.
  package var ifPresent: Field? { value == nil ? nil : self }
  /// This field; `nil` if it is absent or null.
  package var ifNotNull: Field? { value == nil || value?.isNull == true ? nil : self }

  /// The member with a name.
  package subscript(name: String) -> Field {
    Field(value: value?[name], location: location + [.string(name)], parent: value ?? .null)
  }

  /// The elements; empty if this is not an array.
  package var elements: Elements {
    Elements(values: value?.array ?? [], location: location)
  }

  /// The elements of an array, each made when it is used.
  package struct Elements: RandomAccessCollection, Sendable {
    fileprivate let values: [JSONValue]
    fileprivate let location: [JSONValue]

    package var startIndex: Int { values.startIndex }
    package var endIndex: Int { values.endIndex }

    package subscript(position: Int) -> Field {
      Field(value: values[position], location: location + [.number(JSONNumber(position))])
    }
  }
}
