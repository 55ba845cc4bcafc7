// SPDX-License-Identifier: Apache-2.0

/// URLs for error messages.
enum ShortURL {
  /// The maximum size of a URL, in bytes of UTF-8.
  static let maximumBytes = 200
  /// The size of the beginning that is kept of a longer URL; its end fills the rest.
  private static let headBytes = 150
  private static let ellipsis = "…"

  /// Returns a URL of at most ``maximumBytes``: the middle of a longer one is replaced with `…`.
  ///
  /// Percent escapes and characters are kept whole.
  static func text(_ url: String) -> String {
    let bytes = Array(url.utf8)
    guard bytes.count > maximumBytes else { return url }
    let tailBytes = maximumBytes - headBytes - ellipsis.utf8.count
    let head = bytes[..<boundary(in: bytes, notAfter: headBytes)]
    let tail = bytes[boundary(in: bytes, notBefore: bytes.count - tailBytes)...]
    return String(decoding: head, as: UTF8.self) + ellipsis + String(decoding: tail, as: UTF8.self)
  }

  private static func boundary(in bytes: [UInt8], notAfter limit: Int) -> Int {
    var index = limit
    while index > 0, isInside(bytes, index) { index -= 1 }
    return index
  }

  private static func boundary(in bytes: [UInt8], notBefore limit: Int) -> Int {
    var index = limit
    while index < bytes.count, isInside(bytes, index) { index += 1 }
    return index
  }

  /// Whether a cut before the byte at `index` would split a percent escape or a character.
  private static func isInside(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index] & 0xC0 == 0x80 || bytes[max(index - 2, 0)..<index].contains(UInt8(ascii: "%"))
  }
}
