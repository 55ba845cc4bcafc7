// SPDX-License-Identifier: Apache-2.0

/// The text of `classifyV2.ts`, and of `classifyV2.mjs` and `classifyV2.cjs` without types.
///
/// The types have the marks of ``ShimTemplate``.
enum TypeScriptShim {
  /// The package of the SDK.
  private static let package = "@llamaindex/llama-cloud"

  /// Returns the text with the parts that sites use, and what these need.
  static func text(
    _ parts: Set<FileDraft.Shim.Part>, _ kind: FileDraft.Shim.Kind
  ) -> String {
    let isTyped = kind == .typeScript
    let isServices = parts.contains(.services)
    var sections = [parsing]
    if isTyped { sections.append(models) }
    sections.append(classifier)
    if isServices { sections.append(services) }
    let body = ShimTemplate.text(sections.joined(separator: "\n\n"), first: isTyped)
    let head = [header, imports(isServices: isServices, kind)]
    let text = (head.filter { !$0.isEmpty } + [body]).joined(separator: "\n\n") + "\n"
    return kind == .commonJS ? commonJS(text) : text
  }

  private static func imports(
    isServices: Bool, _ kind: FileDraft.Shim.Kind
  ) -> String {
    var lines: [String] = []
    if isServices {
      lines.append(#"import { readFile } from "node:fs/promises";"#)
      lines.append(#"import { basename } from "node:path";"#)
      lines.append(#"import LlamaCloud from "\#(package)";"#)
    } else if kind == .typeScript {
      lines.append(#"import type LlamaCloud from "\#(package)";"#)
    }
    return lines.joined(separator: "\n")
  }

  /// Returns an ECMAScript module as a CommonJS module.
  private static func commonJS(_ module: String) -> String {
    var names: [Substring] = []
    let lines = module.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("import ") {
        let words = line.split(separator: " from ")
        return "const\(words[0].dropFirst(6)) = require(\(words[1].dropLast()));"
      }
      guard line.hasPrefix("export ") else { return String(line) }
      let declaration = line.dropFirst(7)
      let words = declaration.split { " (".contains($0) }
      names.append(words[1])
      return String(declaration)
    }
    return lines.joined(separator: "\n") + "\nmodule.exports = { "
      + names.joined(separator: ", ") + " };\n"
  }
}
