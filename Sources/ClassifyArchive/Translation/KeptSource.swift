// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The member `classify_bridge` of a written record: the source lines, from which converting back
/// restores the very bytes.
///
/// - `source`: the lines, in the first record written for them only. A line is the object itself, or
///   a string if there is whitespace around the object, or if it is nested deeply.
/// - `part` and `of`: the zero-based position of the record among those written for the lines, and
///   their number. `key` is the same in all of them, and absent if there is only one.
/// - `digest`: a hash of the record's bytes before it. If it does not match, or something follows,
///   the record was changed after it was written, and its source is outdated.
struct KeptSource {
  /// The position among the records written for the same lines.
  let part: Int
  /// The number of records written for the same lines.
  let count: Int
  /// What records written for the same lines have in common; `nil` if there is only one.
  let key: String?
  /// The source lines; `nil` in all records but the first.
  let lines: [[UInt8]]?

  /// Reads the member of a record.
  ///
  /// - Returns: `nil` if the record has none, or if the record or the member was changed.
  init?(of record: SourceValue) {
    guard let member = record[.keptSource], member.isLastPart(of: record) else { return nil }
    var values: [String: SourceValue] = [:]
    for part in member.parts { values[part.name] = part }
    guard let digest = values["digest"], digest.isLastPart(of: member),
      let part = values["part"].flatMap(Self.integer),
      let count = values["of"].flatMap(Self.integer), 0 <= part, part < count,
      Self.digest(of: record.record.bytes[Self.range(of: record, before: digest, in: member)])
        == digest.text
    else { return nil }
    self.part = part
    self.count = count
    key = values["key"]?.text
    guard count == 1 || key != nil, part == 0 || values["source"] == nil else { return nil }
    lines = values["source"].map { source in
      source.parts.map { line in line.text.map { Array($0.utf8) } ?? Array(line.bytes) }
    }
    if part == 0, lines?.isEmpty ?? true { return nil }
  }

  /// The number of records written for the same lines as a record, whether or not it was changed.
  static func count(of record: SourceValue) -> Int? {
    record[.keptSource]?.parts.first { $0.name == "of" }.flatMap(integer)
  }

  /// The bytes of a record before its digest, without the comma.
  private static func range(
    of record: SourceValue, before digest: SourceValue, in member: SourceValue
  ) -> Range<Int> {
    let start = Int(record.node.start)
    var end = Int(member.node.start) + 1
    for part in member.parts where part.index < digest.index { end = Int(part.node.end) }
    return start..<end
  }

  private static func integer(_ value: SourceValue) -> Int? { try? value.read(Int.self) }

  /// Appends the member to a record that was just written, and whose closing brace is the last byte.
  ///
  /// - Parameters:
  ///   - lines: The source lines, without newlines.
  ///   - part: The position of the record among those written for the lines.
  ///   - count: The number of records written for the lines.
  ///   - start: The offset of the record's opening brace.
  ///   - output: Ends with the record.
  static func append(
    _ lines: [ArraySlice<UInt8>], part: Int, of count: Int, toRecordAt start: Int,
    in output: inout [UInt8]
  ) {
    var end = output.count - 1
    while end > start + 1, WhiteSpace.contains(output[end - 1]) { end -= 1 }
    let closing = Array(output[end...])
    output.removeSubrange(end...)
    output.append(
      contentsOf: end > start + 1 ? ",\"classify_bridge\":{".utf8 : "\"classify_bridge\":{".utf8)
    if part == 0 {
      output.append(contentsOf: "\"source\":[".utf8)
      for (position, line) in lines.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        append(line, to: &output)
      }
      output.append(contentsOf: "],".utf8)
    }
    output.append(contentsOf: "\"part\":\(part),\"of\":\(count)".utf8)
    if count > 1 {
      let key = Self.digest(of: lines.joined())
      output.append(contentsOf: ",\"key\":\"\(key)\"".utf8)
    }
    let digest = digest(of: output[start...])
    output.append(contentsOf: ",\"digest\":\"\(digest)\"}".utf8)
    output += closing
  }

  private static func append(_ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
    if line.first == UInt8(ascii: "{"), line.last == UInt8(ascii: "}"),
      depth(of: line) < maximumDepth
    {
      output += line
    } else {
      output += String(decoding: line, as: UTF8.self).jsonBytes()
    }
  }

  /// The depth of a source from which it is kept as a string, so that the record can be read again.
  private static let maximumDepth = 64

  /// Returns how many brackets of a well-formed text are open at once; those in strings count, too.
  private static func depth(of line: ArraySlice<UInt8>) -> Int {
    var depth = 0
    var maximum = 0
    for byte in line {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        maximum = max(maximum, depth)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return maximum
  }

  /// Returns the 64-bit FNV-1a hash in hexadecimal digits.
  private static func digest(of bytes: some Sequence<UInt8>) -> String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension SourceValue {
  /// Whether the value is the last member of an object.
  fileprivate func isLastPart(of object: SourceValue) -> Bool {
    object.kind == .object && node.next == object.node.next
  }
}
