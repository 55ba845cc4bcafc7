// SPDX-License-Identifier: Apache-2.0

/// The search for the name that a misspelled one was probably meant to be.
package enum NearestName {
  /// The maximum number of edits between two names, whatever their length.
  private static let maximumEdits = 3
  /// The number of letters of a name for which one edit is allowed; shorter names allow one too.
  private static let lettersPerEdit = 4

  /// Returns the known name with the fewest edits from another name.
  ///
  /// Only ASCII letters and digits count, in lowercase, so that `targetPages` and `target-pages` are
  /// `target_pages`. An edit inserts, removes or replaces a letter, or swaps two adjacent ones.
  ///
  /// - Parameters:
  ///   - name: The misspelled name, of any length.
  ///   - known: The known names.
  /// - Returns: The nearest name, the first one of several; `nil` if none is near.
  package static func nearest(to name: String, among known: [String]) -> String? {
    let written = letters(of: name)
    var nearest: (name: String, edits: Int)?
    for candidate in known {
      let target = letters(of: candidate)
      let limit = min(maximumEdits, max(1, target.count / lettersPerEdit))
      // The difference of the lengths is the least number of edits.
      guard abs(written.count - target.count) <= limit else { continue }
      let edits = edits(from: written, to: target)
      if edits <= limit, edits < nearest?.edits ?? .max { nearest = (candidate, edits) }
    }
    return nearest?.name
  }

  private static func letters(of name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: nil
      }
    }
  }

  /// Returns the optimal string alignment distance.
  private static func edits(from source: [UInt8], to target: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...target.count)
    for (row, letter) in source.enumerated() {
      var current = [row + 1]
      for (column, other) in target.enumerated() {
        var edits = min(
          previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1,
          current[column] + 1)
        if row > 0, column > 0, letter == target[column - 1], source[row - 1] == other {
          edits = min(edits, beforePrevious[column - 1] + 1)
        }
        current.append(edits)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[target.count]
  }
}
