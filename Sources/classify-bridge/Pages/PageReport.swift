// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel

/// What is to be said of a verdict, for a person.
struct PageReport {
  let terminal: Terminal

  /// Returns the lines that tell a fault or notes, or `nil` if there is nothing to tell.
  ///
  /// - Parameters:
  ///   - verdict: What was found.
  ///   - source: The text that was judged.
  ///   - place: Where it is, such as `line 3`.
  /// - Returns: Lines no wider than the terminal, as far as words allow.
  func render(_ verdict: PageRecordVerdict, source: PageSource, place: String) -> [String]? {
    switch verdict.outcome {
    case .success(let record): notes(record, place: place)
    case .failure(let fault): self.fault(fault, source: source, place: place)
    }
  }

  private func fault(_ fault: PageRecordFault, source: PageSource, place: String) -> [String] {
    var lines = wrap("\(place): \(fault.message) (\(fault.code))")
    lines[0] = styled(lines[0], place: place, .red)
    if let (label, excerpt) = source.excerpt(of: fault) {
      lines += excerpt.render(label: "  \(label)  ", terminal: terminal)
    }
    if case .mismatch(let mismatch) = fault {
      lines += selection("only v1", mismatch.onlyInV1) + selection("only v2", mismatch.onlyInV2)
    }
    return lines
  }

  private func notes(_ record: PageRecord, place: String) -> [String]? {
    let codes = record.noteCodes.map(\.rawValue)
    guard !codes.isEmpty else { return nil }
    let pages = cut(record.selection.description, to: terminal.width / 2)
    var lines = wrap("\(place): read as \(pages) (\(codes.joined(separator: ", ")))")
    lines[0] = styled(lines[0], place: place, .yellow)
    return lines
  }

  private func selection(_ label: String, _ pages: PageSet?) -> [String] {
    guard let pages else { return [] }
    return ["  \(label)  " + cut(pages.rangeString, to: terminal.width - label.count - 4)]
  }

  private func wrap(_ text: String) -> [String] {
    // Messages quote the input, which may have anything in it.
    let harmless = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    return TextLayout.wrap(harmless, width: terminal.width, rest: "  ")
  }

  private func styled(_ line: String, place: String, _ style: TextStyle) -> String {
    guard line.hasPrefix(place) else { return line }
    return terminal.styled(place, style) + line.dropFirst(place.count)
  }

  private func cut(_ text: String, to width: Int) -> String {
    let width = max(8, width)
    return text.utf8.count <= width ? text : text.prefix(width - 1) + "…"
  }
}
