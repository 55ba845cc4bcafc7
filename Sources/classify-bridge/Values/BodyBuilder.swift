// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The body of a request while flags are put into it.
///
/// It begins with what standard input has. A flag replaces the member that it names; a dotted flag
/// replaces one member within it and leaves the others.
struct BodyBuilder {
  /// The body so far.
  private(set) var body: JSONObject

  /// Begins with a body.
  init(_ body: JSONObject = [:]) {
    self.body = body
  }

  /// Takes out a member that is no part of the body but of the query, such as `project_id`.
  ///
  /// - Returns: Its text; `nil` if there is none.
  mutating func takeText(_ name: String) -> String? {
    guard let text = body[name]?.string else { return nil }
    body[name] = nil
    return text
  }

  /// Puts in a text, or what the file has that it names.
  mutating func set(text: String?, _ flag: BodyFlag) throws {
    guard let text else { return }
    try set(.string(try FileReference.text(of: text)), flag)
  }

  /// Puts in texts, or what the files have that they name, as an array.
  mutating func set(texts: [String], _ flag: BodyFlag) throws {
    guard !texts.isEmpty else { return }
    try set(.array(try texts.map { .string(try FileReference.text(of: $0)) }), flag)
  }

  /// Puts in a whole number, or null.
  mutating func set(number text: String?, _ flag: BodyFlag) throws {
    guard let text else { return }
    guard let value = try? ValueText.read(text), value.isNull || Self.isWhole(value) else {
      throw ValidationError(
        "\(flag.name) takes a whole number or null, not '\(PlainText.printable(text))'.")
    }
    try set(value, flag)
  }

  /// Puts in a value of any kind.
  mutating func set(value text: String?, _ flag: BodyFlag) throws {
    guard let text else { return }
    try set(try flag.value(of: text), flag)
  }

  /// Puts in objects as an array; a value that is an array counts as its elements.
  mutating func set(objects texts: [String], and others: [JSONValue], _ flag: BodyFlag) throws {
    guard !texts.isEmpty || !others.isEmpty else { return }
    let given = try texts.flatMap { text in
      let value = try flag.value(of: text)
      return value.array ?? [value]
    }
    if let wrong = given.first(where: { $0.object == nil }) {
      throw ValidationError(
        "\(flag.name) takes an object such as {type: invoice}, not \(wrong.kind.phrase).")
    }
    try set(.array(given + others), flag)
  }

  private static func isWhole(_ value: JSONValue) -> Bool {
    value.number?.text.utf8.allSatisfy { !".eE".utf8.contains($0) } ?? false
  }

  private mutating func set(_ value: JSONValue, _ flag: BodyFlag) throws {
    body = try Self.setting(value, at: flag.path[...], in: body, flag)
  }

  private static func setting(
    _ value: JSONValue, at path: ArraySlice<String>, in object: JSONObject, _ flag: BodyFlag
  ) throws -> JSONObject {
    guard let name = path.first else { return object }
    var object = object
    if path.count == 1 {
      object[name] = value
      return object
    }
    let inner = object[name] ?? .null
    guard inner.isNull || inner.object != nil else {
      throw ValidationError(
        "\(flag.name) can't be put into \(name), which is \(inner.kind.phrase); give an object "
          + "there, or leave the flag out.")
    }
    object[name] = .object(
      try setting(value, at: path.dropFirst(), in: inner.object ?? [:], flag))
    return object
  }
}
#endif
