// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// What a demonstration found: everything that is shown of it.
struct DemoReport: Sendable {
  /// The rules that both versions were given.
  let rules: [Rule]
  /// The pages that both versions were to read.
  let selection: PageSelection
  /// What was sent to v1, and how far it came.
  let v1: DemoTraffic
  /// What was sent to v2, and how far it came.
  let v2: DemoTraffic
  /// What became of the documents.
  let documents: [DemoComparison]
  /// The ledger.
  let notes: [DemoNote]
  /// What the mistake of one page does; `nil` where all pages are read.
  let offByOne: OffByOne?

  /// Tells whether both versions found the same of every document.
  var agrees: Bool { documents.allSatisfy(\.agrees) }
  /// The documents that one version or both could not classify.
  var failures: [DemoComparison] { documents.filter { !$0.isClassified } }
}

/// What went to one version.
struct DemoTraffic: Sendable {
  /// The endpoint that creates jobs, such as `POST /api/v2/classify`.
  let endpoint: String
  /// The bodies that went there, one for each job.
  let bodies: [JSONValue]
  /// The last statuses of the jobs, in the words of the version.
  let statuses: [String]
}

/// What both versions found out about a document.
struct DemoComparison: Sendable {
  let document: DemoDocument
  let v1: DocumentOutcome
  let v2: DocumentOutcome

  /// Tells whether both came to the same end, with the same type if there is one.
  var agrees: Bool {
    switch (v1, v2) {
    case (.classified(let first), .classified(let second)): first.type == second.type
    case (.unmatched, .unmatched), (.failed, .failed): true
    case (.cancelled, .cancelled), (.waiting, .waiting): true
    case (.classified, _), (.unmatched, _), (.failed, _), (.cancelled, _), (.waiting, _): false
    }
  }

  /// Tells whether both have a classification, be it that no rule fits.
  var isClassified: Bool { v1.classification != nil && v2.classification != nil }
}
