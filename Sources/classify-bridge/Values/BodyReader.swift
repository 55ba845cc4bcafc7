// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Reads a body in the shape of the service's requests, which keeps what it does not know.
enum BodyReader {
  /// Reads a body.
  ///
  /// - Parameters:
  ///   - body: What standard input and the flags say.
  ///   - flags: The flags of members that every request has.
  /// - Returns: The request.
  /// - Throws: `ValidationError` that says what is missing or has the wrong kind, and what to do.
  static func read<Request: JSONReadable>(
    _ body: JSONObject, flags: [String: String]
  ) throws -> Request {
    do throws(JSONError) {
      return try Request(json: JSONValue.object(body).jsonBytes())
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

/// The project and the organization in a body on standard input, which go into the query.
enum ScopeInBody {
  /// Takes both out of a body; a flag of the same name goes before either.
  static func take(from body: inout BodyBuilder, unless flags: ConnectionOptions) -> ProjectScope {
    let organizationID = body.takeText("organization_id")
    let projectID = body.takeText("project_id")
    return ProjectScope(
      organizationID: flags.organizationID ?? organizationID,
      projectID: flags.projectID ?? projectID)
  }
}
#endif
