// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyValidation

/// The `detail` of an error response: FastAPI's list for 422, which v1 clients decode, and a text
/// for every other status.
enum ErrorDetail {
  /// The maximum number of errors in a list; the others are dropped.
  static let maximumErrors = Validator.maximumErrors
  /// The maximum size of an error's `input` in bytes; a larger one is left out.
  static let maximumInputBytes = 2_048

  /// Returns the list of a validator's errors, with bounded size.
  static func list(_ validator: Validator) -> JSONValue {
    .array(validator.errors.prefix(maximumErrors).map(bounded))
  }

  /// Returns the list with the reasons of a refusal, each with its field, its code in the
  /// catalogue, and what to do.
  ///
  /// - Parameters:
  ///   - refusal: The refusal.
  ///   - body: The request body.
  /// - Returns: The list.
  static func list(_ refusal: TranslationRefusal, body: JSONValue) -> JSONValue {
    .array(
      refusal.reasons.prefix(maximumErrors).map { note in
        let location = BodyLocation.location(pointer: note.pointer)
        return bounded([
          "type": .string(note.code.rawValue), "loc": .array(location),
          "msg": .string(message(of: note)),
          "input": BodyLocation.value(at: location, in: body) ?? .null,
        ])
      })
  }

  private static func message(of note: Note) -> String {
    let reason = note.message.hasSuffix(".") ? note.message : note.message + "."
    guard let policy = TranslationPolicy.leastLenient(for: note.effect) else { return reason }
    return "\(reason) Change the request, or run the gateway with --policy \(policy.rawValue)."
  }

  /// Returns a list with one error about the whole body.
  static func list(_ message: String, type: String) -> JSONValue {
    [["type": .string(type), "loc": ["body"], "msg": .string(message)]]
  }

  /// Returns the detail of a 422 of v2 in v1's terms; a text becomes a list.
  static func list(ofV2 detail: JSONValue) -> JSONValue {
    guard let errors = detail.array else {
      return list(detail.string ?? detail.jsonText(), type: "value_error")
    }
    return .array(
      errors.prefix(maximumErrors).map { error in
        guard var members = error.object else {
          return ["type": "value_error", "loc": ["body"], "msg": .string(error.jsonText())]
        }
        members["loc"] = .array(BodyLocation.location(ofV2: members["loc"]?.array ?? ["body"]))
        if members["msg"]?.string == nil { members["msg"] = .string("invalid value") }
        if members["type"]?.string == nil { members["type"] = .string("value_error") }
        return bounded(.object(members))
      })
  }

  private static func bounded(_ error: JSONValue) -> JSONValue {
    guard var members = error.object, let input = members["input"],
      !input.isSmall
    else { return error }
    members["input"] = nil
    return .object(members)
  }
}

extension TranslationPolicy {
  /// Returns the strictest policy that allows an effect; `nil` if none does.
  fileprivate static func leastLenient(for effect: Effect) -> TranslationPolicy? {
    [strict, standard, permissive].first { !$0.refuses(effect) }
  }
}

extension JSONValue {
  /// Whether the value has at most
  /// ``ErrorDetail/maximumInputBytes`` of text; a larger value is not read to its end.
  fileprivate var isSmall: Bool {
    var rest = ErrorDetail.maximumInputBytes
    return takesAtMost(&rest)
  }

  private func takesAtMost(_ rest: inout Int) -> Bool {
    switch self {
    case .null, .bool: rest -= 1
    case .number(let number): rest -= number.text.utf8.count
    case .string(let text): rest -= text.utf8.count + 1
    case .array(let elements):
      rest -= elements.count + 2
      for element in elements where !element.takesAtMost(&rest) { return false }
    case .object(let members):
      rest -= 2
      for (name, value) in members {
        rest -= name.utf8.count + 1
        guard value.takesAtMost(&rest) else { return false }
      }
    }
    return rest >= 0
  }
}
#endif
