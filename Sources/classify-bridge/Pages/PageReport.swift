// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel

/// Renders verdicts as text for people.
struct PageReport {
  let terminal: Terminal

  /// Returns the lines that describe a fault or notes, or `nil` if there is neither.
  ///
  /// - Parameters:
  ///   - verdict: The verdict.
  ///   - source: The validated text.
  ///   - place: The position of the text, such as `line 3`.
  ///   - advice: What to say of a fault instead of its message and location.
  /// - Returns: Lines that fit the terminal unless a word is wider.
  func render(
    _ verdict: PageRecordVerdict, source: PageSource, place: String, advice: String? = nil
  ) -> [String]? {
    switch verdict.outcome {
    case .success(let record):
      return notes(record, place: place)
    case .failure(let fault):
      let lines = heading("\(place): \(advice ?? fault.message) (\(fault.code))", place: place)
      return advice == nil
        ? lines + details(of: fault, source: source, selection: verdict.selection) : lines
    }
  }

  private func heading(_ text: String, place: String) -> [String] {
    var lines = wrap(text)
    lines[0] = styled(lines[0], place: place, .red)
    return lines
  }

  private func details(
    of fault: PageRecordFault, source: PageSource, selection range: Range<Int>?
  ) -> [String] {
    var lines: [String] = []
    if let (label, excerpt) = source.excerpt(of: fault, selection: range) {
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
    let pages = truncated(record.selection.description, to: terminal.width / 2)
    var lines = wrap("\(place): read as \(pages) (\(codes.joined(separator: ", ")))")
    lines[0] = styled(lines[0], place: place, .yellow)
    return lines
  }

  private func selection(_ label: String, _ pages: PageSet?) -> [String] {
    guard let pages else { return [] }
    return ["  \(label)  " + truncated(pages.openEndedText, to: terminal.width - label.count - 4)]
  }

  private func wrap(_ text: String) -> [String] {
    // Messages quote the input.
    TextLayout.wrap(PlainText.printable(text), width: terminal.width, rest: "  ")
  }

  private func styled(_ line: String, place: String, _ style: TextStyle) -> String {
    guard line.hasPrefix(place) else { return line }
    return terminal.styled(place, style) + line.dropFirst(place.count)
  }

  private func truncated(_ text: String, to width: Int) -> String {
    let width = max(8, width)
    guard DisplayWidth.columns(of: text) > width else { return text }
    return DisplayWidth.prefix(of: text, columns: width - 1) + "…"
  }
}

/// The validated text, in which a fault is located.
enum PageSource {
  /// A selection of pages.
  case selection([UInt8])
  /// A JSON text with the selections of v1 and v2.
  case record([UInt8])

  /// Returns the excerpt with the faulty token and its label.
  ///
  /// - Parameters:
  ///   - fault: The fault.
  ///   - selection: The byte offsets of the faulty selection.
  /// - Returns: The label and the excerpt; `nil` if the fault has no location.
  func excerpt(
    of fault: PageRecordFault, selection: Range<Int>?
  ) -> (label: String, excerpt: SourceExcerpt)? {
    guard let location = fault.location else { return nil }
    switch (self, fault.field) {
    case (.record(let text), .v1), (.selection(let text), .v1):
      return
        selection
        .flatMap { Self.element(location.lowerBound, of: Array(text[$0])) }
        .map { ("v1", $0) }
    case (.record(let line), .v2):
      return
        selection
        .flatMap { try? String(json: Array(line[$0])) }
        .map { ("v2", SourceExcerpt(text: Array($0.utf8), token: location)) }
    case (.selection(let text), .v2):
      return ("v2", SourceExcerpt(text: text, token: location))
    case (.record(let text), nil), (.selection(let text), nil):
      return ("at", SourceExcerpt(text: text, token: location))
    }
  }

  /// Returns an array with an element marked, or all of it if there is no such element.
  private static func element(_ position: Int, of array: [UInt8]) -> SourceExcerpt? {
    var found: Range<Int>?
    var next = 0
    guard var reader = try? JSONReader(array) else { return nil }
    try? reader.readArray { (reader) throws(JSONError) in
      let element = try reader.readRawValue()
      if next == position { found = element }
      next += 1
    }
    return SourceExcerpt(text: array, token: found ?? array.indices)
  }
}
