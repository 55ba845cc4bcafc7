// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Arguments that name a file but look like options.
enum DashedFile {
  /// Checks that no argument with a single hyphen names a file: its letters would be read as flags,
  /// and an `h` among them as a request for help.
  ///
  /// - Throws: `ValidationError` for the first one that does.
  static func check(_ arguments: [String]) throws {
    guard let hint = hint(in: arguments, where: { !$0.hasPrefix("--") }) else { return }
    throw ValidationError(hint)
  }

  /// Returns what to write instead of the first argument that looks like an option and names a file.
  ///
  /// - Parameters:
  ///   - arguments: The arguments; those after `--` are no options.
  ///   - isConsidered: Whether an argument that starts with a hyphen is considered.
  /// - Returns: The hint; `nil` if there is no such argument.
  static func hint(
    in arguments: [String], where isConsidered: (String) -> Bool = { _ in true }
  ) -> String? {
    let name = arguments.prefix { $0 != "--" }.first { argument in
      // Flags have two characters, and numbers can be negative.
      argument.hasPrefix("-") && argument.utf8.count > 2 && Double(argument) == nil
        && isConsidered(argument) && System.kind(ofFileAt: argument) != nil
    }
    guard let name else { return nil }
    let shown = PlainText.printable(SystemText.displayed(name))
    return "\(shown) looks like an option: write ./\(shown) or put -- before the files."
  }
}
#endif
