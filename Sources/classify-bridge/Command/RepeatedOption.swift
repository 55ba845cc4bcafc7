// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Options with one value that are given more than once: all but the last value would be lost.
enum RepeatedOption {
  /// Checks that no option with one value is repeated.
  ///
  /// - Parameters:
  ///   - arguments: The arguments, which `command` was parsed from.
  ///   - command: The command.
  /// - Throws: `ValidationError` with the first such option.
  static func check(_ arguments: [String], of command: any ParsableCommand) throws {
    let arguments = arguments.prefix { $0 != "--" }
    // Describing the options takes longer than parsing them.
    let names = arguments.compactMap(name(of:))
    guard Set(names).count < names.count else { return }
    let options = try options(of: type(of: command))
    var given: Set<String> = []
    var isValue = false
    for argument in arguments {
      guard !isValue, let name = Self.name(of: argument), let takesOne = options[name] else {
        isValue = false
        continue
      }
      isValue = name == argument
      guard given.insert(name).inserted || !takesOne else {
        throw ValidationError("\(name) takes one value and is given more than once: give it once.")
      }
    }
  }

  /// Returns the name in an argument such as `--format` or `--format=json`; `nil` if it has none.
  private static func name(of argument: String) -> String? {
    argument.hasPrefix("--") ? String(argument.prefix { $0 != "=" }) : nil
  }

  /// Returns the names of the options with a value, and whether each takes just one.
  private static func options(
    of command: any ParsableCommand.Type
  ) throws(JSONError) -> [String: Bool] {
    let help = try JSONValue(json: command._dumpHelp())
    var options: [String: Bool] = [:]
    for argument in help["command"]?["arguments"]?.array ?? []
    where argument["kind"]?.string == "option" {
      for name in argument["names"]?.array ?? [] {
        guard let text = name["name"]?.string else { continue }
        options["--\(text)"] = argument["isRepeating"] == .bool(false)
      }
    }
    return options
  }
}
#endif
