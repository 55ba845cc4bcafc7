// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The command-line tool: the root of all commands.
struct ClassifyBridgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify-bridge",
    abstract: "Works with LlamaCloud Classify v1 and v2, and takes you from one to the other.",
    discussion: """
      Data goes to standard output, talk to standard error. Color and progress show on a terminal \
      only; NO_COLOR turns color off.

      Exit codes: 0 done; 1 findings or failed jobs; 2 could not do it; 64 usage; 130 and 143 \
      interrupted.
      """,
    version: ServiceConfiguration.packageVersion,
    subcommands: [
      DemoCommand.self, RunCommand.self, ClassifyCommand.self, ClassifierJobsCommand.self,
      PagesCommand.self, CatalogueCommand.self, SandboxCommand.self,
    ]
  )
}

extension ClassifyBridgeCommand {
  /// Runs the command that the arguments name, and ends the process.
  static func runToEnd() async -> Never {
    System.ignoreBrokenPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if let script = BashCompletion.script(for: arguments) {
        try Console.write(script)
        System.exit(.done)
      }
      var command = try parseAsRoot(LeadingOptions.moved(arguments))
      do {
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
        System.exit(.done)
      } catch {
        end(with: error)
      }
    } catch {
      exit(withError: error)
    }
  }

  /// Ends the process after a command threw.
  private static func end(with error: any Error) -> Never {
    switch error {
    case let status as ExitStatus:
      System.exit(status)
    case OutputError.closed:
      // Whoever read the output has seen enough, as `head` does: that is no failure.
      System.exit(.done)
    case let error as ValidationError:
      // The parser would show the usage of the whole program.
      Console.writeMessage("Error: \(error.message)")
      System.exit(.usage)
    case _ where exitCode(for: error) != .failure:
      // Help, the version, and what a command finds wrong with its arguments.
      exit(withError: error)
    default:
      Console.writeMessage("classify-bridge: \(error)")
      System.exit(.impossible)
    }
  }
}
#endif
