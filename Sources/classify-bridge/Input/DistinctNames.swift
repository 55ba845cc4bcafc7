// SPDX-License-Identifier: Apache-2.0

/// Names of files that tell them apart: the last part of the path, more of it where that is not
/// enough, and a number where the same path is given again.
enum DistinctNames {
  /// Returns a name for each path, none of them twice.
  static func names(of paths: [String]) -> [String] {
    let short = paths.map { path in
      path.split(separator: "/").last.map(String.init) ?? path
    }
    let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
    var taken: Set<String> = []
    return zip(paths, short).map { path, short in
      let name = PlainText.printable(counts[short] == 1 ? short : path)
      var candidate = name
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name) (\(number))"
        number += 1
      }
      return candidate
    }
  }
}
