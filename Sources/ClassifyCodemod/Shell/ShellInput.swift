// SPDX-License-Identifier: Apache-2.0

/// The JSON files that a script sends, which are rewritten with it.
struct ShellInput: Sendable {
  /// The script.
  let file: SourceFile
  let context: MigrationContext

  /// Returns the file that a name in the script means, if nothing but the script reads it.
  ///
  /// - Parameters:
  ///   - name: The path as written.
  ///   - range: The bytes that a refusal points at.
  /// - Returns: A JSON file of the project.
  /// - Throws: A refusal if there is none, or another file names it too.
  func file(named name: String, at range: ByteRange) throws(Refusal) -> SourceFile {
    let paths = [file.path.folder.appending(name), FilePath(name)]
    let found = context.project.candidates.filter { paths.contains($0.path) }
    guard found.count == 1, let other = found.first, other.language == .json else {
      throw Refusal(
        .unsupportedArgument, at: range,
        "\(name) is not found below this folder, or is not v1's; write v2's values there")
    }
    let readers = context.facts.mentions.files(naming: other.path)
    if let reader = readers.first(where: { $0 != file.path }) {
      throw Refusal(
        .setting, at: range, "\(reader) names \(other.path) too; change all of them together")
    }
    return other
  }

  /// Checks that a file is JSON after edits.
  ///
  /// - Throws: A refusal if it is not.
  func check(
    _ edits: [BodyEdit], of other: SourceFile, at range: ByteRange
  ) throws(Refusal) {
    guard let edited = other.text.applying(edits), (try? MarkedValue.json(edited)) != nil else {
      throw Refusal(.notVerified, at: range, "the rewritten file was not understood")
    }
  }
}
