// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

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
