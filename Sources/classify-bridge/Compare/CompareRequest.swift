// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The request for each document of a comparison: the same rules, mode, pages and limits on both
/// versions, although their defaults differ.
struct CompareRequest: Sendable {
  /// The requests of v1.
  let v1: RunRequest
  /// The requests of v2.
  let v2: RunRequest

  /// Creates the requests.
  ///
  /// - Parameters:
  ///   - rules: The rules.
  ///   - mode: The mode; `nil` for the default of both versions, FAST, which is written explicitly.
  ///   - parsing: The parsing options, which are written explicitly in both versions.
  ///   - translator: The translator to v2, whose policy holds for v1, too.
  /// - Throws: ``CommandFailure`` for a mode that only v1 has.
  init(
    rules: [Rule], mode: ClassifyMode?, parsing: ParsingOptions, translator: V2Translator
  ) throws(CommandFailure) {
    guard mode == nil || mode == .fast else {
      throw CommandFailure(
        "v2 has no mode \(mode.map { PlainText.printable("\($0)") } ?? ""), so there is nothing to "
          + "compare with: multimodal reads images of the pages, and FAST their text. Set the mode "
          + "to FAST to compare the versions in it; documents that need multimodal have to stay on v1."
      )
    }
    v1 = RunRequest(
      version: .v1, rules: rules, mode: .fast, parsing: parsing, translator: translator)
    v2 = RunRequest(
      version: .v2, rules: rules, mode: .fast, parsing: parsing, translator: translator)
  }

  /// Checks that both versions support the request, before anything is sent.
  ///
  /// - Parameter log: Gets the notes of both translations.
  /// - Throws: ``CommandFailure`` with every reason if one does not.
  func check(_ log: NoteLog) throws(CommandFailure) {
    for request in [v1, v2] {
      log.add(try request.check(log), in: "request to \(request.version.rawValue)")
    }
  }

  /// The settings of both versions, without a document.
  var template: ClassifyRequest {
    ClassifyRequest(documents: [], rules: v2.rules, mode: v2.mode, parsing: v2.parsing)
  }

  /// Returns the references of an uploaded file, in the form that each version uses.
  ///
  /// - Parameter fileID: The file's ID, with or without `dfl-`.
  /// - Returns: The references.
  func references(to fileID: String) -> ComparisonRun.Document.References {
    ComparisonRun.Document.References(
      v1: .file(FileID.bare(fileID)), v2: .file(fileID))
  }

  /// The maximum number of pages that are read of a document; `nil` if it is not limited.
  var maximumPageCount: Int? {
    [v2.parsing.pageLimit.count, v2.parsing.pages.pages?.count].compactMap(\.self).min()
  }
}
