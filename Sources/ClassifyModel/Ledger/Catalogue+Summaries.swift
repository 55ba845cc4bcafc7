// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
  /// Returns the change and its reason, in one or two sentences.
  static func summary(of code: NoteCode) -> String {
    switch code {
    // MARK: Status
    case .statusPending:
      "The job waits."
    case .statusRunning:
      "v1 has no status for a running job; PENDING is its only unfinished one."
    case .statusSucceeded:
      "Every document has a result."
    case .statusFailed:
      "No document has a result."
    case .statusCancelled:
      "The job was cancelled before it finished."
    case .statusCancelledAsFailed:
      "The published v2 has no status for a cancelled job."
    case .statusPartialSuccess:
      "A v2 job has one document and can't succeed in part; the members of a group have a status each."
    case .statusGroup:
      "Any unfinished: PENDING, or their status if all of them have unknown ones. All COMPLETED: SUCCESS. Some COMPLETED: PARTIAL_SUCCESS. None COMPLETED: CANCELLED if all are, else ERROR."
    case .statusOfMembers:
      "v2 has no status for all documents together; the one derived from all members differs from v1's."
    case .statusOfDocument:
      "v1 has no status for each document; it follows from the job's status and the result."
    case .statusUnrecognized:
      "An unknown status is passed through unchanged."
    // MARK: Request
    case .requestFanOut:
      "A v2 job classifies one document, so a job of N files becomes a group of N jobs."
    case .requestMemberOmitted:
      "A null or empty member of a request means the same as its absence and is omitted."
    case .requestMemberUnknown:
      "The reference has no such member in a request; it is left out, whatever it was meant to do."
    case .requestDocumentCount:
      "A request has 1 to 500 documents."
    case .rulesSame:
      "Types and descriptions are the same."
    case .rulesEmpty:
      "A request has at least one rule."
    case .rulesDuplicateType:
      "Each rule of a request has its own type."
    case .rulesTypeLength:
      "A rule's type has 1 to 50 characters."
    case .rulesDescriptionLength:
      "A rule's description has 10 to 2,000 characters."
    case .modeFast:
      "Documents are classified by the text of their pages."
    case .modeMultimodal:
      "v2 does not read images of pages: results and price differ."
    case .modeUnrecognized:
      "An unknown mode is passed through unchanged."
    case .pageLimitSame:
      "The first n pages are read."
    case .pageLimitUnlimited:
      "The whole document is read."
    case .pageLimitDefaulted:
      "v1 reads 5 pages by default, v2 all pages: without the limit v2 would read, and bill, the whole document."
    case .pageLimitUnlimitedWritten:
      "v2 reads all pages by default, v1 the first 5: max_pages: null is written explicitly."
    case .pageLimitOmitted:
      "The selection is the limit; v1's default of 5 pages does not apply."
    case .pageLimitBelowOne:
      "A page limit is at least 1."
    case .pageLimitWithSelection:
      "Both are sent; which one takes precedence is not published for either version."
    case .documentIdentifier:
      "The form of the ID was changed as configured; whether both forms name one file is not published."
    case .documentNotAFile:
      "v1 classifies uploaded files only."
    case .documentLength:
      "The ID or URL of a document has 1 to 200 characters."
    case .documentControlCharacter:
      "The ID or URL of a document has no control characters."
    case .documentBoth:
      "file_input is used; which of two documents takes precedence is not published."
    case .configurationBoth:
      "The inline rules are used; which configuration takes precedence is not published."
    case .configurationSaved:
      "v1 takes inline rules only; it has no saved configurations."
    case .requestTransaction:
      "v1 has no idempotency key: the key is dropped, and each repetition creates another job."
    case .requestTransactionLength:
      "An idempotency key has 1 to 255 characters."
    case .queryOnClient:
      "v1 has no filters: every page is fetched and filtered on the client."
    case .queryConfiguration:
      "v1's jobs do not name a saved configuration."
    // MARK: Pages
    case .pagesSame:
      "v1 takes an array of zero-based indices, v2 a string of one-based page numbers."
    case .pagesUnordered:
      "Pages are written in ascending order."
    case .pagesDuplicate:
      "Each page is written once."
    case .pagesOverlap:
      "Overlapping ranges are merged."
    case .pagesAdjacent:
      "Adjacent ranges are merged."
    case .pagesSinglePageRange:
      "A range of one page is written as that page."
    case .pagesWhitespace:
      "Spaces and tabs are removed."
    case .pagesLeadingZero:
      "Leading zeros are removed."
    case .pagesTooManyPages:
      "v1 lists every page, up to a limit."
    case .pagesEmptySelection:
      "An empty selection selects neither all pages nor any page."
    case .pagesWrongType:
      "The value is not a selection of pages."
    case .pagesNotAnInteger:
      "An index is an integer."
    case .pagesNegativeIndex:
      "An index is 0 or more."
    case .pagesOverflow:
      "A page number is at most 9,223,372,036,854,775,807."
    case .pagesEmptyItem:
      "There is nothing between two commas, before the first, or after the last."
    case .pagesUnexpectedCharacter:
      "A range string has ASCII digits, commas and hyphens only."
    case .pagesZeroPage:
      "Page numbers begin at 1."
    case .pagesReversedRange:
      "The first page of a range is not after its last."
    case .pagesOpenRange:
      "A range has a first and a last page."
    case .pagesBeyondDocument:
      "The document has no such page."
    case .pagesMismatch:
      "Two selections of one record that must select the same pages differ."
    // MARK: Language
    case .languageSame:
      "The code means the same language."
    case .languageNotISO:
      "v2 documents ISO 639-1; its handling of other codes is not published."
    case .languageMapped:
      "The code was mapped as configured: the script or the spelling is lost."
    case .languageNearest:
      "The v1 code of the language; its script is a guess."
    case .languageAmbiguous:
      "The code means another language in v1 than in ISO 639, which v2 refers to; it is passed through unchanged."
    case .languageUnrecognized:
      "A language that v1 does not have is passed through unchanged."
    case .languageUnsupported:
      "v1 rejects a language outside its 86."
    // MARK: Webhooks
    case .webhookEventRenamed:
      "The event has another name."
    case .webhookEventRepeated:
      "An event is written once, whatever the number of its names."
    case .webhookEventOfParsing:
      "v1's parse events are those of the classification, v2's those of the parse job that it runs."
    case .webhookEventUnrecognized:
      "An unknown event is passed through unchanged."
    case .webhookFanOut:
      "A job of N files becomes N jobs, and each of them delivers its events with its own ID."
    case .webhookKept:
      "A job that exists already keeps the webhooks with which it was created; only new jobs get those of the request."
    case .webhookHeaderNotText:
      "v2 takes strings as header values."
    case .webhookHeaderRepeated:
      "A webhook has each header once."
    case .webhookSaved:
      "v1 takes inline webhooks only; it has no saved ones."
    case .webhookSavedCount:
      "A request has at most 4 saved webhooks."
    case .webhookURL:
      "A webhook's URL begins with http: or https:."
    // MARK: Response
    case .memberUnplaced:
      "The other version has no such member; it is kept in the model and omitted from the output."
    case .memberUnknown:
      "An unknown member is kept for its own version."
    case .valueUnrecognized:
      "The value is kept unchanged and written back to its own version only."
    case .languageOfRecord:
      "v1's clients reject a language outside v1's 86, so it is omitted from the record."
    case .recordPageLimit:
      "A page limit that can't be interpreted is omitted from a record of the other version, and v1's default of 5 pages is not implied."
    case .recordPages:
      "A selection that the other version can't express is omitted from its record, which then shows all pages."
    case .timestampZoneless:
      "The time is read as UTC; its text is kept."
    case .documentsUnknown:
      "v1's job does not name its files; only its results do."
    case .documentUnnamed:
      "v1 does not name the file of this result."
    case .documentNotAFileOfRecord:
      "v1's results name uploaded files only."
    case .recordSplit:
      "Each document of a v1 job becomes a v2 job."
    case .recordMerged:
      "The v2 jobs of a group become one v1 job."
    case .recordConfigurations:
      "The members of a group have different rules or pages; v1 has one configuration for all."
    case .memberRepeated:
      "The service created a member of a group more than once; the first job represents it, and all are cancelled or deleted with the group."
    case .groupMayRun:
      "The call was cancelled, and jobs that it created may still run."
    case .echoDiffers:
      "The service created the job with a configuration that differs from the request's."
    case .identifierSynthesized:
      "An ID that the other version did not give is derived; equal records get equal IDs."
    case .timeOfMember:
      "One version has times for the job and for each document, the other only one of them."
    case .errorsJoined:
      "v1 has one error message for all documents: the messages are joined."
    case .errorShared:
      "v1 has one error message for all documents: each failed one gets it."
    case .documentTypeDerived:
      "v1's documents are always files."
    case .documentInputRenamed:
      "Older names of file_input are read."
    case .resultTypeAbsent:
      "Both versions require the member; without it no rule matches."
    case .resultSame:
      "type, confidence and reasoning are the same, digits included."
    }
  }
}
