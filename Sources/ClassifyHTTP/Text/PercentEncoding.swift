// SPDX-License-Identifier: Apache-2.0

package import ClassifyModel

/// Percent-encoding of every character outside RFC 3986's unreserved set.
///
/// That is stricter than a path or a query requires, and valid in both.
package enum PercentEncoding {
  /// The maximum size of an ID in a path, in bytes of UTF-8.
  package static let maximumSegmentBytes = 1_000
  /// The size of the longest spelling of a dot segment, `%2e%2e`.
  private static let maximumDotSegmentBytes = 6

  /// Encodes one path segment, such as a job ID.
  ///
  /// - Throws: ``ClassifyError`` with the code `invalidRequest` for an empty segment, `.` and `..`
  ///   (plain or percent-encoded), which would change the path, and for a segment of more than
  ///   ``maximumSegmentBytes``.
  package static func pathSegment(_ text: String) throws(ClassifyError) -> String {
    guard text.utf8.count <= maximumSegmentBytes else {
      throw ClassifyError(
        code: .invalidRequest,
        message: "The ID has \(text.utf8.count) bytes, and at most \(maximumSegmentBytes) are "
          + "accepted: give the ID as the service returned it.")
    }
    guard !text.isEmpty, !isDotSegment(text) else {
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

  /// Whether the text is `.` or `..`, also with `%2e` for a dot, which some servers decode.
  static func isDotSegment(_ text: String) -> Bool {
    guard text.utf8.count <= maximumDotSegmentBytes else { return false }
    return [".", ".."].contains(HTTPSyntax.lowercased(text).replacing("%2e", with: "."))
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
