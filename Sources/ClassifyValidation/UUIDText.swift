// SPDX-License-Identifier: Apache-2.0

/// The text form of UUIDs.
package enum UUIDText {
  /// The prefix of the current form of file IDs, `dfl-<uuid>`.
  package static let filePrefix = "dfl-"

  /// Returns a UUID in lowercase with hyphens; `nil` if the text is not a UUID.
  ///
  /// Like the service, it also accepts 32 digits without hyphens.
  package static func canonical(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    let hyphens = [8, 13, 18, 23]
    let isHyphenated =
      bytes.count == 36 && hyphens.allSatisfy { bytes[$0] == UInt8(ascii: "-") }
    guard isHyphenated || bytes.count == 32 else { return nil }
    let digits =
      isHyphenated
      ? bytes.indices.filter { !hyphens.contains($0) }.map { bytes[$0] } : bytes
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return hyphenated(Array(String(decoding: digits, as: UTF8.self).lowercased()))
  }

  /// Returns the UUID of a file ID, with or without its prefix; `nil` if the text is none.
  package static func ofFile(_ id: String) -> String? {
    canonical(id.hasPrefix(filePrefix) ? String(id.dropFirst(filePrefix.count)) : id)
  }

  /// Joins 32 hexadecimal digits into the five groups of a UUID.
  package static func hyphenated(_ digits: [Character]) -> String {
    [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
  }
}
