// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// A flag that sets a field of a request body.
struct BodyFlag {
  /// The flag with its hyphens, such as `--parsing-configuration.max-pages`.
  let name: String
  /// The path of the field, such as `parsing_configuration` and `max_pages`.
  let path: [String]

  /// Creates a flag for a given path.
  init(name: String, path: [String]) {
    self.name = name
    self.path = path
  }

  /// Creates a flag and derives the path from its name.
  ///
  /// - Parameters:
  ///   - name: The flag without its leading hyphens. A dot separates nested fields; a hyphen is an
  ///     underscore in the field's name.
  ///   - member: The first field of the path if it differs from the flag, such as `file_ids`.
  init(_ name: String, member: String? = nil) {
    self.name = "--\(name)"
    var path = name.split(separator: ".").map { $0.split(separator: "-").joined(separator: "_") }
    if let member { path[0] = member }
    self.path = path
  }

  /// Parses a value and resolves the file references in it; `@file` reads the value from a file.
  ///
  /// - Throws: `ValidationError` with the name of the flag, and without the text, which can hold a
  ///   secret, if the text is neither JSON nor YAML; ``CommandFailure`` if a file can't be read.
  func value(of text: String) throws -> JSONValue {
    do {
      if text.hasPrefix("@") { return try ValueText.read(try FileReference.text(of: text)) }
      return try FileReference.value(of: try ValueText.read(text))
    } catch let error as ValueError {
      throw ValidationError(
        "\(name) is neither JSON nor YAML: \(error)")
    }
  }
}

/// A request body assembled from standard input and flags.
///
/// A flag replaces the field that it names; a dotted flag replaces a nested field and keeps its
/// siblings.
struct BodyBuilder {
  private(set) var body: JSONObject
  /// The body before flags are set.
  private(set) var input: JSONObject
  /// Whether a flag has set a field.
  private(set) var hasFlags = false
  /// The fields of the input that flags replaced, such as `configuration.mode`.
  private(set) var replacedFields: [String] = []

  /// Creates a builder with an initial body.
  init(_ body: JSONObject = [:]) {
    self.body = body
    input = body
  }

  /// Removes a field that belongs to the query, such as `project_id`, from the body.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - flag: The value of the flag that replaces the field; `nil` if it is not given.
  /// - Returns: The flag's value, or the field's; `nil` if both are absent or the latter is not a
  ///   string.
  mutating func takeText(_ name: String, replacedBy flag: String?) -> String? {
    guard let text = body[name]?.string else { return flag }
    body[name] = nil
    input[name] = nil
    if let flag, flag != text { replacedFields.append(name) }
    return flag ?? text
  }

  /// Sets a field to a string or the contents of a referenced file.
  mutating func set(text: String?, _ flag: BodyFlag) throws {
    guard let text else { return }
    try set(.string(try FileReference.text(of: text)), flag)
  }

  /// Sets a field to an array of strings or the contents of referenced files.
  mutating func set(texts: [String], _ flag: BodyFlag) throws {
    guard !texts.isEmpty else { return }
    try set(.array(try texts.map { .string(try FileReference.text(of: $0)) }), flag)
  }

  /// Sets a field to an integer or null.
  mutating func set(number text: String?, _ flag: BodyFlag) throws {
    guard let text else { return }
    guard let value = try? ValueText.read(text), value.isNull || Self.isInteger(value) else {
      throw ValidationError(
        "\(flag.name) takes an integer or null, not '\(PlainText.printable(text))'.")
    }
    try set(value, flag)
  }

  /// Sets a field to a JSON or YAML value.
  mutating func set(value text: String?, _ flag: BodyFlag) throws {
    guard let text else { return }
    try set(try flag.value(of: text), flag)
  }

  /// Sets a field to an array of objects; the elements of array values are inserted individually.
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

  private static func isInteger(_ value: JSONValue) -> Bool {
    value.number?.text.utf8.allSatisfy { !".eE".utf8.contains($0) } ?? false
  }

  private mutating func set(_ value: JSONValue, _ flag: BodyFlag) throws {
    body = try Self.setting(value, at: flag.path[...], in: body, flag)
    hasFlags = true
    if let former = Self.value(at: flag.path, in: input), former != value {
      replacedFields.append(flag.path.joined(separator: "."))
    }
  }

  private static func value(at path: [String], in object: JSONObject) -> JSONValue? {
    var value = JSONValue.object(object)
    for name in path {
      guard let member = value[name] else { return nil }
      value = member
    }
    return value
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
        "\(flag.name) can't be set in \(name), which is \(inner.kind.phrase); give an object "
          + "there, or omit the flag.")
    }
    object[name] = .object(
      try setting(value, at: path.dropFirst(), in: inner.object ?? [:], flag))
    return object
  }
}
#endif
