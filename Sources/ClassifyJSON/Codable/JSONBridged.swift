// SPDX-License-Identifier: Apache-2.0

/// A type whose `Codable` conformance is its JSON conformance, so that both ways agree.
///
/// ```swift
/// extension Rule: JSONBridged {}  // Rule is JSONCodable; now it is Codable, too
/// ```
///
/// For callers who must go through `Codable`; it is slower than ``JSONReadable/init(json:limits:)``,
/// and Foundation's coders lose the order of members and the spelling of numbers.
public protocol JSONBridged: JSONReadable, JSONWritable, Codable {}

extension JSONBridged {
  /// Decodes what ``JSONReadable/init(from:)`` reads.
  ///
  /// - Throws: `DecodingError` whose coding path leads to the value at fault, and whose underlying
  ///   error is the ``JSONError``.
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

  /// Encodes what ``JSONWritable/write(to:)`` writes.
  ///
  /// - Throws: `EncodingError` if that is not JSON, and what the encoder throws.
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
