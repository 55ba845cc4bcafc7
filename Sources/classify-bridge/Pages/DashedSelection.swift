// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// Selections that look like options.
enum DashedSelection {
  private static let optionsWithNumber: Set<String> = ["--expansion-limit", "--page-count"]

  /// Checks that no argument of `pages convert` before `--` is digits after a hyphen, such as `-5`.
  ///
  /// - Throws: `ValidationError` for the first one that is.
  static func check(_ arguments: [String]) throws {
    guard arguments.starts(with: ["pages", "convert"]) else { return }
    let words = arguments.prefix { $0 != "--" }
    let pairs = zip(words, words.dropFirst())
    for (previous, word) in pairs where !optionsWithNumber.contains(previous) {
      guard word.wholeMatch(of: #/-[0-9][0-9, \-]*/#) != nil else { continue }
      throw ValidationError(
        "\(word) looks like an option; a selection that begins with a hyphen goes after --. In v2, "
          + "pages count from 1 and a range has both ends, such as 1-5.")
    }
  }
}
#endif
