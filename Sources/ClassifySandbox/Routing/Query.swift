// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The items of a query, decoded.
struct Query {
  private let items: [(name: String, value: String)]

  init(_ text: Substring) {
    items = text.split(separator: "&").map { item in
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        URLText.decoded(parts[0], plusIsSpace: true),
        parts.count > 1 ? URLText.decoded(parts[1], plusIsSpace: true) : ""
      )
    }
  }

  /// The item of a name; of several the last counts.
  subscript(name: String) -> Field {
    Field(
      value: items.last { $0.name == name }.map { .string($0.value) },
      location: ["query", .string(name)])
  }

  /// All items of a name.
  func all(_ name: String) -> [Field] {
    items.filter { $0.name == name }.enumerated().map { index, item in
      Field(
        value: .string(item.value),
        location: ["query", .string(name), .number(JSONNumber(index))])
    }
  }
}
