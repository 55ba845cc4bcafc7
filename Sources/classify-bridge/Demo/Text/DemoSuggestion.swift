// SPDX-License-Identifier: Apache-2.0

/// A command to type after a demonstration, and what it is for.
struct DemoSuggestion: Sendable, Hashable {
  let command: String
  let remark: String
}

#if CLI
import ArgumentParser

extension DemoSuggestion {
  /// The suggestions whose commands this program has.
  static var available: [DemoSuggestion] {
    var names: [String] = []
    for command in ClassifyBridgeCommand.configuration.subcommands {
      names.append(command.configuration.commandName ?? "")
    }
    return all.filter { suggestion in
      suggestion.command.split(separator: " ").dropFirst().first.map { names.contains(String($0)) }
        ?? false
    }
  }

  private static let all = [
    DemoSuggestion(
      command: "classify-bridge demo --pages 2", remark: "other pages, other types"),
    DemoSuggestion(
      command: "classify-bridge demo --pages 1,3 FILE…", remark: "your own text files"),
    DemoSuggestion(
      command: "classify-bridge pages convert --to v2 '[0, 2]'", remark: "one selection"),
    DemoSuggestion(
      command: "classify-bridge catalogue", remark: "what becomes of what"),
  ]
}
#endif
