// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// What was found of one line of page records.
public struct PageRecordVerdict: Sendable, Hashable {
  /// The number of the line, counted from 1.
  public let line: Int
  /// Where in the line the JSON text of the member `id` is, if the record has one.
  public let id: Range<Int>?
  /// The record, or what is wrong with it.
  public let outcome: Result<PageRecord, PageRecordFault>

  /// Tells whether the line is a record without a fault.
  public var isValid: Bool {
    switch outcome {
    case .success: true
    case .failure: false
    }
  }
}

/// A record that selects pages without a fault.
public struct PageRecord: Sendable, Hashable {
  /// The selected pages: those of v1 and of v2, which are the same if it has both.
  public let selection: PageSelection
  /// The number of selected pages; `nil` for all pages of a document whose length is not known.
  public let count: Int?
  /// What was peculiar in v1.
  public let notesOnV1: [PageNote]
  /// What was peculiar in v2.
  public let notesOnV2: [PageNote]

  /// Tells whether anything was peculiar.
  public var hasNotes: Bool { !notesOnV1.isEmpty || !notesOnV2.isEmpty }

  /// The codes of all notes, each once, in the order in which ``PageNote/Code`` declares them.
  public var noteCodes: [PageNote.Code] {
    // There are at most a few: comparing them costs less than hashing.
    if notesOnV1.isEmpty { return notesOnV2.map(\.code) }
    if notesOnV2.isEmpty { return notesOnV1.map(\.code) }
    return PageNote.Code.allCases.filter { code in
      notesOnV1.contains { $0.code == code } || notesOnV2.contains { $0.code == code }
    }
  }
}
