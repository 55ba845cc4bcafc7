// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// A flag that names a member of a request's body.
struct BodyFlag {
  /// The flag as it is written, such as `--parsing-configuration.max-pages`.
  let name: String
  /// The names of the members on the way, such as `parsing_configuration` and `max_pages`.
  let path: [String]

  /// Makes a flag.
  init(name: String, path: [String]) {
    self.name = name
    self.path = path
  }

  /// Makes a flag of a name without hyphens in front.
  ///
  /// - Parameters:
  ///   - name: The flag; its dots part members, its hyphens are underscores there.
  ///   - member: The first member, where it is not called as the flag, such as `file_ids`.
  init(_ name: String, member: String? = nil) {
    self.name = "--\(name)"
    var path = name.split(separator: ".").map { $0.split(separator: "-").joined(separator: "_") }
    if let member { path[0] = member }
    self.path = path
  }

  /// Reads a value; `@file` is the value that the file has, and within a value the file's text.
  ///
  /// - Throws: `ValidationError` that names the flag.
  func value(of text: String) throws -> JSONValue {
    do {
      if text.hasPrefix("@") { return try ValueText.read(try FileReference.text(of: text)) }
      return try FileReference.value(of: try ValueText.read(text))
    } catch let error as ValueError {
      throw ValidationError(
        """
        \(name) is neither JSON nor YAML: \(error)
          \(PlainText.shortened(PlainText.printable(text), to: 72))
        """)
    }
  }
}
#endif
