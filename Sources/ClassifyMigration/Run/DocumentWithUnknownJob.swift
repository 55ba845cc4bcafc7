// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A document for which a job may exist whose ID is unknown, since the response to its creation was
/// lost and the version has no idempotency keys.
struct DocumentWithUnknownJob: Sendable {
  /// The document, as of before its jobs.
  let assignment: DocumentComparison.Assignment
  /// The intents to create these jobs.
  let intents: [ResultLogLine.Intent]
  /// The result if no such job exists.
  let result: ComparisonResult

  fileprivate var name: DocumentName { DocumentName(assignment.document.name) }

  /// What a log with these intents, and without a result, says about the document.
  fileprivate var known: ResultHistory.Unfinished {
    var known = assignment.known
    for intent in intents { known.intents[intent.role] = intent }
    known.kept = result.document.sides
    for intent in intents { known.kept[intent.role] = nil }
    return known
  }
}

extension DocumentComparison {
  /// Looks for the jobs that may exist, and finishes their documents: with the job if there is one,
  /// else with the error of its creation.
  ///
  /// A document for which that stays unknown has no result.
  ///
  /// - Parameter documents: The documents.
  /// - Returns: How that ended.
  /// - Throws: Errors that end the run, and those of the search; the documents are then not finished.
  func endings(of documents: [DocumentWithUnknownJob]) async throws -> [Ending] {
    let recovery = try await recoverJobs(
      of: Dictionary(documents.map { ($0.name, $0.known) }) { first, _ in first })
    var endings: [Ending] = []
    for document in documents {
      guard recovery.doubts[document.name] == nil else {
        endings.append(.unfinished)
        continue
      }
      let roles = document.intents.map(\.role)
      guard var found = recovery.documents[document.name],
        roles.contains(where: { found.jobs[$0] != nil })
      else {
        try await results.write(document.result)
        endings.append(.finished(document.result))
        continue
      }
      for role in roles where found.jobs[role] == nil {
        found.kept[role] = document.result.document.sides[role]
      }
      var assignment = document.assignment
      assignment.known = found
      assignment.drift = document.result.drift
      endings.append(try await ending(of: assignment))
    }
    return endings
  }
}
