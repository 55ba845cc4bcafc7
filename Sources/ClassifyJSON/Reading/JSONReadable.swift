// SPDX-License-Identifier: Apache-2.0

/// A type that is read from JSON.
public protocol JSONReadable {
  /// Reads exactly one value.
  ///
  /// - Throws: ``JSONError`` if the value is not well-formed, or not what this type expects.
  init(from reader: inout JSONReader) throws(JSONError)
}

/// A type that is read from JSON and written to it.
public typealias JSONCodable = JSONReadable & JSONWritable

extension JSONReadable {
  /// Reads a text that is one value.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - limits: What to accept at most.
  /// - Throws: ``JSONError`` if the text is not well-formed, or its value is not what this type
  ///   expects, or anything but whitespace follows the value.
  @inlinable
  public init(json bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
    var reader = try JSONReader(bytes, limits: limits)
    let value = try Self(from: &reader)
    try reader.finish()
    self = value
  }

  /// Reads a text that is one value.
  ///
  /// - Throws: ``JSONError`` as ``init(json:limits:)`` for bytes does.
  @inlinable
  public init(json text: String, limits: JSONLimits = .default) throws(JSONError) {
    try self.init(json: Array(text.utf8), limits: limits)
  }
}
