// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads a value from JSON text with the system's decoder, scalars included.
func decoded<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
  // In an array, since not every decoder takes a bare scalar.
  try JSONDecoder().decode(Sole<Value>.self, from: Data("[\(json)]".utf8)).value
}

/// Writes a value as JSON text with the system's encoder, scalars included.
func encoded(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  let text = String(decoding: try encoder.encode([value]), as: UTF8.self)
  return String(text.dropFirst().dropLast())
}

/// How decoding failed.
enum DecodingFailure: Hashable {
  case dataCorrupted
  case typeMismatch
  case keyNotFound
  case valueNotFound
  case notADecodingError
}

/// Returns how decoding a text fails, or `nil` if it does not.
func decodingFailure<Value: Decodable>(
  _ json: String, as type: Value.Type
) -> DecodingFailure? {
  do {
    _ = try decoded(json, as: type)
    return nil
  } catch let error as DecodingError {
    return switch error {
    case .dataCorrupted: .dataCorrupted
    case .typeMismatch: .typeMismatch
    case .keyNotFound: .keyNotFound
    case .valueNotFound: .valueNotFound
    @unknown default: .notADecodingError
    }
  } catch {
    return .notADecodingError
  }
}

/// The one element of an array; unlike `[Value]` it hands null to the element itself.
private struct Sole<Value: Decodable>: Decodable {
  let value: Value

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    value = try Value(from: container.superDecoder())
  }
}
