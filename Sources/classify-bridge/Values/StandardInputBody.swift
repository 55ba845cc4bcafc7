// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// The body of a request on standard input: an object in JSON or YAML, or nothing.
enum StandardInputBody {
  /// After which time somebody is told what is waited for.
  private static let patience: Int32 = 2_000

  /// Reads standard input to its end, if it is a file or comes from another program.
  ///
  /// A terminal is not read, nor is a closed input. What is read is taken as it stands: an `@` in it
  /// names no file.
  ///
  /// - Returns: The object; an empty one if there is nothing to read.
  /// - Throws: ``CommandFailure`` if there is something else than one object.
  static func read() throws -> JSONObject {
    switch System.kind(of: .standardInput) {
    case .other: return [:]
    case .regular: break
    case .stream:
      if !System.isReady(.standardInput, withinMilliseconds: patience) {
        Console.writeMessage(
          "classify-bridge: waiting for a body on standard input; < /dev/null gives none")
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
#endif
