// SPDX-License-Identifier: Apache-2.0

// `Codable` is lossy: Foundation's coders lose the order of members and the text of numbers.
// `JSONReader` and `JSONWriter` keep both.
extension JSONValue: Codable {
  /// Decodes a value of any kind.
  ///
  /// Members are in the order of the decoder's keys, which is arbitrary for Foundation's decoders.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyCodingKey.self) {
      var members = JSONObject()
      for key in container.allKeys {
        members.append(key.stringValue, try container.decode(JSONValue.self, forKey: key))
      }
      self = .object(members)
    } else if var container = try? decoder.unkeyedContainer() {
      var elements: [JSONValue] = []
      while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
      self = .array(elements)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(String.self) {
        self = .string(value)
      } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else {
        self = .number(try container.decode(JSONNumber.self))
      }
    }
  }

  /// Encodes the value; numbers lose their text.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: AnyCodingKey.self)
      for (name, value) in members {
        try container.encode(value, forKey: AnyCodingKey(stringValue: name))
      }
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .string(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .number(let value):
      try value.encode(to: encoder)
    case .bool(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }
}

extension JSONObject: Codable {
  /// Decodes an object with any members.
  ///
  /// - Throws: `DecodingError` if the value isn't an object.
  public init(from decoder: any Decoder) throws {
    guard case .object(let members) = try JSONValue(from: decoder) else {
      throw DecodingError.typeMismatch(
        JSONObject.self,
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "expected an object"))
    }
    self = members
  }

  /// Encodes the members in order.
  public func encode(to encoder: any Encoder) throws {
    try JSONValue.object(self).encode(to: encoder)
  }
}

extension JSONNumber: Codable {
  /// Decodes a number as `Int`, `UInt64` or `Double`; its original text is lost.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Int.self) {
      self.init(value)
    } else if let value = try? container.decode(UInt64.self) {
      self.init(validated: String(value))
    } else if let number = JSONNumber(try container.decode(Double.self)) {
      self = number
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "the number is not finite")
    }
  }

  /// Encodes the number as an integer if it is one, or else as the nearest `Double`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let integer {
      try container.encode(integer)
    } else if let value = UInt64(text) {
      try container.encode(value)
    } else {
      try container.encode(double)
    }
  }
}

/// A coding key with any name or index.
struct AnyCodingKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = String(intValue)
    self.intValue = intValue
  }
}
