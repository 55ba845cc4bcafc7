// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The file of `--report`, which replaces an earlier report and nothing else.
///
/// Only its owner can read a new file, since it has reasonings and errors of the service.
struct ReportFile: Sendable {
  /// The path; see ``SystemText``.
  let path: String

  /// Checks the path before anything is sent, since a run that can't keep its report is wasted.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be written or read, or has something other than a
  ///   report.
  init(path: String) throws {
    self.path = path
    let name = PlainText.printable(path)
    guard !System.isFolder(path) else {
      throw CommandFailure("--report names \(name), a folder; add the name of a file")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard System.isFolder(folder) else {
      throw CommandFailure(
        "can't write \(name): there is no folder \(PlainText.printable(folder)); create it first")
    }
    try checkContents()
  }

  /// Checks that the file does not exist, is empty, or has a report.
  private func checkContents() throws {
    guard System.kind(ofFileAt: path) == .regular else { return }
    let start = try Self.start
    var found: [UInt8] = []
    var input = try ByteInput(path: path)
    _ = try input.readChunk { chunk in
      found = chunk.withUnsafeBufferPointer { Array($0.prefix(start.count)) }
    }
    guard found.isEmpty || found == start else {
      throw CommandFailure(
        "--report names \(PlainText.printable(path)), which has something other than a report; "
          + "remove it, or choose another file")
    }
  }

  /// Writes the page of a report; the file is complete at any time.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be written, or has got something other than a
  ///   report meanwhile; `JSONError` if the report is too large.
  func write(_ reportJSON: String, title: String) throws {
    let page = try ReportPage.html(
      reportJSON: Console.redactor.redacting(reportJSON), title: title,
      generated: Timestamp.Instant(milliseconds: WallClock.milliseconds()))
    try checkContents()
    try System.replaceFile(at: path, with: Array(page.utf8))
  }

  /// How each page begins, up to the hash of its style.
  private static var start: [UInt8] {
    get throws(JSONError) {
      let page = try ReportPage.html(reportJSON: "{}", title: "")
      let end = page.firstRange(of: "sha256-")?.lowerBound ?? page.endIndex
      return Array(page[..<end].utf8)
    }
  }
}
