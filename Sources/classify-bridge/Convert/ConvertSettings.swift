// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyBridge

/// What `convert` is to do.
struct ConvertSettings: Sendable {
  var options: ArchiveOptions
  /// The input files; `-` is standard input.
  var files: [String]
  /// The path of the converted records; `nil` for stdout.
  var output: String?
  /// The paths of the files of rejected lines and of notes, if there are any.
  var rejects: String?
  var notes: String?
  /// Whether to go on behind the last whole record of an interrupted run.
  var resumes = false
  var maximumRecordBytes = RecordSplitter.defaultMaximumLineBytes
  /// The number of blocks that are converted at once.
  var jobs = System.processorCount
  /// Whether only errors and rejected records are printed.
  var isQuiet = false
  var printsSummary = false

  /// Whether rejected lines and notes have the name of their file.
  var namesFiles: Bool { files.count > 1 }

  /// The options that a resumed run must have in common with the interrupted one, by their names.
  var fixedOptions: [String: String] {
    [
      "--to": options.target.rawValue,
      "--kind": options.kind?.rawValue ?? "",
      "--policy": options.policy.rawValue,
      "--dialect": options.dialect.rawValue,
      "--languages": options.languages.rawValue,
      "--file-identifiers": options.fileIdentifiers.rawValue,
      "--expansion-limit": String(options.expansionLimit),
      "--keep-unplaced": options.keepsUnplaced ? "given" : "",
      // Else its codes would be those of the last run only.
      "--summary": printsSummary ? "given" : "",
      "--max-record-size": String(maximumRecordBytes),
      "--rejects": rejects.map(SystemText.displayed) ?? "",
      "--notes": notes.map(SystemText.displayed) ?? "",
    ]
  }
}
