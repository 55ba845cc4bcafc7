// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// A path for logs, with a placeholder for each segment that can be an ID or a name.
///
/// `/api/v1/files/dfl-53cb9f0c/content?token=x` becomes `/api/v1/files/{id}/content`.
enum PathTemplate {
  /// The maximum length of a segment that is kept, in bytes.
  static let maximumSegmentLength = 24
  /// The maximum number of segments; the rest is `…`.
  static let maximumSegmentCount = 10

  /// Returns the template of a target; the query is left out.
  static func template(of target: String) -> String {
    let segments = target.utf8.prefix { $0 != UInt8(ascii: "?") }
      .split(
        separator: UInt8(ascii: "/"), maxSplits: maximumSegmentCount + 1,
        omittingEmptySubsequences: false
      )
      .dropFirst()
    var template = ""
    for segment in segments.prefix(maximumSegmentCount) {
      template += "/"
      template += isWord(segment) ? Substring(segment) : "{id}"
    }
    if segments.count > maximumSegmentCount { template += "/…" }
    return template
  }

  /// Returns whether a segment is a word of a path: lower-case letters, hyphens, underscores, colons
  /// and dots, or a version such as `v1`.
  private static func isWord(_ segment: Substring.UTF8View) -> Bool {
    let count = segment.count
    guard count <= maximumSegmentLength else { return false }
    if count == 2, segment.first == UInt8(ascii: "v") {
      return segment.last.map(ASCII.isDigit) == true
    }
    return segment.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: ":"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }
}
#endif
