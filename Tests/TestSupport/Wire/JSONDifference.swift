// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// A comparison of JSON values that ignores the order of members.
public enum JSONDifference {
  /// Returns the JSON Pointer tokens of the deepest differences.
  public static func places(_ left: JSONValue, _ right: JSONValue) -> [[String]] {
    var search = Search()
    search.collect(left, right)
    return search.places
  }

  private struct Search {
    var places: [[String]] = []
    var path: [String] = []

    mutating func collect(_ left: JSONValue, _ right: JSONValue) {
      switch (left, right) {
      case (.object(let left), .object(let right)):
        var sharedCount = 0
        for (name, value) in left {
          path.append(name)
          if let other = right[name] {
            sharedCount += 1
            collect(value, other)
          } else {
            places.append(path)
          }
          path.removeLast()
        }
        guard sharedCount < right.count else { return }
        for (name, _) in right where !left.contains(name) { places.append(path + [name]) }
      case (.array(let left), .array(let right)) where left.count == right.count:
        for position in left.indices {
          path.append(String(position))
          collect(left[position], right[position])
          path.removeLast()
        }
      default:
        if left != right { places.append(path) }
      }
    }
  }
}
