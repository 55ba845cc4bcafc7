// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// The path of a request target.
enum TargetPath {
  /// Spellings of a slash and of a dot that servers are known to decode, in lower case.
  private static let spellings = ["%2f": "/", "%5c": "/", "\\": "/", "%2e": "."]

  /// Returns whether the path has a segment `.` or `..` in any spelling, so can mean another one.
  static func hasDotSegments(_ target: String) -> Bool {
    var path = target.prefix { $0 != "?" }.lowercased()
    for (spelling, meaning) in spellings {
      path = path.split(separator: spelling, omittingEmptySubsequences: false)
        .joined(separator: meaning)
    }
    return path.split(separator: "/").contains { $0 == "." || $0 == ".." }
  }
}
#endif
