// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel

/// Verdicts as comma-separated values (RFC 4180), but with U+000A at the end of a line.
struct PageTable {
  /// Tells whether each row begins with the name of its file.
  let namesFiles: Bool

  private static let columns = [
    "line", "id", "ok", "v1", "v2", "count", "notes", "code", "field", "start", "end", "message",
    "onlyInV1", "onlyInV2", "hint",
  ]

  /// The names of the columns.
  var header: String { row((namesFiles ? ["file"] : []) + Self.columns) }

  /// Returns the row of a verdict.
  ///
  /// - Parameters:
  ///   - verdict: What was found.
  ///   - source: The line, from which the id is taken: a text without quotes, anything else as JSON.
  ///   - file: The name of the file.
  /// - Returns: A line.
  func render(_ verdict: PageRecordVerdict, source: [UInt8], file: String?) -> String {
    let id = verdict.id.map { Self.text(of: Array(source[$0])) } ?? ""
    let begin = (namesFiles ? [file ?? ""] : []) + [String(verdict.line), id]
    switch verdict.outcome {
    case .success(let record):
      let indices = record.selection.pages.flatMap { try? $0.indices(limit: .max) }
      return row(
        begin + [
          "true", indices.map { $0.jsonText() } ?? "null",
          record.selection.pages?.rangeString ?? "null",
          record.count.map { String($0) } ?? "",
          record.noteCodes.map(\.rawValue).joined(separator: " "),
        ] + Array(repeating: "", count: 8))
    case .failure(let fault):
      let mismatch: PageMismatch? =
        if case .mismatch(let mismatch) = fault { mismatch } else { nil }
      return row(
        begin + ["false", "", "", "", "", fault.code, fault.field?.rawValue ?? ""] + [
          fault.location.map { String($0.lowerBound) } ?? "",
          fault.location.map { String($0.upperBound) } ?? "", fault.message,
          mismatch?.onlyInV1?.rangeString ?? "", mismatch?.onlyInV2?.rangeString ?? "",
          mismatch?.hint?.rawValue ?? "",
        ])
    }
  }

  private static func text(of id: [UInt8]) -> String {
    (try? String(json: id)) ?? String(decoding: id, as: UTF8.self)
  }

  private func row(_ cells: [String]) -> String {
    cells.map(Self.escaped).joined(separator: ",") + "\n"
  }

  private static func escaped(_ cell: String) -> String {
    let isPlain = cell.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte >= 0x20
    }
    guard !isPlain else { return cell }
    let doubled = cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"\(doubled)\""
  }
}
