// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// A command and the names that lead to it.
struct CommandPath {
  private(set) var command: any ParsableCommand.Type = ClassifyBridgeCommand.self
  /// The names of the subcommands, empty for the root command.
  private(set) var names: [String] = []

  /// Removes the commands at the start of the arguments.
  init(taking words: inout ArraySlice<String>) {
    while let word = words.first, descend(to: word) { words.removeFirst() }
  }

  /// The command line.
  var text: String { (["classify-bridge"] + names).joined(separator: " ") }

  /// The names of the subcommands; empty if there are none.
  var subcommands: [String] {
    command.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// Continues with a subcommand.
  ///
  /// - Returns: `false` if there is none with the name.
  mutating func descend(to name: String) -> Bool {
    let next = command.configuration.subcommands.first { $0.configuration.commandName == name }
    guard let next else { return false }
    command = next
    names.append(name)
    return true
  }
}

/// Arguments that name no command, which ArgumentParser ignores if help is requested.
enum UnknownCommand {
  /// Checks the arguments before the first option; `help` can precede them.
  ///
  /// - Throws: `ValidationError` for the first unknown command, with the one that was probably meant.
  static func check(_ arguments: [String]) throws {
    var words = arguments.prefix { !$0.hasPrefix("-") }.drop { $0 == "help" }
    let path = CommandPath(taking: &words)
    guard let word = words.first, !path.subcommands.isEmpty else { return }
    let name = PlainText.printable((path.names + [word]).joined(separator: " "))
    let question = nearest(to: words, in: path).map { "\nDid you mean '\($0)'?" }
    throw ValidationError(
      "There is no command '\(name)'. See '\(path.text) --help' for the commands."
        + (question ?? ""))
  }

  /// Returns the command line whose commands are near to the words; `nil` if the first is near to none.
  private static func nearest(to words: ArraySlice<String>, in path: CommandPath) -> String? {
    var path = path
    var rest = words
    while let (name, count) = nearestName(to: rest, among: path.subcommands),
      path.descend(to: name)
    {
      rest = rest.dropFirst(count)
    }
    return rest.count < words.count ? path.text : nil
  }

  /// Returns the name that is near to the first words, and their number.
  ///
  /// `classifier jobs` and each of the two words alone are `classifier:jobs`.
  private static func nearestName(
    to words: ArraySlice<String>, among names: [String]
  ) -> (name: String, count: Int)? {
    guard let word = words.first else { return nil }
    if names.contains(word) { return (word, 1) }
    for name in names {
      let parts = name.split(separator: ":").map(String.init)
      if words.starts(with: parts) { return (name, parts.count) }
      if parts.contains(word) { return (name, 1) }
    }
    return NearestName.nearest(to: word, among: names).map { ($0, 1) }
  }
}
#endif
