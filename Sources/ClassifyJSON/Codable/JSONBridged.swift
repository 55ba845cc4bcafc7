// SPDX-License-Identifier: Apache-2.0

/// A type whose `Codable` conformance uses its JSON conformance, so that both agree.
///
/// ```swift
/// extension Rule: JSONBridged {}  // Rule is JSONCodable and becomes Codable.
/// ```
///
/// Use it only if you need `Codable`: it is slower than `init(json:limits:)`, and
/// Foundation's coders lose the order of members and the text of numbers.
public protocol JSONBridged: JSONReadable, JSONWritable, Codable {}

extension JSONBridged {
  /// Decodes a value with ``JSONReadable/init(from:)``.
  ///
  /// - Throws: `DecodingError` with the coding path of the value at fault and the ``JSONError`` as
  ///   its underlying error.
  public init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    do {
      try self.init(json: value.jsonBytes())
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath
            + error.pointer.tokens.map { AnyCodingKey(stringValue: $0) },
          debugDescription: error.message, underlyingError: error))
    }
  }

  /// Encodes the value written by ``JSONWritable/write(to:)``.
  ///
  /// - Throws: `EncodingError` if the written text isn't valid JSON, and what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    let value: JSONValue
    do {
      value = try JSONValue(json: jsonBytes())
    } catch {
      throw EncodingError.invalidValue(
        self,
        EncodingError.Context(
          codingPath: encoder.codingPath, debugDescription: error.message,
          underlyingError: error))
    }
    try value.encode(to: encoder)
  }
}
