// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The help text about request bodies, shared by the commands that send one.
enum BodyHelp {
  static let text = """
    A body in JSON or YAML can be piped in; flags override its fields. Inside a loop that reads \
    standard input, add < /dev/null. A dotted flag sets one nested field and keeps the others. \
    Values are JSON or YAML, such as '{lang: de}'. @file reads a value from a file, @file:// as \
    text, @data:// as base64; \\@ escapes a literal @.
    """
}

/// A request body on standard input.
enum StandardInputBody {
  /// The time in milliseconds after which a message says that the command waits for input.
  private static let silentWait: Int32 = 2_000

  /// Reads an object from standard input, if that is a file or a pipe.
  ///
  /// A terminal or a closed input is not read. An `@` in the body is literal.
  ///
  /// - Parameter example: A body for the message about one that is not an object.
  /// - Returns: The object, empty if there is no input.
  /// - Throws: ``CommandFailure`` if the input is not a single JSON or YAML object.
  static func read(example: String) throws -> JSONObject {
    switch System.kind(of: .standardInput) {
    case .other: return [:]
    case .regular: break
    case .stream:
      if !System.isReady(.standardInput, withinMilliseconds: silentWait) {
        Console.writeMessage(
          "classify-bridge: waiting for a body on standard input; use < /dev/null to send none")
      }
    }
    var input = ByteInput()
    guard let bytes = try input.all(upTo: ValueText.maximumBytes) else {
      throw CommandFailure(
        "standard input is larger than \(ValueText.maximumBytes >> 20) MiB; give a smaller body")
    }
    let plain = try TextEncoding.utf8(bytes, name: "standard input")
    guard let text = String(validating: plain, as: UTF8.self) else {
      throw CommandFailure("standard input is not UTF-8; give a body in JSON or YAML")
    }
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return [:] }
    return try object(in: text, example: example)
  }

  /// A line about what to do if standard input was not meant as the body.
  static let remedy =
    "\n  If it is not meant as the body, as in a loop that reads it, add < /dev/null."

  private static func object(
    in text: String, example: String
  ) throws(CommandFailure) -> JSONObject {
    let value: JSONValue
    do {
      value = try ValueText.read(text)
    } catch {
      let count = recordCount(of: text)
      throw CommandFailure(
        count > 1
          ? "standard input holds \(count) records, and a body is one.\(remedy)"
          : "standard input is neither JSON nor YAML: \(error)\(remedy)")
    }
    guard let object = value.object else {
      throw CommandFailure(
        "standard input holds \(value.kind.phrase), not an object; a body looks like "
          + "\(example)\(remedy)")
    }
    return object
  }

  /// Returns the number of documents of YAML, or of lines if each is a JSON object; otherwise 1.
  private static func recordCount(of text: String) -> Int {
    let lines = text.split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }
    let documents = 1 + lines.dropFirst().count { $0.hasPrefix("---") }
    let isJSONLines = lines.allSatisfy { (try? JSONValue(json: String($0)))?.object != nil }
    return isJSONLines ? lines.count : documents
  }
}

/// Decodes request bodies; unknown fields are kept.
enum BodyReader {
  /// The maximum number of unknown fields that messages name.
  private static let maximumNamedFields = 10
  /// The maximum number of terminal columns of the message about an unknown field.
  private static let maximumColumns = 400

  /// Decodes a request body, and redacts its secrets from now on.
  ///
  /// Unknown fields on standard input beside flags are refused: the input is probably not the body,
  /// but what a loop around the command reads.
  ///
  /// - Parameters:
  ///   - builder: The body from standard input and flags.
  ///   - flags: The flags that set required fields, by field name.
  ///   - isTranslated: Whether the body is translated for another version, which notes unknown
  ///     fields; otherwise they are sent, with a warning on stderr.
  /// - Returns: The request.
  /// - Throws: `ValidationError` if a field is missing or has the wrong type; ``CommandFailure`` for
  ///   unknown fields on standard input beside flags.
  static func read<Request: JSONReadable & RequestShape & SecretBearing>(
    _ builder: BodyBuilder, flags: [String: String] = [:], isTranslated: Bool = false
  ) throws -> Request {
    let body = builder.body
    // Before the body is decoded, because an error quotes the value at fault.
    Console.protect(Redactor(values: Redaction.webhookSecrets(in: .object(body))))
    if builder.hasFlags {
      let strange = UnknownRequestMember.all(in: .object(builder.input), of: Request.self)
      if let first = strange.first {
        throw CommandFailure(
          "standard input has a body beside the flags, \(text(of: first))"
            + StandardInputBody.remedy + " Otherwise give every field in the body.")
      }
    }
    let unknown = UnknownRequestMember.all(in: .object(body), of: Request.self)
    do throws(JSONError) {
      let request = try Request(value: .object(body))
      Console.protect(Redactor(of: request))
      if !isTranslated { warn(of: unknown) }
      if !builder.replacedFields.isEmpty {
        Console.writeMessage(
          "warning: flags replace \(builder.replacedFields.joined(separator: ", ")) of the body on "
            + "standard input" + StandardInputBody.remedy)
      }
      return request
    } catch {
      // A misspelled field is probably the one that is missing.
      let hints = unknown.filter { $0.suggestion != nil }.prefix(maximumNamedFields)
        .map { "\n  \(text(of: $0))" }.joined()
      if error.code == .missingMember, let name = error.pointer.tokens.last,
        error.pointer.tokens.count == 1, let flag = flags[name]
      {
        throw ValidationError(
          "The request has no \(name): give \(flag), or \(name) in a body on standard input.\(hints)"
        )
      }
      let place = error.pointer.isRoot ? "" : " at \(error.pointer)"
      throw ValidationError(
        "The request can't be sent:\(place) \(PlainText.printable(error.message)).\(hints)")
    }
  }

  /// Warns of unknown fields that are about to be sent.
  private static func warn(of unknown: [UnknownRequestMember]) {
    for member in unknown.prefix(maximumNamedFields) {
      Console.writeMessage("warning: \(text(of: member, fate: "sent unchanged"))")
    }
    let others = unknown.count - maximumNamedFields
    guard others > 0 else { return }
    Console.writeMessage("warning: \(Counted.text(others, "more unknown member"))")
  }

  private static func text(of member: UnknownRequestMember, fate: String? = nil) -> String {
    PlainText.shortened(
      PlainText.printable("at \(member.pointer): \(member.sentence(whichIs: fate))"),
      to: maximumColumns)
  }
}

/// The project and organization in a body on standard input; the service expects them in the query.
enum ScopeInBody {
  /// Removes both from a body; flags take precedence over their values.
  static func take(from body: inout BodyBuilder, unless flags: ConnectionOptions) -> ProjectScope {
    ProjectScope(
      organizationID: body.takeText("organization_id", replacedBy: flags.organizationID),
      projectID: body.takeText("project_id", replacedBy: flags.projectID))
  }
}
#endif
