// SPDX-License-Identifier: Apache-2.0

/// Two versions of a text in one: `‹a¦b›` is `a` in the first and `b` in the second, and `‹a›` is
/// left out of the second.
enum ShimTemplate {
  /// Returns one version of a text.
  static func text(_ template: String, first: Bool) -> String {
    var result = ""
    let pieces = template.split(separator: "‹", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      guard index > 0, let end = piece.firstIndex(of: "›") else {
        result += piece
        continue
      }
      let versions = piece[..<end].split(
        separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
      result += first ? versions[0] : versions.count > 1 ? versions[1] : ""
      result += piece[piece.index(after: end)...]
    }
    return result
  }
}
