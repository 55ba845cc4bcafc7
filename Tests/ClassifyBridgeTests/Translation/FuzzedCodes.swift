// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Which notes the fuzzed trips must meet, each kind of value at least once.
enum FuzzedCodes {
  static let v1Records: Set<NoteCode> = []
  static let v2Records: Set<NoteCode> = []
  static let v2Groups: Set<NoteCode> = []
  static let v1Requests: Set<NoteCode> = []
  static let v2Requests: Set<NoteCode> = []

  /// Both versions mean the same in the same words: there is nothing to note.
  static let withoutEffect: Set<NoteCode> = [
    .statusPending, .statusSucceeded, .statusFailed, .statusCancelled, .statusGroup, .rulesSame,
    .modeFast, .pageLimitSame, .pageLimitUnlimited, .pagesSame, .languageSame, .resultSame,
  ]
  /// Queries are answered by the backends.
  static let ofQueries: Set<NoteCode> = [.queryOnClient, .queryConfiguration]
  /// JSON has each name once, so only a request made in code can repeat a header.
  static let ofHeaders: Set<NoteCode> = [.webhookHeaderRepeated]
}
