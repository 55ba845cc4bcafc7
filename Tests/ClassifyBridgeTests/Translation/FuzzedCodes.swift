// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Which notes the fuzzed trips must meet, each kind of value at least once.
enum FuzzedCodes {
  static let v1Records: Set<NoteCode> = [
    .documentTypeDerived, .documentUnnamed, .documentsUnknown, .errorShared, .errorsJoined,
    .identifierSynthesized, .languageMapped, .languageNearest, .languageNotISO,
    .languageOfRecord, .languageUnrecognized, .memberUnknown, .memberUnplaced, .modeMultimodal,
    .modeUnrecognized, .pageLimitDefaulted, .pageLimitOmitted, .pageLimitUnlimitedWritten,
    .pagesDuplicate, .pagesUnordered, .recordMerged, .recordSplit, .resultTypeAbsent,
    .statusCancelledAsFailed, .statusOfDocument, .statusOfMembers, .statusPartialSuccess,
    .statusRunning, .statusUnrecognized, .timeOfMember, .timestampZoneless, .valueUnrecognized,
  ]
  static let v2Records: Set<NoteCode> = [
    .documentInputRenamed, .documentNotAFileOfRecord, .documentTypeDerived, .documentUnnamed,
    .identifierSynthesized, .languageMapped, .languageNearest, .languageNotISO,
    .languageOfRecord, .memberUnknown, .memberUnplaced, .modeMultimodal, .modeUnrecognized,
    .pageLimitDefaulted, .pageLimitOmitted, .pageLimitUnlimitedWritten, .pagesAdjacent,
    .pagesDuplicate, .pagesLeadingZero, .pagesOverlap, .pagesSinglePageRange,
    .pagesTooManyPages, .pagesUnordered, .pagesWhitespace, .resultTypeAbsent,
    .statusCancelledAsFailed, .statusRunning, .statusUnrecognized, .timestampZoneless,
    .valueUnrecognized,
  ]
  static let v2Groups: Set<NoteCode> = [
    .documentInputRenamed, .documentNotAFileOfRecord, .documentTypeDerived, .documentUnnamed,
    .errorShared, .errorsJoined, .identifierSynthesized, .languageMapped, .languageNearest,
    .languageNotISO, .languageOfRecord, .memberUnknown, .memberUnplaced, .modeMultimodal,
    .modeUnrecognized, .pageLimitDefaulted, .pageLimitOmitted, .pageLimitUnlimitedWritten,
    .pagesAdjacent, .pagesDuplicate, .pagesLeadingZero, .pagesOverlap, .pagesSinglePageRange,
    .pagesTooManyPages, .pagesUnordered, .pagesWhitespace, .recordConfigurations, .recordMerged,
    .recordSplit, .resultTypeAbsent, .statusCancelledAsFailed, .statusOfDocument,
    .statusOfMembers, .statusRunning, .statusUnrecognized, .timeOfMember, .timestampZoneless,
    .valueUnrecognized,
  ]
  static let v1Requests: Set<NoteCode> = [
    .documentIdentifier, .languageMapped, .languageNearest, .languageNotISO,
    .languageUnsupported, .memberUnknown, .modeMultimodal, .modeUnrecognized,
    .pageLimitBelowOne, .pageLimitDefaulted, .pageLimitOmitted, .pageLimitUnlimitedWritten,
    .pageLimitWithSelection, .pagesDuplicate, .pagesRefused, .pagesUnordered,
    .requestDocumentCount, .requestFanOut, .requestMemberOmitted, .rulesDescriptionLength,
    .rulesDuplicateType, .rulesEmpty, .rulesTypeLength, .webhookEventRenamed,
    .webhookEventUnrecognized, .webhookHeaderNotText, .webhookURL,
  ]
  static let v2Requests: Set<NoteCode> = [
    .configurationBoth, .configurationSaved, .documentBoth, .documentIdentifier,
    .documentInputRenamed, .documentNotAFile, .languageMapped, .languageNearest,
    .languageNotISO, .languageUnsupported, .memberUnknown, .modeMultimodal, .modeUnrecognized,
    .pageLimitBelowOne, .pageLimitUnlimitedWritten, .pageLimitWithSelection, .pagesAdjacent,
    .pagesDuplicate, .pagesLeadingZero, .pagesOverlap, .pagesRefused, .pagesSinglePageRange,
    .pagesTooManyPages, .pagesUnordered, .pagesWhitespace, .requestDocumentCount,
    .requestMemberOmitted, .requestTransaction, .rulesDescriptionLength, .rulesDuplicateType,
    .rulesEmpty, .rulesTypeLength, .webhookEventRenamed, .webhookEventUnrecognized,
    .webhookHeaderNotText, .webhookSaved, .webhookURL,
  ]

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
