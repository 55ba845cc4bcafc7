// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Decodes a value, which can be a scalar, from JSON with Foundation's decoder.
func decoded<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
  // Wrapped in an array because not every decoder accepts a top-level scalar.
  try JSONDecoder().decode(SingleElement<Value>.self, from: Data("[\(json)]".utf8)).value
}

/// Encodes a value, which can be a scalar, as JSON with Foundation's encoder.
func encoded(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  let text = String(decoding: try encoder.encode([value]), as: UTF8.self)
  return String(text.dropFirst().dropLast())
}

/// The kind of a decoding failure.
enum DecodingFailure: Hashable {
  case dataCorrupted
  case typeMismatch
  case keyNotFound
  case valueNotFound
  case notADecodingError
}

/// Returns the kind of failure when decoding JSON, or `nil` if decoding succeeds.
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

/// The single element of an array; unlike `[Value]`, it passes null to the element's decoder.
private struct SingleElement<Value: Decodable>: Decodable {
  let value: Value

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    value = try Value(from: container.superDecoder())
  }
}
