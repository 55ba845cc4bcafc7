// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyValidation

extension Validator {
  /// The 422 response with all errors.
  var errorResponse: ErrorResponse { ErrorResponse(status: 422, detail: detail) }

  /// Throws the 422 response if there are errors.
  func throwIfInvalid() throws(ErrorResponse) {
    if !isValid { throw errorResponse }
  }

  /// Returns the rules of a job.
  mutating func rules(_ field: Field) -> [ClassificationRule]? {
    ruleTexts(field)?.map { ClassificationRule(type: $0.type, description: $0.description) }
  }

  /// Parses a timestamp and returns microseconds since 1970; `nil` without an error if absent.
  mutating func timestamp(_ field: Field) -> Int? {
    guard let text = field.value?.string else { return nil }
    guard let time = DateTimeText.microseconds(text) else {
      let reason = "invalid character or length in \(text.prefix(60).debugDescription)"
      report(
        "datetime_from_date_parsing", "Input should be a valid datetime or date, \(reason)",
        at: field, context: ["error": .string(reason)])
      return nil
    }
    return time
  }
}

extension ClassificationRule {
  var json: JSONValue {
    ["type": .string(type), "description": .string(description)]
  }
}
