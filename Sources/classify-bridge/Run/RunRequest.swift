// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The classification request of a run, without a document.
struct RunRequest: Sendable {
  /// The API version to use.
  let version: APIVersion
  let rules: [Rule]
  /// The mode; `nil` for the service's default.
  let mode: ClassifyMode?
  let parsing: ParsingOptions
  /// The translator to v2, whose policy holds for v1, too.
  let translator: V2Translator

  /// The ID in requests that are not sent: it stands for any file.
  static let anyFileID = "any-file"

  /// Returns the request for an uploaded file.
  ///
  /// - Parameter fileID: The file's ID, with or without `dfl-`.
  /// - Returns: The request, with the ID in the form that the version uses.
  func request(for fileID: String) -> ClassifyRequest {
    let id = version == .v1 ? FileID.bare(fileID) : fileID
    return ClassifyRequest(documents: [.file(id)], rules: rules, mode: mode, parsing: parsing)
  }

  /// Checks that the version supports the request, before any file is uploaded.
  ///
  /// - Parameter log: Gets the notes of a refusal.
  /// - Returns: The notes of the translation.
  /// - Throws: ``CommandFailure`` with every reason if it does not.
  @discardableResult
  func check(_ log: NoteLog) throws(CommandFailure) -> [Note] {
    let request = request(for: Self.anyFileID)
    do throws(TranslationRefusal) {
      switch version {
      case .v1:
        return try V1Translator(policy: translator.policy).params(from: request).notes
      case .v2: return try translator.params(from: request) { _ in nil }.notes
      }
    } catch {
      log.add(error)
      log.writeMessage()
      throw RefusalText.failure(error)
    }
  }
}
