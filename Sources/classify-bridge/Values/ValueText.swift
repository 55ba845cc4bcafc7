// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Foundation

/// A value on the command line or in a request body: JSON or YAML.
///
/// The strict JSON reader goes first, so JSON is never interpreted as YAML. Numbers keep their
/// digits, and depth and size are bounded in both languages.
enum ValueText {
  /// The maximum size of a text: 10 MiB, as for files.
  static let maximumBytes = TextFile.maximumBytes

  private static let limits = JSONLimits(
    maximumDepth: YAMLText.maximumDepth, maximumBytes: maximumBytes)

  /// Parses a value.
  ///
  /// - Throws: ``ValueError`` if the text is neither JSON nor YAML, or exceeds a limit.
  static func read(_ text: String) throws(ValueError) -> JSONValue {
    let jsonError: JSONError
    do throws(JSONError) {
      return try JSONValue(json: text, limits: limits)
    } catch {
      jsonError = error
    }
    // JSON that violates a limit must not be accepted as YAML.
    switch jsonError.code {
    case .tooDeep, .tooLarge, .duplicateMember:
      throw ValueError(jsonError.description)
    default:
      return try YAMLText.read(text)
    }
  }
}

/// The reason why text can't be parsed as a value.
struct ValueError: Error, CustomStringConvertible {
  /// The problem and its position, on one line.
  let description: String

  init(_ description: String) {
    self.description = PlainText.printable(description)
  }
}

/// Values of query flags: plain text, a quoted YAML or JSON string, or an array.
enum QueryText {
  /// Returns the elements of an array, or else a single string.
  static func texts(_ text: String) -> [String] {
    guard text.hasPrefix("["), let elements = (try? ValueText.read(text))?.array else {
      return [Self.text(text)]
    }
    return elements.map { $0.string ?? $0.jsonText() }
  }

  /// Returns text without its quotes, if it is a quoted string.
  static func text(_ text: String) -> String {
    guard let first = text.first, first == "'" || first == "\"", text.count > 1 else {
      return text
    }
    return (try? ValueText.read(text))?.string ?? text
  }
}

/// Text that may reference a file.
///
/// `@file` stands for the contents of a file, encoded in base64 if they are not UTF-8;
/// `@file://file` always for text, and `@data://file` always for base64. `\@` escapes a literal `@`.
/// An `@` before text that is neither a file nor looks like a path is literal.
enum FileReference {
  /// The maximum size of a file: 10 MiB.
  private static let maximumBytes = TextFile.maximumBytes

  /// Returns text with a file reference resolved.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be read.
  static func text(of text: String) throws -> String {
    if text.hasPrefix("\\@") { return String(text.dropFirst()) }
    guard text.hasPrefix("@") else { return text }
    if let path = path(in: text, after: "@data://") { return base64(try bytes(at: path)) }
    if let path = path(in: text, after: "@file://") {
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
    return String(validating: contents, as: UTF8.self) ?? base64(contents)
  }

  /// Returns a value with the file references in all its strings resolved.
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

  private static func path(in text: String, after prefix: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
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
