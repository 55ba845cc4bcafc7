// SPDX-License-Identifier: Apache-2.0

extension Presence {
  /// Makes a presence of an optional that is null or absent where it is `nil`.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - isNull: Whether a missing value is written as null.
  public init(_ value: Value?, isNull: Bool) {
    self = value.map(Presence.value) ?? (isNull ? .null : .absent)
  }
}

extension Presence where Value: JSONReadable {
  /// Reads a text of JSON that was kept; it is absent if the text is none of the type.
  ///
  /// - Parameter json: The text.
  /// - Returns: Null or the value.
  public static func reading(_ json: String) -> Presence {
    if json == "null" { return .null }
    guard let value = try? Value(json: json) else { return .absent }
    return .value(value)
  }
}
