// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// A value as a person writes it for a flag or a body: JSON, or YAML in any of its styles.
///
/// JSON is read first, by the strict reader, so that nothing of it can be taken for YAML. Either
/// way numbers keep their digits, and depth and size are bounded.
enum ValueText {
  /// The most bytes of a text: 10 MiB, as for files.
  static let maximumBytes = TextFile.maximumBytes

  private static let limits = JSONLimits(
    maximumDepth: YAMLText.maximumDepth, maximumBytes: maximumBytes)

  /// Reads a value.
  ///
  /// - Throws: ``ValueError`` with what is wrong, in the language that the text seems to be in.
  static func read(_ text: String) throws(ValueError) -> JSONValue {
    let problem: JSONError
    do throws(JSONError) {
      return try JSONValue(json: text, limits: limits)
    } catch {
      problem = error
    }
    // What is JSON in its grammar and refused all the same is not for another reader to take.
    switch problem.code {
    case .tooDeep, .tooLarge, .duplicateMember:
      throw ValueError(problem.description)
    default:
      return try YAMLText.read(text)
    }
  }
}

/// The reason why a text is no value.
struct ValueError: Error, CustomStringConvertible {
  /// What is wrong and where, for a person, on one line.
  let description: String

  init(_ description: String) {
    self.description = PlainText.printable(description)
  }
}
#endif
