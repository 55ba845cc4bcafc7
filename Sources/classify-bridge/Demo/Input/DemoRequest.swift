// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// What a demonstration is about: documents, rules, and the pages to read.
struct DemoRequest: Sendable {
  /// The documents.
  var documents: [DemoDocument]
  /// The rules.
  var rules: [Rule]
  /// The pages to read of each document.
  var selection: PageSelection
  /// What was noted when rules and pages were read.
  var notes: [DemoNote] = []
}

/// A note of the ledger, and what it is a note on.
struct DemoNote: Sendable, Hashable {
  /// What was read or written.
  enum Subject: String, Sendable, Hashable {
    /// The file with the rules.
    case rules
    /// The pages that were asked for.
    case pages
    /// The body for v1.
    case v1
    /// The bodies for v2.
    case v2
  }

  let subject: Subject
  let note: Note
}
