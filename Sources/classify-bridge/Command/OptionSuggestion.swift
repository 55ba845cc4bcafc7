// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The option that a mistyped one was probably meant to be.
enum OptionSuggestion {
  /// Returns a message of ArgumentParser with a suggestion, unless it has one that fits.
  ///
  /// ArgumentParser suggests nothing if an option is missing: the mistyped one. It suggests `--on` for
  /// `-rf` and `--fmt`; a suggestion fits only a long option with the same first letter.
  ///
  /// - Parameters:
  ///   - message: The message about arguments that can't be parsed.
  ///   - arguments: The arguments, options after the command.
  /// - Returns: The message.
  static func improved(_ message: String, for arguments: [String]) -> String {
    var message = message
    let guess = message.firstMatch(
      of: #/^Error: Unknown option '(--?)(.)[^']*'(\. Did you mean '--(.)[^']*'\?)/#)
    if let guess {
      guard guess.1 != "--" || guess.2 != guess.4 else { return message }
      message.removeSubrange(guess.3.startIndex..<guess.3.endIndex)
    }
    return question(about: arguments).map { "\(message)\n\($0)" } ?? message
  }

  /// Returns a question about the first unknown option that is near to a known one.
  private static func question(about arguments: [String]) -> String? {
    var words = arguments[...]
    let known = options(of: CommandPath(taking: &words).command)
    for argument in words.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") {
      let name = String(argument.prefix { $0 != "=" })
      guard !known.contains(name) else { continue }
      let meant =
        name.hasPrefix("--")
        ? NearestName.nearest(to: name, among: known) : known.first { $0 == "-\(name)" }
      if let meant {
        return "Did you mean '\(meant)' instead of '\(PlainText.printable(name))'?"
      }
    }
    return nil
  }

  /// Returns the long options of a command, which stand at the start of lines of its help.
  private static func options(of command: any ParsableCommand.Type) -> [String] {
    let help = ClassifyBridgeCommand.helpMessage(for: command, includeHidden: true)
    let labels = help.split(separator: "\n").filter { $0.hasPrefix("  -") }
      .compactMap { $0.dropFirst(2).split(separator: "  ", maxSplits: 1).first }
    return labels.flatMap { $0.split { " ,/".contains($0) } }
      .filter { $0.hasPrefix("--") }.map(String.init)
  }
}
#endif
