// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyJSON
import ClassifyModel

/// A place in the body of a v1 request, as `loc` names it in a 422 response: `["body", "rules",
/// 0]`.
enum BodyLocation {
  /// Returns the place of a note, whose pointer refers to the body of v1 or of v2.
  static func location(pointer: String) -> [JSONValue] {
    let tokens = JSONPointer(pointer)?.tokens ?? []
    return ["body"]
      + inV1(tokens.map { token in Int(token).map { .number(JSONNumber($0)) } ?? .string(token) })
  }

  /// Returns the place that v2's `loc` has in v1's body; a `loc` of something else is unchanged.
  static func location(ofV2 location: [JSONValue]) -> [JSONValue] {
    guard location.first?.string == "body" else { return location }
    return ["body"] + inV1(Array(location.dropFirst()))
  }

  /// v2 has the rules, the mode and the parsing options in `configuration`, and one file.
  private static func inV1(_ path: [JSONValue]) -> [JSONValue] {
    switch path.first?.string {
    case "configuration": Array(path.dropFirst())
    case "file_input", "file_id": ["file_ids"] + path.dropFirst()
    default: path
    }
  }

  /// Returns the value at a place in a body; `nil` if there is none.
  static func value(at location: [JSONValue], in body: JSONValue) -> JSONValue? {
    var value = body
    for step in location.dropFirst() {
      guard let next = step.string.flatMap({ value[$0] }) ?? step.integer.flatMap({ value[$0] })
      else { return nil }
      value = next
    }
    return value
  }
}
#endif
