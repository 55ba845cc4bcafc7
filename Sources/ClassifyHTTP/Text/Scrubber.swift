// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Takes secrets out of a text before somebody reads it.
///
/// A secret is also found where only its beginning stands, since texts get cut.
struct Scrubber: Sendable {
  /// How many leading bytes of a longer secret give it away.
  private static let telling = 12

  private let secrets: [[UInt8]]

  /// Makes a scrubber for some secrets, as they are and as a URL or JSON would have them.
  init(_ secrets: some Sequence<String>) {
    let spellings = secrets.flatMap { secret in
      [
        secret, PercentEncoding.queryComponent(secret), Self.escaped(secret, "\"\\"),
        Self.escaped(secret, "\"\\/"),
      ]
    }
    self.secrets = Set(spellings).filter { !$0.isEmpty }.map { Array($0.utf8) }
  }

  /// Replaces secrets, and control characters by spaces.
  ///
  /// - Parameters:
  ///   - text: What to clean.
  ///   - limit: How many bytes of the text to return at most, roughly; the rest becomes `…`.
  /// - Returns: The cleaned text.
  func scrubbed(_ text: some StringProtocol, limit: Int = .max) -> String {
    scrubbed(Array(text.utf8)[...], limit: limit)
  }

  /// Returns the bytes as text with secrets replaced, and control characters by spaces.
  func scrubbed(_ bytes: ArraySlice<UInt8>, limit: Int) -> String {
    var clean: [UInt8] = []
    var rest = bytes
    while let byte = rest.first, clean.count < limit || byte & 0xC0 == 0x80 {
      if let length = secretLength(at: rest) {
        clean += Redaction.placeholder.utf8
        rest = rest.dropFirst(length)
      } else {
        clean.append(ASCII.isControl(byte) ? 0x20 : byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: clean, as: UTF8.self) + (rest.isEmpty ? "" : "…")
  }

  /// Returns how many bytes of a secret the bytes begin with, or nil if they begin with none.
  private func secretLength(at bytes: ArraySlice<UInt8>) -> Int? {
    secrets.compactMap { secret in
      let length = zip(secret, bytes).prefix { $0 == $1 }.count
      return length >= min(secret.count, Self.telling) ? length : nil
    }.max()
  }

  private static func escaped(_ text: String, _ special: String) -> String {
    String(text.flatMap { special.contains($0) ? ["\\", $0] : [$0] })
  }
}
