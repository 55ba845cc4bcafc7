// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The help text about request bodies, shared by the commands that send one.
enum BodyHelp {
  static let text = """
    A body in JSON or YAML can be piped in; flags override its fields. A dotted flag sets one \
    nested field and keeps the others. Values are JSON or YAML, such as '{lang: de}'. @file reads \
    a value from a file, @file:// as text, @data:// as base64; \\@ escapes a literal @.
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
  /// - Returns: The object, empty if there is no input.
  /// - Throws: ``CommandFailure`` if the input is not a single JSON or YAML object.
  static func read() throws -> JSONObject {
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
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("standard input is not UTF-8; give a body in JSON or YAML")
    }
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return [:] }
    return try object(in: text)
  }

  private static func object(in text: String) throws(CommandFailure) -> JSONObject {
    let value: JSONValue
    do {
      value = try ValueText.read(text)
    } catch {
      throw CommandFailure("standard input is neither JSON nor YAML: \(error)")
    }
    guard let object = value.object else {
      throw CommandFailure(
        "standard input holds \(value.kind.phrase), not an object; a body looks like "
          + "{\"file_ids\": […], \"rules\": […]}")
    }
    return object
  }
}

/// Decodes request bodies; unknown fields are kept.
enum BodyReader {
  /// Decodes a request body, and redacts its secrets from now on.
  ///
  /// - Parameters:
  ///   - body: The body from standard input and flags.
  ///   - flags: The flags that set required fields, by field name.
  /// - Returns: The request.
  /// - Throws: `ValidationError` if a field is missing or has the wrong type.
  static func read<Request: JSONReadable & SecretBearing>(
    _ body: JSONObject, flags: [String: String]
  ) throws -> Request {
    // Before the body is decoded, because an error quotes the value at fault.
    Console.protect(Redactor(values: Redaction.webhookSecrets(in: .object(body))))
    do throws(JSONError) {
      let request = try Request(value: .object(body))
      Console.protect(Redactor(values: request.secrets))
      return request
    } catch {
      if error.code == .missingMember, let name = error.pointer.tokens.last,
        error.pointer.tokens.count == 1, let flag = flags[name]
      {
        throw ValidationError(
          "The request has no \(name): give \(flag), or \(name) in a body on standard input.")
      }
      let place = error.pointer.isRoot ? "" : " at \(error.pointer)"
      throw ValidationError(
        "The request can't be sent:\(place) \(PlainText.printable(error.message)).")
    }
  }
}

/// The project and organization in a body on standard input; the service expects them in the query.
enum ScopeInBody {
  /// Removes both from a body; flags take precedence over their values.
  static func take(from body: inout BodyBuilder, unless flags: ConnectionOptions) -> ProjectScope {
    let organizationID = body.takeText("organization_id")
    let projectID = body.takeText("project_id")
    return ProjectScope(
      organizationID: flags.organizationID ?? organizationID,
      projectID: flags.projectID ?? projectID)
  }
}
#endif
