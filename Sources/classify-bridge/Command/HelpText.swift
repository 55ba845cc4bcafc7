// SPDX-License-Identifier: Apache-2.0

#if CLI
/// Help on a terminal.
enum HelpText {
  /// Sets `COLUMNS` if ArgumentParser would wrap help at less than the minimum width: its column of
  /// descriptions begins at column 27, and without room for it the program crashes or leaves it out.
  static func ensureMinimumWidth() {
    let width = Terminal.at(.standardOutput).width
    let given = System.environment("COLUMNS").flatMap { Int($0) } ?? width
    guard min(width, given) < TextLayout.minimumHelpWidth else { return }
    System.setEnvironment("COLUMNS", to: "\(max(width, TextLayout.minimumHelpWidth))")
  }

  /// The starts of the lines that ArgumentParser does not wrap: usage and the reference to more help.
  private static let unwrapped = ["USAGE: ", "       classify-bridge ", "  See '"]

  /// Returns help whose lines are wrapped at words; unchanged if the output is not a terminal.
  static func wrapped(_ help: String, for terminal: Terminal) -> String {
    guard terminal.isInteractive else { return help }
    return help.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      unwrapped.contains { line.hasPrefix($0) }
        ? TextLayout.message(String(line), width: terminal.width) : String(line)
    }.joined(separator: "\n")
  }
}
#endif
