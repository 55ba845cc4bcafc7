// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The command that a mistyped one was probably meant to be.
enum CommandSuggestion {
  /// Returns a question about the first unknown command.
  ///
  /// - Parameter arguments: The arguments, without options before the command.
  /// - Returns: The question; `nil` if every command is known, or none is near.
  static func text(for arguments: [String]) -> String? {
    var command: any ParsableCommand.Type = ClassifyBridgeCommand.self
    var path = ["classify-bridge"]
    for word in arguments {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !word.hasPrefix("-") else { return nil }
      if let next = subcommands.first(where: { $0.configuration.commandName == word }) {
        command = next
        path.append(word)
        continue
      }
      let names = subcommands.compactMap { $0.configuration.commandName }
      return NearestName.nearest(to: word, among: names)
        .map { "Did you mean '\((path + [$0]).joined(separator: " "))'?" }
    }
    return nil
  }
}
#endif
