// SPDX-License-Identifier: Apache-2.0

/// A type that is written as JSON.
public protocol JSONWritable {
  /// Writes exactly one value.
  func write(to writer: inout JSONWriter)
}

extension JSONWritable {
  /// Returns the JSON text as UTF-8.
  ///
  /// - Parameter pretty: Whether each member and element stands on a line of its own, with two
  ///   spaces for each level.
  /// - Returns: One value, without a line end behind it.
  public func jsonBytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    write(to: &writer)
    return writer.bytes
  }

  /// Returns the JSON text.
  ///
  /// - Parameter pretty: Whether each member and element stands on a line of its own, with two
  ///   spaces for each level.
  /// - Returns: One value, without a line end behind it.
  public func jsonText(pretty: Bool = false) -> String {
    String(decoding: jsonBytes(pretty: pretty), as: UTF8.self)
  }
}
