// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Parsing of request targets: path, query, and percent-encoding.
package enum RequestTarget {
  /// Returns the path and the query of a target, without the question mark.
  package static func parts(of target: String) -> (path: Substring, query: Substring) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }

  /// Returns the percent-decoded segments of a path that begins with a slash.
  package static func segments(ofPath path: Substring) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map { decoded($0, plusIsSpace: false) }
  }

  /// Percent-decodes a text.
  ///
  /// Like the service's framework, it keeps invalid escapes unchanged, and reads a plus sign in a
  /// query as a space.
  package static func decoded(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+"), plusIsSpace {
        bytes.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = hexadecimal(rest.prefix(2))
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    let text = String(decoding: digits, as: UTF8.self)
    return text.allSatisfy(\.isHexDigit) ? UInt8(text, radix: 16) : nil
  }
}

/// The percent-decoded parameters of a query.
package struct Query: Sendable {
  private let items: [(name: String, value: String)]

  /// Parses a query, without the question mark; anything can be parsed.
  package init(_ text: Substring) {
    items = text.split(separator: "&").map { item in
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        RequestTarget.decoded(parts[0], plusIsSpace: true),
        parts.count > 1 ? RequestTarget.decoded(parts[1], plusIsSpace: true) : ""
      )
    }
  }

  /// The parameter with a name; the last one if there are several.
  package subscript(name: String) -> Field {
    Field(
      value: items.last { $0.name == name }.map { .string($0.value) },
      location: ["query", .string(name)])
  }

  /// Returns all parameters with a name.
  package func all(_ name: String) -> [Field] {
    items.filter { $0.name == name }.enumerated().map { index, item in
      Field(
        value: .string(item.value),
        location: ["query", .string(name), .number(JSONNumber(index))])
    }
  }
}
