// SPDX-License-Identifier: Apache-2.0

package import ClassifyModel

/// Percent-encoding of every character outside RFC 3986's unreserved set.
///
/// That is stricter than a path or a query requires, and valid in both.
package enum PercentEncoding {
  /// Encodes one path segment, such as a job ID.
  ///
  /// - Throws: ``ClassifyError`` with the code `invalidRequest` for an empty segment, `.` and `..`
  ///   (plain or percent-encoded), which would change the path.
  package static func pathSegment(_ text: String) throws(ClassifyError) -> String {
    guard !["", ".", ".."].contains(decodingDots(text)) else {
      throw ClassifyError(
        code: .invalidRequest,
        message: "The ID \(text.debugDescription) can't be part of a URL: give the ID as the "
          + "service returned it.")
    }
    return encode(text)
  }

  /// Encodes a query name or value; a space becomes `%20` and a plus sign `%2B`.
  package static func queryComponent(_ text: String) -> String {
    encode(text)
  }

  /// Returns the text in lower case with `%2e` decoded, as some servers normalize paths.
  static func decodingDots(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      bytes.append(ASCII.lowercased(byte))
      if bytes.suffix(3) == Array("%2e".utf8) {
        bytes.replaceSubrange(bytes.count - 3..<bytes.count, with: ".".utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func encode(_ text: String) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if ASCII.isAlphanumeric(byte) || unreservedPunctuation.contains(byte) {
        encoded.append(byte)
      } else {
        encoded.append(UInt8(ascii: "%"))
        encoded.append(hexadecimalDigits[Int(byte >> 4)])
        encoded.append(hexadecimalDigits[Int(byte & 15)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static let unreservedPunctuation = Array("-._~".utf8)
  private static let hexadecimalDigits = Array("0123456789ABCDEF".utf8)
}
