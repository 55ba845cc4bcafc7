// SPDX-License-Identifier: Apache-2.0

/// The text of `classify_v2.py`.
///
/// The synchronous and the asynchronous classes have one text, in which `‹a¦b›` stands for `a` in
/// an asynchronous class and for `b` in a synchronous one, and `‹a›` for `‹a¦›`.
enum PythonShim {
  /// Returns the text with the parts that sites use, and what these need.
  static func text(_ parts: Set<FileDraft.Shim.Part>) -> String {
    let flavors: [Bool] =
      (parts.contains(.asyncClassifier) ? [true] : [])
      + (parts.contains(.classifier) ? [false] : [])
    let isServices = parts.contains(.services)
    var sections = [parsing, models]
    if let flavor = flavors.first {
      sections.append(flavors.count > 1 ? bothEntries : ShimTemplate.text(entry, first: flavor))
    }
    for isAsync in flavors { sections.append(ShimTemplate.text(classifierClass, first: isAsync)) }
    let needsAsync = isServices || flavors.contains(true)
    for isAsync in (needsAsync ? [true] : []) + (flavors.contains(false) ? [false] : []) {
      sections.append(ShimTemplate.text(jobsClass, first: isAsync))
      sections.append(isAsync ? together : each)
    }
    sections.append(conversions)
    if isServices { sections.append(services) }
    let body = sections.joined(separator: "\n\n\n")
    return [header, imports(for: body), body].joined(separator: "\n\n") + "\n"
  }

  private static let header = """
    \"""The calls and results of LlamaCloud Classify v1, served by v2.

    A v2 job classifies one file. A job of several files is several v2 jobs here, and its ID is
    their IDs, joined by commas.
    \"""

    from __future__ import annotations
    """

  /// The maximum length of an import in one line; formatters leave longer ones alone as a list.
  private static let maximumLength = 84

  /// Returns the import statements for the names that a text uses.
  private static func imports(for body: String) -> String {
    let words = Set(body.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    var groups: [String] = []
    for group in modules {
      let lines = group.compactMap { module, names in
        guard let names else { return words.contains(Substring(module)) ? "import \(module)" : nil }
        let used = names.filter { words.contains($0.split(separator: " ").last ?? "") }
        let line = "from \(module) import \(used.joined(separator: ", "))"
        guard line.count > Self.maximumLength else { return used.isEmpty ? nil : line }
        return "from \(module) import (\n" + used.map { "    \($0),\n" }.joined() + ")"
      }
      if !lines.isEmpty { groups.append(lines.joined(separator: "\n")) }
    }
    return groups.joined(separator: "\n\n")
  }

  /// The modules in the order of their imports, with the names to take from them.
  private static let modules: [[(module: String, names: [String]?)]] = [
    [
      ("asyncio", nil), ("contextlib", nil), ("logging", nil), ("os", nil), ("time", nil),
      ("concurrent.futures", ["ThreadPoolExecutor"]), ("datetime", ["datetime"]),
      ("enum", ["Enum"]), ("pathlib", ["Path"]),
      ("typing", ["Any", "Dict", "Iterable", "List", "Optional", "TypedDict", "cast", "overload"]),
    ],
    [
      (
        "llama_cloud",
        [
          "APIError", "AsyncLlamaCloud", "BaseModel", "LlamaCloud", "PollingError",
          "PollingTimeoutError",
        ]
      ),
      ("llama_cloud.types", ["ClassifyResult"]),
      ("llama_cloud.types.classify_configuration", ["Rule as ClassifierRule"]),
      (
        "llama_cloud.types.classify_configuration_param",
        ["ParsingConfiguration"]
      ),
    ],
  ]
}
