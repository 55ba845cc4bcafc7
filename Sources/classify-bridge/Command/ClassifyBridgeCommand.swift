// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The root command of the tool.
struct ClassifyBridgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify-bridge",
    abstract: "Classify documents with LlamaCloud Classify v1 and v2, and migrate from v1 to v2",
    discussion: """
      Results go to stdout, messages to stderr. Color and progress are shown only on a terminal; \
      set NO_COLOR to disable color.

      Exit codes: 0 success; 1 findings or failed jobs; 2 error; 3 not enough data (compare); 64 usage \
      error; 129, 130, 143 interrupted. Those of migrate differ: see its help.
      """,
    version: ServiceConfiguration.packageVersion,
    subcommands: [
      DemoCommand.self, RunCommand.self, CompareCommand.self, ClassifyCommand.self,
      ClassifierJobsCommand.self, FilesCommand.self, MigrateCommand.self, ConvertCommand.self,
      PagesCommand.self, CatalogueCommand.self, GatewayCommand.self, SandboxCommand.self,
    ]
  )
}

extension ClassifyBridgeCommand {
  /// Parses the arguments of the process, runs the command, and exits.
  static func runToEnd() async -> Never {
    System.ignoreBrokenPipes()
    System.fillClosedStreams()
    let arguments = LeadingOptions.moved(Array(System.arguments.dropFirst()))
    do {
      if let script = BashCompletion.script(for: arguments) {
        try Console.write(script)
        System.exit(.done)
      }
      try ByteArguments.check(arguments)
      try DashedFile.check(arguments)
      try DashedSelection.check(arguments)
      try UnknownCommand.check(arguments)
      var command = try parseAsRoot(arguments)
      try RepeatedOption.check(arguments, of: command)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      System.exit(.done)
    } catch {
      end(with: error, arguments)
    }
  }

  /// Exits with the message and the code of an error.
  static func end(with error: any Error, _ arguments: [String] = []) -> Never {
    HelpText.ensureMinimumWidth()
    switch error {
    case let status as ExitStatus:
      System.exit(status)
    case let exit as MigrateExit:
      System.exit(exit)
    case OutputError.closed:
      // The reader has closed the pipe, as `head` does. This is not a failure.
      System.exit(Interruption.status ?? .done)
    case let error as ValidationError:
      // `exit(withError:)` would print the usage of the root command.
      Console.writeMessage("Error: \(error.message)")
      System.exit(.usage)
    case _ where exitCode(for: error).isSuccess:
      // `exit(withError:)` would ignore that the help or the version can't be written.
      do {
        let help = HelpText.wrapped(fullMessage(for: error), for: .at(.standardOutput))
        try Console.write(help + "\n")
        System.exit(.done)
      } catch {
        end(with: error, arguments)
      }
    case _ where exitCode(for: error) != .failure:
      // Arguments that can't be parsed.
      Console.writeMessage(OptionSuggestion.improved(fullMessage(for: error), for: arguments))
      if let hint = DashedFile.hint(in: arguments) { Console.writeMessage(hint) }
      System.exit(.usage)
    default:
      Console.writeMessage("classify-bridge: \(message(for: error))")
      System.exit(.impossible)
    }
  }
}

/// Arguments with bytes that are not UTF-8, which only paths can have; see ``SystemText``.
enum ByteArguments {
  /// The options whose value is a path.
  private static let pathOptions: Set<String> = [
    "--expected", "--from", "--ignore", "--notes", "--output", "--rejects", "--report", "--resume",
    "--rules", "--stage-file",
  ]
  /// The commands whose arguments are paths.
  private static let pathCommands: [[String]] = [
    ["run"], ["compare"], ["convert"], ["demo"], ["files", "upload"], ["pages", "validate"],
  ]
  /// The options of those commands whose value is text, or a path that a library opens.
  private static let textOptions: Set<String> = [
    "--api-key", "--base-url", "--external-file-id", "--lang", "--organization-id", "--pages",
    "--project-id", "--purpose", "--results", "--run-id", "--v1-path", "--v2-path",
  ]

  /// Checks the arguments, options after the command.
  ///
  /// An argument or value that begins with `@` names a file.
  ///
  /// - Throws: `ValidationError` for text that is not UTF-8.
  static func check(_ arguments: [String]) throws {
    let takesPaths = pathCommands.contains { arguments.starts(with: $0) }
    for (position, argument) in arguments.enumerated() where SystemText.hasBytes(argument) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let isJoined = argument.hasPrefix("--") && parts.count == 2
      let option = isJoined ? String(parts[0]) : position > 0 ? arguments[position - 1] : ""
      let value = isJoined ? parts[1] : argument[...]
      let isPath =
        pathOptions.contains(option) || value.hasPrefix("@")
        || takesPaths && !isJoined && !textOptions.contains(option)
      // The text itself can be a secret.
      guard isPath else {
        throw ValidationError(
          option.hasPrefix("-")
            ? "The value of \(PlainText.printable(option)) is not UTF-8."
            : "An argument is not UTF-8.")
      }
    }
  }
}

/// Options before the command, where the official CLI accepts its global options.
enum LeadingOptions {
  private static let optionsWithValue: Set<String> = [
    "--api-key", "--base-url", "--format", "--format-error", "--transform", "--transform-error",
  ]
  private static let flags: Set<String> = ["--debug", "--raw-output", "--sandbox", "-r"]
  private static let commandsWithSubcommands: Set<String> = [
    "classifier:jobs", "classify", "files",
  ]

  /// Returns the arguments with leading options moved after the command.
  ///
  /// `--api-key KEY classify list --status FAILED` becomes
  /// `classify list --api-key KEY --status FAILED`. A leading `-v` is `--version`.
  static func moved(_ arguments: [String]) -> [String] {
    var rest = arguments[...]
    var options = take(from: &rest)
    guard let command = rest.popFirst() else { return arguments }
    if command == "-v" { return ["--version"] }
    var path = [command]
    if commandsWithSubcommands.contains(command) {
      options += take(from: &rest)
      if let subcommand = rest.first, !subcommand.hasPrefix("-") {
        path.append(subcommand)
        rest = rest.dropFirst()
      }
    }
    return path + options + rest
  }

  /// Removes and returns the known options at the start of `rest`, with their values.
  private static func take(from rest: inout ArraySlice<String>) -> [String] {
    var options: [String] = []
    while let first = rest.first {
      let name = first.split(separator: "=", maxSplits: 1).first.map(String.init) ?? ""
      if flags.contains(first) || (optionsWithValue.contains(name) && first.contains("=")) {
        options.append(first)
        rest = rest.dropFirst()
      } else if optionsWithValue.contains(first), rest.count > 1 {
        options += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else {
        break
      }
    }
    return options
  }
}
#endif
