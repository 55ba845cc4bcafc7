// SPDX-License-Identifier: Apache-2.0

/// Options in front of the command, where the official program has those of all its commands.
enum LeadingOptions {
  /// The options that have a value.
  private static let valued: Set<String> = ["--api-key", "--base-url", "--format"]
  /// The options that have none.
  private static let flags: Set<String> = ["--debug", "--sandbox"]
  /// The commands that have commands of their own.
  private static let groups: Set<String> = ["classifier:jobs", "classify"]

  /// Returns arguments with the leading options moved behind the command.
  ///
  /// `--api-key KEY classify list --status FAILED` becomes
  /// `classify list --api-key KEY --status FAILED`.
  static func moved(_ arguments: [String]) -> [String] {
    var rest = arguments[...]
    var options = take(from: &rest)
    guard let command = rest.popFirst() else { return arguments }
    var path = [command]
    if groups.contains(command) {
      options += take(from: &rest)
      if let subcommand = rest.first, !subcommand.hasPrefix("-") {
        path.append(subcommand)
        rest = rest.dropFirst()
      }
    }
    return path + options + rest
  }

  private static func take(from rest: inout ArraySlice<String>) -> [String] {
    var options: [String] = []
    while let first = rest.first {
      let name = first.split(separator: "=", maxSplits: 1).first.map(String.init) ?? ""
      if flags.contains(first) || (valued.contains(name) && first.contains("=")) {
        options.append(first)
        rest = rest.dropFirst()
      } else if valued.contains(first), rest.count > 1 {
        options += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else {
        break
      }
    }
    return options
  }
}
