// SPDX-License-Identifier: Apache-2.0

/// The code of a Jupyter notebook.
struct Notebook: Sendable {
  /// Code that is read as one file, and the cells it comes from.
  struct Part: Sendable {
    var language: Language
    var cells: [NotebookCell]
    var code: EmbeddedText
  }

  /// The cells that share names first, then those with code of their own.
  private(set) var parts: [Part] = []

  /// The cells of text.
  private(set) var documentation: [NotebookCell] = []

  /// The Python cells that can't be read, with the reason.
  private(set) var unreadable: [(cell: NotebookCell, fault: SyntaxFault)] = []

  static let frontEnd = PythonFrontEnd(allowsMagic: true)

  /// Creates a notebook; nil if the file is none, or none of Python.
  init?(_ text: SourceText) {
    guard let root = try? MarkedValue.json(text), Self.isPython(root) else { return nil }
    var shared: [NotebookCell] = []
    documentation = Self.cells("markdown", root, text)
    for cell in Self.cells("code", root, text) {
      switch cell.content {
      case .shared:
        do throws(SyntaxFault) {
          _ = try Self.frontEnd.tokens(of: cell.code.text)
          shared.append(cell)
        } catch {
          unreadable.append((cell, error))
        }
      case .separate(let language):
        parts.append(Part(language: language, cells: [cell], code: cell.code))
      case .foreign: continue
      }
    }
    if !shared.isEmpty {
      parts.insert(
        Part(language: .python, cells: shared, code: EmbeddedText(joining: shared.map(\.code))),
        at: 0)
    }
  }

  private static func isPython(_ root: MarkedValue) -> Bool {
    let metadata = root["metadata"]
    let names = [
      metadata?["language_info"]?["name"], metadata?["kernelspec"]?["language"],
    ]
    return names.allSatisfy { name in
      guard case .text(let name) = name?.content else { return true }
      return name.lowercased().hasPrefix("python") || name.lowercased() == "ipython"
    }
  }

  /// The cells of a type, of format 4 or, in work sheets, of format 3.
  private static func cells(
    _ type: String, _ root: MarkedValue, _ text: SourceText
  ) -> [NotebookCell] {
    let sheets = [root] + (root["worksheets"]?.elements ?? [])
    return sheets.flatMap { $0["cells"]?.elements ?? [] }.compactMap { cell in
      guard case .text(type) = cell["cell_type"]?.content,
        let source = cell["source"] ?? cell["input"]
      else { return nil }
      return NotebookCell(source: source, in: text)
    }
  }
}

extension MarkedValue {
  fileprivate var elements: [MarkedValue]? {
    if case .list(let values) = content { values } else { nil }
  }
}

extension EmbeddedText {
  /// Puts texts below each other; the line breaks between them are in no file.
  fileprivate init(joining texts: [EmbeddedText]) {
    var joined = ""
    var segments: [Segment] = []
    for text in texts {
      let start = joined.utf8.count
      segments += text.segments.map { segment in
        var moved = segment
        moved.inner = segment.inner.lowerBound + start..<segment.inner.upperBound + start
        return moved
      }
      joined += text.text[text.text.range]
      if !joined.hasSuffix("\n") {
        segments.append(
          Segment(inner: joined.utf8.count..<joined.utf8.count + 1, outer: 0..<0, isVerbatim: false)
        )
        joined += "\n"
      }
    }
    self.init(
      text: SourceText(joined), segments: segments, encode: { JSONSegmentReader.escaped($0) })
  }
}
