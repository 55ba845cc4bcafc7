// SPDX-License-Identifier: Apache-2.0

#if CLI
/// The aliases of a YAML text, which a few bytes can make into more values than memory holds.
enum YAMLAliases {
  /// The most aliases of a text: with three to a level they stand for some hundred thousand values.
  private static let maximum = 32

  /// Counts what looks like an alias, before anything is parsed.
  ///
  /// - Throws: ``ValueError`` for a text with more than 32.
  static func check(_ text: String) throws(ValueError) {
    var count = 0
    var before: Unicode.Scalar = " "
    var isAfterStar = false
    for scalar in text.unicodeScalars {
      if isAfterStar, !scalar.properties.isWhitespace, scalar != "*" { count += 1 }
      isAfterStar = scalar == "*" && begins(after: before)
      before = scalar
    }
    guard count <= maximum else {
      throw ValueError("it has more than \(maximum) aliases; write it as JSON")
    }
  }

  /// Tells whether a node can begin behind a character.
  private static func begins(after scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || "[{,:?-".unicodeScalars.contains(scalar)
  }
}
#endif
