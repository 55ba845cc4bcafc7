// SPDX-License-Identifier: Apache-2.0

#if CLI
// The conformances are public because the types are.
public import ArgumentParser
public import ClassifyBridge

extension TranslationPolicy: ExpressibleByArgument {}
extension V2Dialect: ExpressibleByArgument {}
extension V2Translator.LanguageMapping: ExpressibleByArgument {}
extension V2Translator.FileIdentifierForm: ExpressibleByArgument {}

/// The options of commands that print translation notes.
struct NoteOptions: ParsableArguments {
  @Flag(
    help: "Print no notes, in convert no counts and no progress; errors are still printed")
  var quiet = false

  @Option(
    name: .customLong("notes"), parsing: .unconditional,
    help: ArgumentHelp(
      "File to write every note to as JSON Lines; it replaces earlier notes, and nothing else",
      valueName: "file"),
    completion: .file())
  var path: String?

  func validate() throws {
    guard let path else { return }
    guard !path.isEmpty, path != "-" else {
      throw ValidationError(
        "--notes takes the path of a file, not \"\(path)\": results go to stdout, notes to stderr.")
    }
  }

  /// Creates the log of a command, and its file; earlier notes in it are removed.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be created or read; `ValidationError` if it has
  ///   something other than notes, or is the one to which stdout or stderr goes.
  func log() throws -> NoteLog {
    guard let path else { return NoteLog(isQuiet: quiet) }
    let file = try System.create(path)
    let log = NoteLog(isQuiet: quiet, file: file, path: path)
    guard System.kind(of: file) == .regular else { return log }
    let name = PlainText.printable(path)
    let outputs = [FileDescriptor.standardOutput, .standardError]
    guard !outputs.contains(where: { System.isFile($0, at: path) }) else {
      throw ValidationError(
        "--notes names \(name), to which other output goes, too; choose another file.")
    }
    var start: [UInt8] = []
    var input = try ByteInput(path: path)
    _ = try input.readChunk { chunk in
      start = chunk.withUnsafeBufferPointer { Array($0.prefix(NoteLog.lineStart.count)) }
    }
    guard start.isEmpty || start == NoteLog.lineStart else {
      throw ValidationError(
        "--notes names \(name), which has something other than notes; remove it, or choose another "
          + "file.")
    }
    try System.empty(file, at: path)
    return log
  }
}

/// The options of commands that translate between the versions.
struct TranslationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Which changes of a request are refused: strict, also approximations; standard, other pages, \
      cost or results; permissive, only what can't be expressed (default: standard)
      """, valueName: "policy"))
  var policy: TranslationPolicy?

  @Option(
    help: ArgumentHelp(
      "Dialect of v2: current, or published, which can't cancel or delete jobs (default: current)",
      valueName: "dialect"))
  var dialect: V2Dialect?

  @Option(
    help: ArgumentHelp(
      """
      Language codes outside ISO 639-1 in requests to v2: unchanged, or iso639Part1 for the code of \
      the language there, if one is known (default: unchanged)
      """, valueName: "mapping"))
  var languages: V2Translator.LanguageMapping?

  @Option(
    name: .customLong("file-identifiers"),
    help: ArgumentHelp(
      """
      File IDs in requests to v2: unchanged, or prefixed for dfl-<uuid>; results then have bare \
      UUIDs (default: unchanged; in demo prefixed)
      """, valueName: "form"))
  var fileIdentifiers: V2Translator.FileIdentifierForm?

  @OptionGroup var notes: NoteOptions

  /// Returns the translator of requests and records.
  ///
  /// - Parameter form: The default form of file IDs.
  /// - Returns: The translator, which writes the current dialect by default.
  func translator(fileIdentifiers form: V2Translator.FileIdentifierForm = .unchanged)
    -> V2Translator
  {
    V2Translator(
      policy: policy ?? .standard, dialect: dialect ?? .current, languages: languages ?? .unchanged,
      fileIdentifiers: fileIdentifiers ?? form)
  }

  /// Checks that v2 serves a command if an option of v2 is given.
  ///
  /// - Parameters:
  ///   - version: The version that serves the command.
  ///   - hasPolicy: Whether requests to v1 are translated, too, so that they have a policy.
  /// - Throws: `ValidationError` with the first such option.
  func check(_ version: APIVersion, hasPolicy: Bool = false) throws {
    guard version == .v1 else { return }
    let given = [
      ("--policy", policy != nil && !hasPolicy), ("--dialect", dialect != nil),
      ("--languages", languages != nil), ("--file-identifiers", fileIdentifiers != nil),
    ]
    guard let option = given.first(where: { $0.1 })?.0 else { return }
    throw ValidationError(
      hasPolicy
        ? "\(option) needs --on v2: v1 has no such choice."
        : "\(option) needs --on v2: v1 gets the request as it is.")
  }
}
#endif
