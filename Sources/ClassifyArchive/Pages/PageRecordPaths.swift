// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
import ClassifyModel

/// The places of the selections in records that aren't request bodies or jobs.
public struct PageRecordPaths: Sendable, Hashable {
  /// The place of v1's array; `nil` if the records have none.
  public var v1: JSONPointer?
  /// The place of v2's string; `nil` if the records have none.
  public var v2: JSONPointer?

  /// Creates paths; of two paths that are equal or nested, the outer one is read, v1 first.
  public init(v1: JSONPointer? = nil, v2: JSONPointer? = nil) {
    self.v1 = v1
    self.v2 = v2
  }

  /// The pointers, for messages.
  var phrase: String {
    [v1, v2].compactMap(\.self).map { "\"\($0)\"" }.joined(separator: " or ")
  }
}

extension PageRecordMembers {
  /// Reads the selections at `paths`, and the member `id` of the line's object.
  ///
  /// - Throws: ``JSONError`` if the line isn't well-formed.
  mutating func read(
    at paths: PageRecordPaths, from reader: inout JSONReader, line: UnsafeBufferPointer<UInt8>,
    syntax: PageSyntax
  ) throws(JSONError) {
    try readInside(
      v1: paths.v1?.tokens[...], v2: paths.v2?.tokens[...], isLine: true, from: &reader,
      line: line, syntax: syntax)
  }

  /// Reads the next value, which has the selections at the rest of each path.
  private mutating func readInside(
    v1: ArraySlice<String>?, v2: ArraySlice<String>?, isLine: Bool = false,
    from reader: inout JSONReader, line: UnsafeBufferPointer<UInt8>, syntax: PageSyntax
  ) throws(JSONError) {
    if let v1, v1.isEmpty { return try readV1(from: &reader, line: line, syntax: syntax) }
    if let v2, v2.isEmpty { return try readV2(from: &reader, line: line, syntax: syntax) }
    func rest(_ path: ArraySlice<String>?, in token: String) -> ArraySlice<String>? {
      path?.first == token ? path?.dropFirst() : nil
    }
    switch reader.nextKind {
    case .object:
      try reader.readObject { (name, reader) throws(JSONError) in
        let (v1, v2) = (rest(v1, in: name.text), rest(v2, in: name.text))
        if v1 != nil || v2 != nil {
          try readInside(v1: v1, v2: v2, from: &reader, line: line, syntax: syntax)
        } else if isLine, name == "id" {
          id = try reader.readRawValue()
        }
      }
    case .array:
      var index = 0
      try reader.readArray { (reader) throws(JSONError) in
        let token = String(index)
        index += 1
        let (v1, v2) = (rest(v1, in: token), rest(v2, in: token))
        guard v1 != nil || v2 != nil else { return }
        try readInside(v1: v1, v2: v2, from: &reader, line: line, syntax: syntax)
      }
    default: try reader.skipValue()
    }
  }
}
