// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Parsing of JSON request bodies.
package enum JSONBody {
  /// The maximum size of the text of another media type that an error repeats, in bytes.
  private static let maximumInputBytes = 1_000

  /// Returns the body as a field.
  ///
  /// - Parameters:
  ///   - bytes: The body; `nil` for none.
  ///   - contentType: The value of `Content-Type`; a body without one is read as JSON.
  ///   - validator: Gets an error if the body is missing, declared as another media type, or
  ///     malformed.
  /// - Returns: The body; `nil` after an error.
  package static func field(
    _ bytes: [UInt8]?, contentType: String?, validator: inout Validator
  ) -> Field? {
    guard let bytes, !bytes.isEmpty else {
      validator.reportMissing(Field(value: nil, location: ["body"]))
      return nil
    }
    if let contentType, !MediaType(contentType).isJSON {
      let text = String(decoding: bytes.prefix(maximumInputBytes), as: UTF8.self)
      validator.reportNotAnObject(Field(value: .string(text), location: ["body"]))
      return nil
    }
    do throws(JSONError) {
      return Field(value: try JSONValue(json: bytes), location: ["body"])
    } catch {
      validator.reportInvalidJSON(error)
      return nil
    }
  }
}
