// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The note codes that fuzzing must produce at least once, by kind of value.
enum FuzzedCodes {
  static let v1Records: Set<NoteCode> = [
    .documentTypeDerived, .documentUnnamed, .documentsUnknown, .errorShared, .errorsJoined,
    .identifierSynthesized, .languageAmbiguous, .languageMapped, .languageNearest,
    .languageNotISO, .languageOfRecord, .languageUnrecognized, .memberUnknown, .memberUnplaced,
    .modeMultimodal, .modeUnrecognized, .pageLimitDefaulted, .recordPageLimit,
    .pageLimitOmitted, .pageLimitUnlimitedWritten, .pagesDuplicate, .recordPages,
    .pagesUnordered, .recordMerged, .recordSplit, .resultTypeAbsent,
    .statusCancelledAsFailed, .statusOfDocument, .statusOfMembers, .statusPartialSuccess,
    .statusRunning, .statusUnrecognized, .timeOfMember, .timestampZoneless, .valueUnrecognized,
  ]
  static let v2Records: Set<NoteCode> = [
    .documentInputRenamed, .documentNotAFileOfRecord, .documentTypeDerived, .documentUnnamed,
    .identifierSynthesized, .languageAmbiguous, .languageMapped, .languageNearest,
    .languageNotISO, .languageOfRecord, .memberUnknown, .memberUnplaced, .modeMultimodal,
    .modeUnrecognized, .recordPageLimit, .pageLimitUnlimitedWritten,
    .pagesAdjacent, .pagesDuplicate, .pagesLeadingZero, .recordPages, .pagesOverlap,
    .pagesSinglePageRange,
    .pagesTooManyPages, .pagesUnordered, .pagesWhitespace, .resultTypeAbsent,
    .statusCancelledAsFailed, .statusRunning, .statusUnrecognized, .timestampZoneless,
    .valueUnrecognized,
  ]
  static let v2Groups: Set<NoteCode> = [
    .documentInputRenamed, .documentNotAFileOfRecord, .documentTypeDerived, .documentUnnamed,
    .errorShared, .errorsJoined, .identifierSynthesized, .languageAmbiguous, .languageMapped,
    .languageNearest, .languageNotISO, .languageOfRecord, .memberUnknown, .memberUnplaced,
    .modeMultimodal, .modeUnrecognized, .recordPageLimit,
    .pageLimitUnlimitedWritten, .pagesAdjacent, .pagesDuplicate, .pagesLeadingZero,
    .recordPages, .pagesOverlap, .pagesSinglePageRange, .pagesTooManyPages, .pagesUnordered,
    .pagesWhitespace, .recordConfigurations, .recordMerged,
    .recordSplit, .resultTypeAbsent, .statusCancelledAsFailed, .statusOfDocument,
    .statusOfMembers, .statusRunning, .statusUnrecognized, .timeOfMember, .timestampZoneless,
    .valueUnrecognized,
  ]
  static let v1Requests: Set<NoteCode> = [
    .documentIdentifier, .documentLength, .languageAmbiguous, .languageMapped, .languageNearest,
    .languageNotISO, .languageUnsupported, .requestMemberUnknown, .modeMultimodal,
    .modeUnrecognized,
    .pageLimitBelowOne, .pageLimitDefaulted, .pageLimitOmitted, .pageLimitUnlimitedWritten,
    .pageLimitWithSelection, .pagesDuplicate, .pagesEmptySelection, .pagesNegativeIndex,
    .pagesNotAnInteger, .pagesOverflow,
    .pagesWrongType, .pagesUnordered,
    .requestDocumentCount, .requestFanOut, .requestMemberOmitted, .rulesDescriptionLength,
    .rulesDuplicateType, .rulesEmpty, .rulesTypeLength, .webhookEventRenamed,
    .webhookEventRepeated, .webhookEventUnrecognized, .webhookFanOut, .webhookHeaderNotText,
    .webhookURL,
  ]
  static let v2Requests: Set<NoteCode> = [
    .configurationBoth, .configurationSaved, .documentBoth, .documentIdentifier,
    .documentInputRenamed, .documentLength, .documentNotAFile, .languageAmbiguous, .languageMapped,
    .languageNearest, .languageNotISO, .languageUnsupported, .requestMemberUnknown,
    .modeMultimodal, .modeUnrecognized,
    .pageLimitBelowOne, .pageLimitUnlimitedWritten, .pageLimitWithSelection, .pagesAdjacent,
    .pagesDuplicate, .pagesLeadingZero, .pagesOverlap, .pagesEmptyItem, .pagesEmptySelection,
    .pagesOpenRange,
    .pagesOverflow, .pagesReversedRange, .pagesUnexpectedCharacter, .pagesWrongType, .pagesZeroPage,
    .pagesSinglePageRange,
    .pagesTooManyPages, .pagesUnordered, .pagesWhitespace, .requestDocumentCount,
    .requestMemberOmitted, .requestTransaction, .rulesDescriptionLength, .rulesDuplicateType,
    .rulesEmpty, .rulesTypeLength, .webhookEventOfParsing, .webhookEventRenamed,
    .webhookEventRepeated, .webhookEventUnrecognized, .webhookHeaderNotText, .webhookSaved,
    .webhookURL,
  ]

  /// Codes of values that are identical in both versions, so that there is nothing to note.
  static let withoutEffect: Set<NoteCode> = [
    .statusPending, .statusSucceeded, .statusFailed, .statusCancelled, .statusGroup, .rulesSame,
    .modeFast, .pageLimitSame, .pageLimitUnlimited, .pagesSame, .languageSame, .resultSame,
  ]
  /// Codes of queries, which only the backends translate.
  static let ofQueries: Set<NoteCode> = [.queryOnClient, .queryConfiguration]
  /// Codes of checks beyond a translation: against a document, and of two selections.
  static let ofPageChecks: Set<NoteCode> = [
    .pagesBeyondDocument, .pagesMismatch,
  ]
  /// Codes of limits that no fuzzed request exceeds.
  static let ofLimits: Set<NoteCode> = [
    .documentControlCharacter, .requestTransactionLength, .webhookSavedCount,
  ]
  /// Codes of created jobs, which only the backend compares with their requests.
  static let ofCreation: Set<NoteCode> = [
    .echoDiffers, .groupMayRun, .memberRepeated, .webhookKept,
  ]
  /// Codes of repeated headers, which JSON objects can't contain.
  static let ofHeaders: Set<NoteCode> = [.webhookHeaderRepeated]
}
