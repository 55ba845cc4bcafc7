// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A wire shape as the contract has it: an example with every member, and how each is read.
public struct ShapeCheck: Sendable {
  /// How a member is read.
  public enum Member: Sendable {
    /// It must be there, and of its kind.
    case required
    /// It may be absent or null; else it is of its kind.
    case nullable
    /// It may be absent, but not null, and is of its kind.
    case optional
    /// It may be anything, and is kept as it stands.
    case lenient
    /// It may be absent or null, or any text.
    case word
    /// It must be a text, whatever it says.
    case requiredWord
  }

  let example: JSONObject
  let members: [(name: String, member: Member)]

  /// Describes a shape.
  public init(_ example: String, _ members: KeyValuePairs<String, Member>) throws(JSONError) {
    self.example = try JSONValue(json: example).object ?? [:]
    self.members = members.map { ($0.key, $0.value) }
  }

  /// Returns whatever a type does otherwise than the contract says.
  public func violations<Shape: JSONCodable & Codable & Equatable>(of type: Shape.Type) -> [String]
  {
    var violations: [String] = []
    if members.map(\.name) != example.names {
      violations.append("the example has \(example.names)")
    }
    violations += keeps(type, example, "the example")
    violations += agreesWithCodable(type)
    var extended = example
    extended["x~y/z 🧾"] = ["kept": [1, nil, "text"]]
    violations += keeps(type, extended, "an unknown member")
    for (name, member) in members { violations += check(type, name, member) }
    return violations
  }

  private func check<Shape: JSONCodable & Equatable>(
    _ type: Shape.Type, _ name: String, _ member: Member
  ) -> [String] {
    var absent = example
    absent[name] = nil
    let null = example.replacing(name, with: .null)
    let word = example.replacing(name, with: "MADE UP 🧾")
    let kind = example[name]?.kind
    let others = ([true, 7, "text", [[]], ["a": 1]] as [JSONValue]).filter { $0.kind != kind }
    switch member {
    case .required, .requiredWord:
      return refuses(type, absent, "no \(name)", at: "/\(name)")
        + refuses(type, null, "\(name) null", at: "/\(name)")
        + others.flatMap {
          refuses(type, example.replacing(name, with: $0), "\(name) \($0)", at: "/\(name)")
        } + (member == .required ? [] : keeps(type, word, "\(name) made up"))
    case .nullable, .word:
      return keeps(type, absent, "no \(name)") + keeps(type, null, "\(name) null")
        + others.flatMap {
          refuses(type, example.replacing(name, with: $0), "\(name) \($0)", at: "/\(name)")
        } + (member == .nullable ? [] : keeps(type, word, "\(name) made up"))
    case .optional:
      return keeps(type, absent, "no \(name)")
        + refuses(type, null, "\(name) null", at: "/\(name)")
    case .lenient:
      return keeps(type, absent, "no \(name)") + keeps(type, null, "\(name) null")
        + others.flatMap { keeps(type, example.replacing(name, with: $0), "\(name) \($0)") }
    }
  }

  private func keeps<Shape: JSONCodable>(
    _ type: Shape.Type, _ object: JSONObject, _ what: String
  ) -> [String] {
    do {
      let text = try Shape(json: object.jsonBytes()).jsonText()
      return text == object.jsonText() ? [] : ["\(what): \(object.jsonText()) became \(text)"]
    } catch {
      return ["\(what): refused: \(error)"]
    }
  }

  private func refuses<Shape: JSONCodable>(
    _ type: Shape.Type, _ object: JSONObject, _ what: String, at pointer: String
  ) -> [String] {
    do {
      _ = try Shape(json: object.jsonBytes())
      return ["\(what): accepted"]
    } catch {
      let place = error.pointer.description
      return place == pointer || place.hasPrefix(pointer + "/")
        ? [] : ["\(what): refused at \(place): \(error)"]
    }
  }

  private func agreesWithCodable<Shape: JSONCodable & Codable & Equatable>(
    _ type: Shape.Type
  ) -> [String] {
    do {
      let shape = try Shape(json: example.jsonBytes())
      let decoded = try JSONDecoder().decode(type, from: Data(example.jsonBytes()))
      let encoded = try JSONEncoder().encode(shape)
      let again = try Shape(json: Array(encoded))
      // Foundation's encoder has its own order of members.
      let whole = try JSONValue(json: Array(encoded)).isEquivalent(to: .object(example))
      return (decoded.isSame(as: shape) ? [] : ["decoded otherwise by Decodable"])
        + (again.isSame(as: shape) && whole ? [] : ["encoded otherwise by Encodable"])
    } catch {
      return ["Codable: \(error)"]
    }
  }
}

extension JSONWritable {
  fileprivate func isSame(as other: Self) -> Bool {
    do {
      return try JSONValue(json: jsonBytes()).isEquivalent(to: JSONValue(json: other.jsonBytes()))
    } catch {
      return false
    }
  }
}

extension JSONObject {
  fileprivate func replacing(_ name: String, with value: JSONValue) -> JSONObject {
    var object = self
    object[name] = value
    return object
  }
}
