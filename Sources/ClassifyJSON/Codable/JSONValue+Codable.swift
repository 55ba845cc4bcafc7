// SPDX-License-Identifier: Apache-2.0

// What a `Decoder` or `Encoder` can't carry is lost here, and only here: with Foundation's, the
// order of members and the spelling of numbers. `JSONReader` and `JSONWriter` lose neither.
extension JSONValue: Codable {
  /// Decodes a value of any kind.
  ///
  /// The order of members is what the decoder makes of it, which for Foundation's is any order.
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

  /// Encodes the value.
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
  /// Decodes an object of any members.
  ///
  /// - Throws: `DecodingError` if there is another kind of value.
  public init(from decoder: any Decoder) throws {
    guard case .object(let members) = try JSONValue(from: decoder) else {
      throw DecodingError.typeMismatch(
        JSONObject.self,
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "expected an object"))
    }
    self = members
  }

  /// Encodes the members.
  public func encode(to encoder: any Encoder) throws {
    try JSONValue.object(self).encode(to: encoder)
  }
}

extension JSONNumber: Codable {
  /// Decodes a number, whose digits are those that the decoder has kept.
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

  /// Encodes the number as an integer where it is one, and else as the nearest `Double`.
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
