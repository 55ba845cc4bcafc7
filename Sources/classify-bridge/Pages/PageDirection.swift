// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Recognizes a selection of the other version, in quotes or brackets, or without its brackets.
enum PageDirection {
  /// Returns what to do about the form of an invalid selection.
  ///
  /// - Parameters:
  ///   - source: The selection in UTF-8.
  ///   - target: The version to convert to.
  /// - Returns: The advice; `nil` if the form is right, or unknown.
  static func advice(on source: [UInt8], convertingTo target: APIVersion) -> String? {
    let quoted = withoutQuotes(source)
    let content = quoted ?? source
    var wrapping = quoted == nil ? [] : ["quotes"]
    let version: APIVersion
    if (try? [Int](json: content)) != nil {
      version = .v1
    } else {
      let inner = withoutBrackets(content)
      if inner != nil { wrapping.append("brackets") }
      let text = inner ?? content
      guard (try? PageSet.reading(utf8: text.span)) != nil else {
        return target == .v2 && isArrayWithoutBrackets(content)
          ? "this looks like a v1 array without brackets; write it in brackets, such as [0,2]" : nil
      }
      version = .v2
    }
    let form = version == .v1 ? "a v1 array" : "a v2 string"
    let wrapped = wrapping.joined(separator: " and ")
    let other = target == .v1 ? "v2" : "v1"
    return switch (version == target, wrapping.isEmpty) {
    case (false, true): nil
    case (false, false): "this is \(form) in \(wrapped); write it without \(wrapped)"
    case (true, true): "this is already \(form); to convert it, use --to \(other)"
    case (true, false):
      "this is already \(form), in \(wrapped); to convert it, write it without \(wrapped) and "
        + "use --to \(other)"
    }
  }

  private static func isArrayWithoutBrackets(_ text: [UInt8]) -> Bool {
    let array = [UInt8(ascii: "[")] + text + [UInt8(ascii: "]")]
    guard let indices = try? [Int](json: array) else { return false }
    return !indices.isEmpty && indices.allSatisfy { $0 >= 0 }
  }

  /// Returns the contents of a JSON string, or of a text in single quotes, as in YAML.
  private static func withoutQuotes(_ text: [UInt8]) -> [UInt8]? {
    (try? String(json: text)).map { Array($0.utf8) } ?? inside("'", "'", of: text)
  }

  private static func withoutBrackets(_ text: [UInt8]) -> [UInt8]? {
    inside("[", "]", of: text)
  }

  private static func inside(
    _ first: Unicode.Scalar, _ last: Unicode.Scalar, of text: [UInt8]
  ) -> [UInt8]? {
    guard text.count > 2, text.first == UInt8(ascii: first), text.last == UInt8(ascii: last) else {
      return nil
    }
    return Array(text.dropFirst().dropLast())
  }
}
