// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// A text that may stand for the contents of a file.
///
/// `@file` is the contents, in base64 if they are no text in UTF-8; `@file://file` is always the
/// text and `@data://file` always base64. `\@` begins a text that is meant as it stands, and so
/// does an `@` behind which is neither a file nor what looks like the path of one.
enum FileReference {
  /// The most bytes that a file may have: 10 MiB.
  private static let maximumBytes = TextFile.maximumBytes

  /// Returns what a text stands for.
  ///
  /// - Throws: ``CommandFailure`` that names the file if it can't be read.
  static func text(of text: String) throws -> String {
    if text.hasPrefix("\\@") { return String(text.dropFirst()) }
    guard text.hasPrefix("@") else { return text }
    if let path = path(in: text, behind: "@data://") { return Base64.text(of: try bytes(at: path)) }
    if let path = path(in: text, behind: "@file://") {
      guard let contents = String(validating: try bytes(at: path), as: UTF8.self) else {
        throw CommandFailure(
          "\(PlainText.printable(path)) is not UTF-8; write @data:// to send it in base64")
      }
      return contents
    }
    let path = String(text.dropFirst())
    let contents: [UInt8]
    do {
      contents = try bytes(at: path)
    } catch  where !path.contains(where: { $0 == "." || $0 == "/" }) {
      return text
    }
    return String(validating: contents, as: UTF8.self) ?? Base64.text(of: contents)
  }

  /// Returns a value with the texts in it replaced by what they stand for.
  static func value(of value: JSONValue) throws -> JSONValue {
    switch value {
    case .null, .bool, .number: return value
    case .string(let text): return .string(try Self.text(of: text))
    case .array(let elements): return .array(try elements.map { try Self.value(of: $0) })
    case .object(let members):
      var result = JSONObject()
      for (name, member) in members { result.append(name, try Self.value(of: member)) }
      return .object(result)
    }
  }

  private static func path(in text: String, behind prefix: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  private static func bytes(at path: String) throws -> [UInt8] {
    var input = try ByteInput(path: path)
    guard let bytes = try input.all(upTo: maximumBytes) else {
      throw CommandFailure(
        "\(PlainText.printable(path)) is larger than \(maximumBytes >> 20) MiB; give a smaller file"
      )
    }
    return bytes
  }
}
#endif
