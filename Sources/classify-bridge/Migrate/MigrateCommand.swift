// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge
import ClassifyCodemod
import Synchronization

/// The `classify-bridge migrate` command: v1 call sites in source code, rewritten for v2.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Rewrite source code that uses v1",
    usage: """
      classify-bridge migrate <path> ... [--write] [<options>]
      classify-bridge migrate --explain <code>
      """,
    discussion: """
      Reads Python, TypeScript, JavaScript, shell scripts, notebooks, JSON, YAML, lists of dependencies, \
      Swift and Markdown, without the files that git ignores. Prints each edit with its reason, and what \
      is left for a person. Writes nothing without --write.

        classify-bridge migrate .
        classify-bridge migrate . --write
        classify-bridge migrate . --format diff | git apply
        classify-bridge migrate . --check --format sarif > migrate.sarif
        classify-bridge migrate app --assume-client self.llama
        classify-bridge migrate --explain decide.multimodal

      Only what provably calls v1 is edited: the name of a client leads to an import of an SDK, in the \
      same file or in another one of the project. --assume-client says so for a name that does not.

      A comment 'classify-bridge: ignore' leaves what is reported on its line or on the next one as it \
      is; codes after it restrict it to these. --allow does so for a code everywhere.

      Exit codes, the first that applies: 1 a file can't be read or written; 4 blocked by something \
      that has to be migrated first; 3 decisions are left for a person; 2 edits are pending, or were \
      written; 0 nothing to do; 64 usage error.
      """
  )

  /// An output format.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, diff, json, sarif, markdown
  }

  /// How calls are migrated.
  enum Style: String, CaseIterable, ExpressibleByArgument {
    case automatic, direct, shim

    var option: MigrationOptions.Style {
      switch self {
      case .automatic: .automatic
      case .direct: .direct
      case .shim: .shim
      }
    }
  }

  @Argument(
    help: ArgumentHelp("Files and folders, also those that git ignores", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Flag(help: "Write the edits and the shims")
  var write = false

  @Flag(help: "Write nothing, and print what is left without the edits: for CI")
  var check = false

  @Option(
    help: """
      How calls are migrated: direct writes v2 calls, shim uses a generated file (a shim) that keeps \
      v1's shape, automatic takes the smaller edit
      """)
  var style = Style.automatic

  @Option(
    help: ArgumentHelp(
      "Variable or attribute that holds a client of LlamaCloud, such as self.llama; repeatable",
      valueName: "name"))
  var assumeClient: [String] = []

  @Option(
    help: ArgumentHelp(
      "Code that is ignored, such as decide.setting: places that stay as they are; repeatable",
      valueName: "code"))
  var allow: [String] = []

  @Option(
    help: """
      Output format: text for people, diff for git apply and patch -p1, json and sarif for programs, \
      markdown for pull requests
      """)
  var format = Format.text

  @Flag(help: "Print only counts: how much of the code can be migrated")
  var summary = false

  @Option(
    help: ArgumentHelp(
      "Print what a code means and what to do, and nothing else; list prints all codes",
      valueName: "code"))
  var explain: String?

  @Flag(help: "Read files that git ignores, too")
  var includeIgnored = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Maximum size of a file in bytes", valueName: "bytes"))
  var maxFileSize = MigrationOptions().maximumFileSize

  @Flag(help: "Print nothing but errors: the exit code is the result")
  var quiet = false

  /// The argument of `--explain` for all codes.
  private static let allCodes = "list"

  func validate() throws {
    if let explain {
      guard paths.isEmpty else {
        throw ValidationError("--explain reads no files: leave out the path.")
      }
      if explain != Self.allCodes { try Self.validate(explain) }
      return
    }
    guard !paths.isEmpty else {
      throw ValidationError("Give a file or a folder, such as . (a dot).")
    }
    guard !paths.contains("") else { throw ValidationError("A path is empty.") }
    guard !write || !check else {
      throw ValidationError("--check writes nothing: leave out --write.")
    }
    for (name, isGiven) in [("--summary", summary), ("--quiet", quiet)] where isGiven {
      guard format == .text else {
        throw ValidationError("\(name) prints no \(format.rawValue): leave out --format.")
      }
    }
    guard (1...MigrationOptions.greatestFileSize).contains(maxFileSize) else {
      throw ValidationError(
        "--max-file-size takes 1 to \(MigrationOptions.greatestFileSize), not \(maxFileSize).")
    }
    for name in assumeClient where !Self.isName(name) {
      throw ValidationError(
        "--assume-client takes a name, such as client or self.llama, not \(PlainText.printable(name))."
      )
    }
    for name in allow {
      let code = try Self.validate(name)
      guard code.canBeIgnored else {
        throw ValidationError("--allow takes codes of decisions and what blocks them, not \(name).")
      }
    }
  }

  /// Returns the code of a name.
  @discardableResult
  private static func validate(_ name: String) throws -> FindingCode {
    switch FindingCode.named(PlainText.printable(name)) {
    case .success(let code): return code
    case .failure(let error): throw ValidationError(error.description)
    }
  }

  /// Whether a text is a name or names joined by dots, as they stand in Python or TypeScript.
  private static func isName(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      let part = part.first == "#" ? part.dropFirst() : part
      return part.first?.isNumber == false
        && part.allSatisfy { $0.isLetter || $0.isNumber || "_$".contains($0) }
    }
  }

  func run() async throws {
    if let explain { return try printExplanation(of: explain) }
    do {
      let files = try LocalFiles(
        paths, readsIgnoredFiles: includeIgnored,
        userIgnoreFile: LocalFiles.userIgnoreFile(System.environment))
      let plan = try await plan(of: files)
      try report(plan)
      reportUnreadable(plan)
      reportUnusedClients(plan)
      if plan.exitCode != 0 { throw MigrateExit(code: plan.exitCode) }
    } catch OutputError.closed {
      throw OutputError.closed
    } catch let exit as MigrateExit {
      throw exit
    } catch {
      Console.writeMessage("classify-bridge: \(PlainText.printable("\(error)"))")
      throw MigrateExit.unreadable
    }
  }

  /// Reads the files, and writes them if that is asked for.
  private func plan(of files: LocalFiles) async throws -> MigrationPlan {
    var options = MigrationOptions()
    options.style = style.option
    options.assumedClients = Set(assumeClient)
    options.allowedCodes = Set(allow.compactMap(FindingCode.init))
    options.maximumFileSize = maxFileSize
    options.readsIgnoredFiles = includeIgnored
    let line = Mutex(Progress(isShown: !quiet && Terminal.at(.standardError).isInteractive))
    let migrator = Migrator(tree: files, options: options, readYAML: YAMLMarks.documents)
    let plan = try await migrator.plan { read, count in
      line.withLock { $0.show("\(read) of \(Counted.text(count, "file")) read") }
    }
    defer { line.withLock { $0.end() } }
    guard write else { return plan }
    return FileWriter(tree: files).write(plan) { written, count in
      line.withLock { $0.show("\(written) of \(Counted.text(count, "file")) written") }
    }
  }

  private func report(_ plan: MigrationPlan) throws(OutputError) {
    switch format {
    case .text:
      let text = MigrateText(
        terminal: .at(.standardOutput), isWritten: write, showsEdits: !check)
      guard !quiet else { return }
      try Console.write(summary ? text.summary(plan) : text.render(plan))
    // A secret in the code must not be redacted here: an edit would lose it.
    case .diff: try Self.print(DiffReport(plan).render())
    case .json:
      try Self.print(DirectionMarks.escaped(in: JSONReport(plan, isWritten: write).render()))
    case .sarif:
      let report = SARIFReport(plan, toolVersion: ServiceConfiguration.packageVersion)
      try Self.print(DirectionMarks.escaped(in: report.render()))
    case .markdown: try Self.print(MarkdownReport(plan, isWritten: write).render())
    }
  }

  /// Writes what can't be read or written to stderr, unless the report has it.
  private func reportUnreadable(_ plan: MigrationPlan) {
    guard quiet || summary || format == .diff else { return }
    for file in plan.files {
      for finding in file.findings where finding.code.kind == .unreadable {
        let text = PlainText.printable("\(file.path): \(finding.message)")
        Console.writeMessage("classify-bridge: \(text)")
      }
    }
  }

  /// Writes to stderr which names of `--assume-client` no call needed.
  private func reportUnusedClients(_ plan: MigrationPlan) {
    guard !quiet else { return }
    for name in plan.unusedClients(of: Set(assumeClient)) {
      Console.writeMessage(
        "classify-bridge: --assume-client \(name) changes nothing: no call that looks like v1 has this"
          + " client, or it is known without the option")
    }
  }

  private func printExplanation(of name: String) throws(OutputError) {
    let text = MigrateText(terminal: .at(.standardOutput), isWritten: false, showsEdits: false)
    try Console.write(FindingCode(rawValue: name).map(text.explanation) ?? text.codes())
  }

  private static func print(_ text: String) throws(OutputError) {
    var output = ByteOutput(.standardOutput)
    try output.append(text)
    try output.flush()
  }
}

#endif
