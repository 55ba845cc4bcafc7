// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The classification request of a run, without a document.
struct RunRequest: Sendable {
  /// The API version to use.
  let version: APIVersion
  let rules: [Rule]
  let parsing: ParsingOptions

  /// The ID in requests that are not sent: it stands for any file.
  static let anyFileID = "any-file"

  /// Returns the request for an uploaded file.
  ///
  /// - Parameter fileID: The file's ID, with or without `dfl-`.
  /// - Returns: The request, with the ID in the form that the version uses.
  func request(for fileID: String) -> ClassifyRequest {
    let id = version == .v1 ? FileID.bare(fileID) : fileID
    return ClassifyRequest(documents: [.file(id)], rules: rules, parsing: parsing)
  }

  /// Checks that the version supports the request, before any file is uploaded.
  ///
  /// - Throws: ``CommandFailure`` with every reason if it does not.
  func check() throws {
    let request = request(for: Self.anyFileID)
    do {
      switch version {
      case .v1: _ = try V1Translator().params(from: request)
      case .v2: _ = try V2Translator().params(from: request) { _ in nil }
      }
    } catch let refusal {
      throw RefusalText.failure(refusal)
    }
  }
}
