// SPDX-License-Identifier: Apache-2.0

/// A code cell of a notebook.
struct NotebookCell: Sendable {
  /// What the code of a cell is.
  enum Content: Sendable, Hashable {
    /// Python, which all cells of the notebook share.
    case shared
    /// Code of its own: a shell script of `%%bash`, a file of `%%writefile`.
    case separate(Language)
    /// Another language.
    case foreign
  }

  /// The strings of the source with their quotes: one for each line, or one for all.
  let pieces: [ByteRange]

  /// What stands between two strings, such as `,` and an indented new line; nil if the source is
  /// one string.
  let separator: String?

  /// The source, with every escape as a segment.
  let code: EmbeddedText

  /// Creates a cell; nil if the source is no text.
  init?(source: MarkedValue, in text: SourceText) {
    switch source.content {
    case .text:
      pieces = [source.range]
      separator = nil
    case .list(let values):
      let ranges = values.compactMap { value in
        if case .text = value.content { value.range } else { nil }
      }
      guard ranges.count == values.count, let first = ranges.first else { return nil }
      pieces = ranges
      separator = "," + text[source.range.lowerBound + 1..<first.lowerBound]
    default: return nil
    }
    var reader = JSONSegmentReader(text)
    for piece in pieces { reader.read(piece) }
    code = reader.embeddedText
  }

  /// What the first line says that the code is.
  var content: Content {
    let lines = code.text[code.text.range].split(whereSeparator: \.isNewline)
    guard let first = lines.first, first.hasPrefix("%%") else { return .shared }
    let words = first.dropFirst(2).split(separator: " ").map(String.init)
    switch words.first {
    case "time", "timeit", "capture", "prun", "python", "python3": return .shared
    case "bash", "sh", "zsh", "ksh": return .separate(.shell)
    case "script" where words.dropFirst().first.map { ["bash", "sh", "zsh"].contains($0) } == true:
      return .separate(.shell)
    case "writefile", "file":
      let language = words.last.flatMap { Language(fileName: $0) }
      return language == .python || language == .shell
        ? language.map(Content.separate) ?? .foreign
        : .foreign
    default: return .foreign
    }
  }

  /// The bytes of the source with its quotes.
  var range: ByteRange {
    (pieces.first?.lowerBound ?? 0)..<(pieces.last?.upperBound ?? 0)
  }

  /// Returns the edit that puts text into the cell.
  ///
  /// Lines of their own stay strings of their own, and a line that vanishes takes its string along.
  ///
  /// - Parameters:
  ///   - text: The new text of the cell's language.
  ///   - range: The replaced bytes of the notebook, inside the quotes.
  /// - Returns: An edit of the notebook.
  func edit(_ text: String, at range: ByteRange) -> Edit {
    guard let separator else { return Edit(range, JSONSegmentReader.escaped(text)) }
    if text.isEmpty, let whole = wholePieces(range) { return .delete(whole) }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(JSONSegmentReader.escaped)
    let endsPiece = pieces.contains { $0.upperBound - 1 == range.upperBound }
    if endsPiece, lines.count > 1, lines.last?.isEmpty == true {
      lines.removeLast()
      lines[lines.count - 1] += "\\n"
    }
    return Edit(range, lines.joined(separator: "\\n\"\(separator)\""))
  }

  /// The bytes of whole strings and the comma beside them, if a range covers their text and others
  /// remain.
  private func wholePieces(_ range: ByteRange) -> ByteRange? {
    guard !range.isEmpty,
      let first = pieces.firstIndex(where: { $0.lowerBound + 1 == range.lowerBound }),
      let last = pieces.firstIndex(where: { $0.upperBound - 1 == range.upperBound })
    else { return nil }
    if last + 1 < pieces.count { return pieces[first].lowerBound..<pieces[last + 1].lowerBound }
    return first > 0 ? pieces[first - 1].upperBound..<pieces[last].upperBound : nil
  }
}
