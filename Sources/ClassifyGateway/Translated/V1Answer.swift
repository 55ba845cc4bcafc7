// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyMigration
import ClassifyModel

/// The answer to a request for an endpoint of v1, and what happened on the way.
struct V1Answer: Sendable {
  /// The response to the client.
  var response: HTTPResponse
  /// The notes of all translations.
  var notes: [Note] = []
  /// What the service returned and this version does not know; without secrets.
  var unknowns: [DriftFinding] = []
  /// Why the service did not serve the request; `nil` if it did, or was not asked.
  var upstreamError: ClassifyError.Code?
}

extension V1Answer {
  /// The header field with the codes of the notes.
  static let notesFieldName = "Classify-Bridge-Notes"

  /// The codes of the notes, each once and in alphabetical order, separated by `, `.
  static func notesValue(_ notes: [Note]) -> String {
    Set(notes.map(\.code.rawValue)).sorted().joined(separator: ", ")
  }
}
#endif
