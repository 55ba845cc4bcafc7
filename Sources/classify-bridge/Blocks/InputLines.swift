// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// What the lines of an input are.
enum InputLines: Sendable {
  /// Records with page selections.
  case records
  /// Page selections.
  case selections
  /// Stored records to convert; an array or a page of them is split into lines before.
  case storedRecords
}

extension LineBlock {
  /// Checks the encoding and the format of a file in its first block.
  ///
  /// - Parameters:
  ///   - name: The name of the file, for messages.
  ///   - lines: What the lines of the file must be.
  /// - Returns: The block, without a byte order mark at the beginning of the file.
  /// - Throws: ``CommandFailure`` if the file is in UTF-16 or compressed, or its first line shows
  ///   that it is JSON over several lines or CSV.
  func checked(name: String, lines: InputLines) throws(CommandFailure) -> LineBlock {
    guard line == 0 else { return self }
    let block = try LineBlock(bytes: TextEncoding.utf8(bytes, name: name), firstLine: 1)
    try block.checkFormat(name: name, lines: lines)
    return block
  }

  /// Checks the format of a file in its first block.
  ///
  /// - Throws: ``CommandFailure`` if its first line shows that it has no such lines.
  func checkFormat(name: String, lines: InputLines) throws(CommandFailure) {
    guard let first = firstText, let advice = lines.advice(onFirstLine: first) else { return }
    throw CommandFailure("\(name) is \(advice)")
  }

  /// The beginning of the first line that is not blank.
  private var firstText: String? {
    var rest = self
    while let line = rest.next() {
      guard !bytes.span.extracting(line).isBlankLine else { continue }
      return String(decoding: bytes[line].prefix(1 << 10), as: UTF8.self)
    }
    return nil
  }
}

extension InputLines {
  /// Returns what an input is instead of such lines, and what to do; `nil` if it can be such lines.
  fileprivate func advice(onFirstLine line: String) -> String? {
    // A line of brackets alone is neither a record nor a selection.
    if self != .storedRecords, let match = line.wholeMatch(of: #/\s*([\[{])[\[{\s]*/#) {
      return match.1 == "[" ? adviceOnArray : adviceOnObject
    }
    // Two names or more, without spaces: a heading.
    let heading = #/\s*"?[A-Za-z_][\w.\-]*"?(?:[,;\t]\s*"?[A-Za-z_][\w.\-]*"?)+\s*/#
    return line.wholeMatch(of: heading) == nil ? nil : adviceOnCSV
  }

  private var adviceOnArray: String {
    switch self {
    case .records, .storedRecords:
      "an array in formatted JSON; write each record on one line with jq -c '.[]'"
    case .selections:
      "an array in formatted JSON; write each selection on one line with jq -c ., or with "
        + "jq -rc '.[]' if the array has several"
    }
  }

  private var adviceOnObject: String {
    switch self {
    case .records, .storedRecords: "formatted JSON; write each record on one line with jq -c ."
    case .selections:
      "formatted JSON; write the selections alone, one per line, such as with "
        + "jq -rc .parsing_configuration.target_pages"
    }
  }

  private var adviceOnCSV: String {
    switch self {
    case .records:
      "CSV; write each row as a JSON object on one line, such as {\"v1\": [0, 2]} or "
        + "{\"v2\": \"1,3\"}"
    case .storedRecords:
      "CSV; write each record as a JSON object on one line, such as the column with its JSON alone"
    case .selections:
      "CSV; write the column of the selections alone, one per line, without heading and quotes"
    }
  }
}
