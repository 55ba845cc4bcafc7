// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A redactor of secrets in error messages and excerpts of responses.
///
/// A truncated secret is redacted, too, if at least its first 12 bytes are present.
struct Redactor: Sendable {
  /// The number of leading bytes that identify a secret.
  private static let identifyingPrefixLength = 12

  private let secrets: [[UInt8]]

  /// Creates a redactor of secrets in plain, percent-encoded and JSON-escaped form.
  init(_ secrets: some Sequence<String>) {
    let spellings = secrets.flatMap { secret in
      [
        secret, PercentEncoding.queryComponent(secret), Self.escaped(secret, "\"\\"),
        Self.escaped(secret, "\"\\/"),
      ]
    }
    self.secrets = Set(spellings).filter { !$0.isEmpty }.map { Array($0.utf8) }
  }

  /// Redacts secrets and replaces control characters with spaces.
  ///
  /// - Parameters:
  ///   - text: The text to redact.
  ///   - limit: The approximate maximum length of the result in bytes; the rest becomes `…`.
  /// - Returns: The redacted text.
  func redacted(_ text: some StringProtocol, limit: Int = .max) -> String {
    redacted(Array(text.utf8)[...], limit: limit)
  }

  /// Returns the bytes as text, with secrets redacted and control characters replaced with spaces.
  func redacted(_ bytes: ArraySlice<UInt8>, limit: Int) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.first, result.count < limit || byte & 0xC0 == 0x80 {
      if let length = secretLength(at: rest) {
        result += Redaction.placeholder.utf8
        rest = rest.dropFirst(length)
      } else {
        result.append(ASCII.isControl(byte) ? 0x20 : byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self) + (rest.isEmpty ? "" : "…")
  }

  /// Returns the length of the longest secret, or identifying prefix of one, at the start of bytes.
  private func secretLength(at bytes: ArraySlice<UInt8>) -> Int? {
    secrets.compactMap { secret in
      let length = zip(secret, bytes).prefix { $0 == $1 }.count
      return length >= min(secret.count, Self.identifyingPrefixLength) ? length : nil
    }.max()
  }

  private static func escaped(_ text: String, _ characters: String) -> String {
    String(text.flatMap { characters.contains($0) ? ["\\", $0] : [$0] })
  }
}
