// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// What a run would do.
struct RunPlan {
  /// A file and the reason why it can't be read, if there is one.
  private let files: [(file: RunFile, fault: String?)]
  private let request: RunRequest

  /// Plans a run, and opens each file.
  init(_ files: [RunFile], _ request: RunRequest) {
    self.files = files.map { file -> (file: RunFile, fault: String?) in
      do throws(CommandFailure) {
        try file.checkReadable()
        return (file, nil)
      } catch {
        return (file, error.description)
      }
    }
    self.request = request
  }

  /// Whether every file can be read.
  var isPossible: Bool { files.allSatisfy { $0.fault == nil } }

  /// Returns a line or, on a narrow terminal, a list for each file, and lines about the jobs, the
  /// pages and the rules.
  func render(on terminal: Terminal) -> String {
    let rows = files.map { file, fault in
      let size = fault ?? Counted.text(System.size(ofFileAt: file.path) ?? 0, "byte")
      return [TextTable.Cell(file.name), TextTable.Cell(PlainText.printable(size))]
    }
    let count = files.count { $0.fault == nil }
    let table = TextTable(
      header: ["File", "Size"], rows: rows, minimumTitleWidth: RunText.minimumNameWidth
    ).render(width: RunText.width(of: terminal), indent: "", terminal: terminal)
    let types = request.rules.map { PlainText.printable($0.type) }.joined(separator: ", ")
    let totals = [
      "Uploads: \(count)",
      "Jobs: \(count) of \(request.version.rawValue), one for each upload",
      "Pages of each file: \(pages)",
      "Number of pages: unknown until the service parses the files",
      "Rules: \(types)",
    ]
    return (table + [""] + totals).map { $0 + "\n" }.joined()
  }

  private var pages: String {
    var parts: [String] = []
    if let pages = request.parsing.pages.pages {
      parts.append("\(pages.rangeString), numbered from 1")
    }
    if let count = request.parsing.pageLimit.count { parts.append("at most \(count)") }
    return parts.isEmpty ? "all" : parts.joined(separator: "; ")
  }
}
