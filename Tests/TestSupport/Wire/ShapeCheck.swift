// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The contract of a wire shape: an example with every member, and the rule for each.
public struct ShapeCheck: Sendable {
  /// The decoding rule of a member.
  public enum Member: Sendable {
    /// Must be present and of the example's kind.
    case required
    /// Must be absent, null, or of the example's kind.
    case nullable
    /// Must be absent or of the example's kind, but not null.
    case optional
    /// Can be any value, which is kept unchanged.
    case lenient
    /// Must be absent, null, or any string.
    case openEnum
    /// Must be present and can be any string.
    case requiredOpenEnum
  }

  let example: JSONObject
  let members: [(name: String, member: Member)]

  /// Creates a contract from an example and the rules of its members, in the example's order.
  public init(_ example: String, _ members: KeyValuePairs<String, Member>) throws(JSONError) {
    self.example = try JSONValue(json: example).object ?? [:]
    self.members = members.map { ($0.key, $0.value) }
  }

  /// Returns descriptions of all violations of the contract by a type.
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
    let madeUp = example.replacing(name, with: "MADE UP 🧾")
    let kind = example[name]?.kind
    let others = ([true, 7, "text", [[]], ["a": 1]] as [JSONValue]).filter { $0.kind != kind }
    switch member {
    case .required, .requiredOpenEnum:
      return rejects(type, absent, "no \(name)", at: "/\(name)")
        + rejects(type, null, "\(name) null", at: "/\(name)")
        + others.flatMap {
          rejects(type, example.replacing(name, with: $0), "\(name) \($0)", at: "/\(name)")
        } + (member == .required ? [] : keeps(type, madeUp, "\(name) made up"))
    case .nullable, .openEnum:
      return keeps(type, absent, "no \(name)") + keeps(type, null, "\(name) null")
        + others.flatMap {
          rejects(type, example.replacing(name, with: $0), "\(name) \($0)", at: "/\(name)")
        } + (member == .nullable ? [] : keeps(type, madeUp, "\(name) made up"))
    case .optional:
      return keeps(type, absent, "no \(name)")
        + rejects(type, null, "\(name) null", at: "/\(name)")
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
      return ["\(what): rejected: \(error)"]
    }
  }

  private func rejects<Shape: JSONCodable>(
    _ type: Shape.Type, _ object: JSONObject, _ what: String, at pointer: String
  ) -> [String] {
    do {
      _ = try Shape(json: object.jsonBytes())
      return ["\(what): accepted"]
    } catch {
      let place = error.pointer.description
      return place == pointer || place.hasPrefix(pointer + "/")
        ? [] : ["\(what): rejected at \(place): \(error)"]
    }
  }

  private func agreesWithCodable<Shape: JSONCodable & Codable & Equatable>(
    _ type: Shape.Type
  ) -> [String] {
    do {
      let shape = try Shape(json: example.jsonBytes())
      let decoded = try JSONDecoder().decode(type, from: Data(example.jsonBytes()))
      let encoded = try JSONEncoder().encode(shape)
      let reread = try Shape(json: Array(encoded))
      // Foundation's encoder doesn't keep the order of members.
      let isComplete = try JSONValue(json: Array(encoded)).isEquivalent(to: .object(example))
      return (decoded.isSame(as: shape) ? [] : ["Decodable differs"])
        + (reread.isSame(as: shape) && isComplete ? [] : ["Encodable differs"])
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
