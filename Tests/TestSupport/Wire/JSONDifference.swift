// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// Finds where two JSON values differ, whatever the order of members.
public enum JSONDifference {
  /// Returns the deepest places that differ, as the tokens of their JSON Pointers.
  public static func places(_ left: JSONValue, _ right: JSONValue) -> [[String]] {
    var places: [[String]] = []
    collect(left, right, at: [], into: &places)
    return places
  }

  private static func collect(
    _ left: JSONValue, _ right: JSONValue, at place: [String], into places: inout [[String]]
  ) {
    switch (left, right) {
    case (.object(let left), .object(let right)):
      for (name, value) in left {
        guard let other = right[name] else {
          places.append(place + [name])
          continue
        }
        collect(value, other, at: place + [name], into: &places)
      }
      for (name, _) in right where !left.contains(name) { places.append(place + [name]) }
    case (.array(let left), .array(let right)) where left.count == right.count:
      for (position, pair) in zip(left, right).enumerated() {
        collect(pair.0, pair.1, at: place + [String(position)], into: &places)
      }
    default:
      if left != right { places.append(place) }
    }
  }
}
