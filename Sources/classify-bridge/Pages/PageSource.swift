// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel

/// The text that a verdict is about, in which the faulty token is looked up.
enum PageSource {
  /// A selection that stands alone.
  case selection([UInt8])
  /// A line of JSON with the members v1 and v2.
  case record([UInt8])

  /// Returns the part of the text in which the fault is and what to call it, or `nil` if the fault is
  /// in no token.
  func excerpt(of fault: PageRecordFault) -> (label: String, excerpt: SourceExcerpt)? {
    guard let location = fault.location else { return nil }
    switch (self, fault.field) {
    case (.record(let line), .v1):
      return Self.member("v1", of: line)
        .flatMap { Self.element(location.lowerBound, of: $0) }
        .map { ("v1", $0) }
    case (.selection(let text), .v1):
      return Self.element(location.lowerBound, of: text).map { ("v1", $0) }
    case (.record(let line), .v2):
      return Self.member("v2", of: line)
        .flatMap { try? String(json: $0) }
        .map { ("v2", SourceExcerpt(text: Array($0.utf8), token: location)) }
    case (.selection(let text), .v2):
      return ("v2", SourceExcerpt(text: text, token: location))
    case (.record(let text), nil), (.selection(let text), nil):
      return ("at", SourceExcerpt(text: text, token: location))
    }
  }

  /// Returns the JSON text of a member.
  private static func member(_ wanted: String, of line: [UInt8]) -> [UInt8]? {
    var found: Range<Int>?
    guard var reader = try? JSONReader(line) else { return nil }
    try? reader.readObject { (name, reader) throws(JSONError) in
      if name.text == wanted { found = try reader.readRawValue() }
    }
    return found.map { Array(line[$0]) }
  }

  /// Returns an array with one of its elements marked, or the whole of an array that has none.
  private static func element(_ position: Int, of array: [UInt8]) -> SourceExcerpt? {
    var found: Range<Int>?
    var next = 0
    guard var reader = try? JSONReader(array) else { return nil }
    try? reader.readArray { (reader) throws(JSONError) in
      let element = try reader.readRawValue()
      if next == position { found = element }
      next += 1
    }
    return SourceExcerpt(text: array, token: found ?? array.indices)
  }
}
