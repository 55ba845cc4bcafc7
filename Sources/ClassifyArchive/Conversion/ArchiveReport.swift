// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Writes rejections and notes as JSON Lines.
enum ArchiveReport {
  /// Appends a rejected line with its reason.
  static func append(_ rejection: ArchiveRejection, of line: SourceLine, to output: inout [UInt8]) {
    append(to: &output) { object in
      appendPlace(of: line, to: &object)
      object.member("code", rejection.code)
      if let pointer = rejection.pointer { object.member("pointer", pointer) }
      object.member("message", rejection.message)
      if let text = String(validating: line.bytes, as: UTF8.self) {
        object.member("source", text)
      } else {
        object.member("base64", Base64.text(of: line.bytes))
      }
    }
  }

  /// Appends a note on a record.
  static func append(_ note: Note, of line: SourceLine, to output: inout [UInt8]) {
    append(to: &output) { object in
      appendPlace(of: line, to: &object)
      object.member("effect", note.effect.rawValue)
      object.member("code", note.code.rawValue)
      object.member("pointer", note.pointer)
      if let before = note.before { object.member("before", before) }
      if let after = note.after { object.member("after", after) }
      object.member("message", note.message)
    }
  }

  private static func appendPlace(of line: SourceLine, to object: inout JSONObjectWriter) {
    if let file = line.file { object.member("file", file) }
    object.member("line", line.number)
  }

  private static func append(
    to output: inout [UInt8], _ body: (inout JSONObjectWriter) -> Void
  ) {
    var writer = JSONWriter()
    writer.writeObject(body)
    output += writer.bytes
    output.append(UInt8(ascii: "\n"))
  }
}

/// Base64 (RFC 4648, section 4) for lines that JSON strings can't contain.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Returns bytes as text, with padding.
  static func text(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for position in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * position)) & 0x3F
        text.append(position <= group.count ? digits[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
