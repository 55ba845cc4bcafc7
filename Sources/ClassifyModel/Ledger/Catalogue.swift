// SPDX-License-Identifier: Apache-2.0

/// The mapping between the versions, as one list.
///
/// The translations take the effects of their notes from it, and the command line and the reference
/// page print it, so that none of them can disagree.
public enum Catalogue {
  /// Every row, ordered by area.
  public static let entries: [CatalogueEntry] = NoteCode.allCases.map { Catalogue[$0] }

  /// Returns the row of a code.
  public static subscript(code: NoteCode) -> CatalogueEntry {
    switch code {
    case .statusPending:
      row(
        code, .status, .both, nil, v1: "PENDING", v2: "PENDING", "The job waits.")
    case .statusRunning:
      row(
        code, .status, .v2ToV1, .normalized, v1: "PENDING", v2: "RUNNING",
        "v1 has no word for a running job; it is as unfinished as a pending one.")
    case .statusSucceeded:
      row(
        code, .status, .both, nil, v1: "SUCCESS", v2: "COMPLETED", "Every document has a result.")
    case .statusFailed:
      row(
        code, .status, .both, nil, v1: "ERROR", v2: "FAILED", "No document has a result.")
    case .statusCancelled:
      row(
        code, .status, .both, nil, v1: "CANCELLED", v2: "CANCELLED (current dialect)",
        "The job was stopped before its end.")
    case .statusCancelledAsFailed:
      row(
        code, .status, .v1ToV2, .approximated, v1: "CANCELLED",
        v2: "FAILED (published dialect), the cancellation in error_message",
        "The published v2 has no word for a cancelled job.")
    case .statusPartialSuccess:
      row(
        code, .status, .v1ToV2, .approximated,
        v1: "PARTIAL_SUCCESS",
        v2: "COMPLETED with a result, else FAILED",
        "A v2 job has one document, so it can't succeed in part; a group's members say it one by one."
      )
    case .statusGroup:
      row(
        code, .status, .v2ToV1, nil,
        v1: "one job",
        v2: "N jobs",
        "Any unfinished: PENDING. All COMPLETED: SUCCESS. Some COMPLETED: PARTIAL_SUCCESS. None COMPLETED: CANCELLED if all are, else ERROR."
      )
    case .statusOfMembers:
      row(
        code, .status, .v1ToV2, .approximated, v1: "the status of the job",
        v2: "the status of each document",
        "v2 has no word for all documents together; seen together they say another than v1 did.")
    case .statusOfDocument:
      row(
        code, .status, .v2ToV1, .unplaced, v1: "the status of the job",
        v2: "the status of each document",
        "v1 has no word for each document: its status follows from its job's and its result.")
    case .statusUnrecognized:
      row(
        code, .status, .both, .approximated, v1: "any other text", v2: "the same text",
        "A status that this package does not know is passed on as it stands.")
    case .requestFanOut:
      row(
        code, .request, .v1ToV2, .normalized, v1: "file_ids, one job",
        v2: "one file_input each, N jobs",
        "A v2 job classifies one document, so a job of N files becomes a group of N jobs.")
    case .requestMemberOmitted:
      row(
        code, .request, .both, .normalized, v1: "a member that is null or empty",
        v2: "a member that is null or empty",
        "A null or empty member of a request means what its absence means, and is left out.")
    case .requestDocumentCount:
      row(
        code, .request, .both, .impossible, v1: "0 or more than 500 file_ids",
        v2: "no or more than 500 documents", "A request has 1 to 500 documents.")
    case .rulesSame:
      row(
        code, .request, .both, nil, v1: "rules", v2: "configuration.rules",
        "Types and descriptions are the same.")
    case .rulesEmpty:
      row(
        code, .request, .both, .impossible, v1: "no rules", v2: "no rules",
        "A request has at least one rule.")
    case .rulesDuplicateType:
      row(
        code, .request, .both, .impossible, v1: "two rules of one type",
        v2: "two rules of one type", "The types of a request's rules are unique.")
    case .rulesTypeLength:
      row(
        code, .request, .both, .impossible, v1: "a type of 0 or more than 50 characters",
        v2: "a type of 0 or more than 50 characters", "A rule's type has 1 to 50 characters.")
    case .rulesDescriptionLength:
      row(
        code, .request, .both, .impossible,
        v1: "a description of fewer than 10 or more than 2,000 characters",
        v2: "a description of fewer than 10 or more than 2,000 characters",
        "A rule's description has 10 to 2,000 characters.")
    case .modeFast:
      row(
        code, .request, .both, nil, v1: "FAST or absent", v2: "FAST or absent",
        "The text of the pages is classified.")
    case .modeMultimodal:
      row(
        code, .request, .v1ToV2, .meaningChanged, v1: "MULTIMODAL", v2: "FAST",
        "v2 does not look at images of pages: another classifier answers, at another price.")
    case .modeUnrecognized:
      row(
        code, .request, .both, .approximated, v1: "any other text", v2: "the same text",
        "A mode that this package does not know is passed on as it stands.")
    case .pageLimitSame:
      row(
        code, .request, .both, nil, v1: "max_pages: n, n at least 1", v2: "max_pages: n",
        "The first n pages are read.")
    case .pageLimitUnlimited:
      row(
        code, .request, .both, nil, v1: "max_pages: null", v2: "max_pages absent",
        "The whole document is read.")
    case .pageLimitDefaulted:
      row(
        code, .request, .v1ToV2, .defaulted,
        v1: "no max_pages and no target_pages",
        v2: "max_pages: 5",
        "v1 reads 5 pages unless told otherwise, v2 all: leaving it out would read, and bill, the whole document."
      )
    case .pageLimitUnlimitedWritten:
      row(
        code, .request, .v2ToV1, .defaulted,
        v1: "max_pages: null",
        v2: "max_pages absent",
        "v2 reads all pages unless told otherwise, v1 the first 5: the limit is lifted in so many words."
      )
    case .pageLimitOmitted:
      row(
        code, .request, .v1ToV2, .normalized, v1: "no max_pages, but target_pages",
        v2: "max_pages absent",
        "The selection is the limit: v1's default of 5 is not added to it.")
    case .pageLimitBelowOne:
      row(
        code, .request, .both, .impossible, v1: "max_pages below 1", v2: "max_pages below 1",
        "A limit of no pages can't be asked for; v2 takes 1 at the least.")
    case .pageLimitWithSelection:
      row(
        code, .request, .both, .approximated, v1: "max_pages and target_pages",
        v2: "max_pages and target_pages",
        "Both are sent; which of the two goes first is not published for either version.")
    case .documentIdentifier:
      row(
        code, .request, .both, .normalized,
        v1: "a file id, with or without dfl-",
        v2: "a file id, with or without dfl-",
        "The form of the id was changed on request; whether both forms name one file is not published."
      )
    case .documentNotAFile:
      row(
        code, .request, .v2ToV1, .impossible, v1: "—", v2: "a URL or a parse job",
        "v1 classifies uploaded files only.")
    case .documentBoth:
      row(
        code, .request, .v2ToV1, .meaningChanged, v1: "—",
        v2: "file_input and another file_id or parse_job_id",
        "Which of two documents goes first is not published: file_input is taken.")
    case .configurationBoth:
      row(
        code, .request, .v2ToV1, .meaningChanged,
        v1: "—",
        v2: "configuration and configuration_id",
        "Which of two configurations goes first is not published: the rules in the request are taken."
      )
    case .configurationSaved:
      row(
        code, .request, .v2ToV1, .impossible, v1: "—", v2: "configuration_id without rules",
        "v1 takes its rules in the request; a saved configuration can't be named.")
    case .requestTransaction:
      row(
        code, .request, .v2ToV1, .unplaced, v1: "—", v2: "transaction_id",
        "v1 has no idempotency key: the request can't be repeated safely.")
    case .queryOnClient:
      row(
        code, .request, .v2ToV1, .normalized, v1: "page by page, on the client",
        v2: "status, job_ids, created_at_on_or_after, created_at_on_or_before",
        "v1 filters nothing, so every page is fetched and filtered here.")
    case .queryConfiguration:
      row(
        code, .request, .v2ToV1, .impossible, v1: "—", v2: "configuration_id",
        "v1's jobs do not say which configuration they ran.")
    case .pagesSame:
      row(
        code, .pages, .both, nil, v1: "target_pages: [0, 2, 3]", v2: "target_pages: \"1,3-4\"",
        "v1 counts from 0 in an array, v2 from 1 in a text.")
    case .pagesUnordered:
      row(
        code, .pages, .both, .normalized, v1: "[6, 4]", v2: "\"7,5\"",
        "Pages are written in ascending order.")
    case .pagesDuplicate:
      row(
        code, .pages, .both, .normalized, v1: "[2, 2]", v2: "\"3,3\"",
        "Each page is written once.")
    case .pagesOverlap:
      row(
        code, .pages, .v2ToV1, .normalized, v1: "—", v2: "\"1-3,2-5\"",
        "Ranges that overlap are merged.")
    case .pagesAdjacent:
      row(
        code, .pages, .v2ToV1, .normalized, v1: "—", v2: "\"1-2,3\"",
        "Ranges that touch are merged.")
    case .pagesSinglePageRange:
      row(
        code, .pages, .v2ToV1, .normalized, v1: "—", v2: "\"4-4\"",
        "A range of one page is written as that page.")
    case .pagesWhitespace:
      row(
        code, .pages, .v2ToV1, .normalized, v1: "—", v2: "\"1, 3\"",
        "Spaces and tabs are left out.")
    case .pagesLeadingZero:
      row(
        code, .pages, .v2ToV1, .normalized, v1: "—", v2: "\"01\"", "Leading zeros are left out.")
    case .pagesTooManyPages:
      row(
        code, .pages, .v2ToV1, .impossible, v1: "a list above the bound",
        v2: "\"1-9223372036854775807\"", "v1 lists each page, and a list has its bound.")
    case .pagesRefused:
      row(
        code, .pages, .both, .impossible, v1: "[], [-1]", v2: "\"\", \"5-3\", \"3-\", \"0\"",
        "This is not a selection of pages, and a request with it would read others.")
    case .languageSame:
      row(
        code, .language, .both, nil, v1: "61 codes of ISO 639-1", v2: "the same",
        "The code means the same language.")
    case .languageNotISO:
      row(
        code, .language, .v1ToV2, .approximated, v1: "one of 25 codes that are not ISO 639-1",
        v2: "the same", "v2 documents ISO 639-1; what it makes of another code is not published.")
    case .languageMapped:
      row(
        code, .language, .v1ToV2, .approximated,
        v1: "ch_sim, ch_tra, rs_latin, rs_cyrillic, ava, che, tjk",
        v2: "zh, zh, sr, sr, av, ce, tg",
        "The code was mapped on request: the script or the spelling is lost.")
    case .languageNearest:
      row(
        code, .language, .v2ToV1, .approximated, v1: "ch_sim, rs_cyrillic, ava, che, tjk, no",
        v2: "zh, sr, av, ce, tg, nb", "v1's code for the language; its script is a guess.")
    case .languageUnrecognized:
      row(
        code, .language, .v1ToV2, .approximated, v1: "a language outside v1's 86, in a record",
        v2: "the same text", "A language that v1 does not have is passed on as it stands.")
    case .languageUnsupported:
      row(
        code, .language, .v2ToV1, .impossible, v1: "—", v2: "a language outside v1's 86",
        "v1 refuses a language that is not one of its 86.")
    case .webhookEventRenamed:
      row(
        code, .webhooks, .both, .normalized, v1: "parse.success, parse.failure, …",
        v2: "classify.success, classify.error, …", "The event has another name.")
    case .webhookEventUnrecognized:
      row(
        code, .webhooks, .both, .approximated, v1: "any other event", v2: "the same",
        "An event that this package does not know is passed on as it stands.")
    case .webhookHeaderNotText:
      row(
        code, .webhooks, .v1ToV2, .impossible, v1: "a header value of any kind", v2: "a text",
        "v2 takes texts as values of headers.")
    case .webhookHeaderRepeated:
      row(
        code, .webhooks, .both, .impossible, v1: "two headers of one name",
        v2: "two headers of one name", "A webhook names each header once.")
    case .webhookSaved:
      row(
        code, .webhooks, .v2ToV1, .impossible, v1: "—", v2: "webhook_configuration_ids",
        "v1 takes webhooks in the request; a saved one can't be named.")
    case .webhookURL:
      row(
        code, .webhooks, .both, .impossible, v1: "no or another URL", v2: "no or another URL",
        "A webhook's URL begins with http: or https:.")
    case .memberUnplaced:
      row(
        code, .response, .both, .unplaced, v1: "effective_at, job_record_id",
        v2: "configuration_id, parse_job_id, transaction_id, usage, document_input_type",
        "The other version has no such member; the model keeps it.")
    case .memberUnknown:
      row(
        code, .response, .both, .unplaced, v1: "any other member", v2: "any other member",
        "A member that this package does not know is kept for its own version.")
    case .valueUnrecognized:
      row(
        code, .response, .both, .unplaced, v1: "a value that can't be interpreted",
        v2: "a value that can't be interpreted",
        "What the service said is kept as it stood, and written back to its own version only.")
    case .languageOfRecord:
      row(
        code, .response, .v2ToV1, .unplaced,
        v1: "—",
        v2: "a language outside v1's 86",
        "v1's clients refuse a language that is not one of its 86, so it is left out of the record."
      )
    case .timestampZoneless:
      row(
        code, .response, .both, .normalized, v1: "a time without a zone",
        v2: "a time without a zone", "It is read as UTC; its text stays as it is.")
    case .documentsUnknown:
      row(
        code, .response, .v1ToV2, .approximated, v1: "a job without its results",
        v2: "no file_input", "v1's job does not say which files it has; only its results do.")
    case .documentUnnamed:
      row(
        code, .response, .v1ToV2, .approximated, v1: "a result without file_id",
        v2: "no file_input", "v1 does not say which file this result is of.")
    case .documentNotAFileOfRecord:
      row(
        code, .response, .v2ToV1, .unplaced, v1: "no file_id", v2: "a URL or a parse job",
        "v1's results name uploaded files only.")
    case .recordSplit:
      row(
        code, .response, .v1ToV2, .normalized, v1: "a job of N results",
        v2: "N jobs, tied by transaction_id",
        "Each document of a v1 job becomes a v2 job of its own.")
    case .recordMerged:
      row(
        code, .response, .v2ToV1, .normalized, v1: "a job of N results",
        v2: "N jobs, tied by transaction_id", "The v2 jobs of a group are one v1 job.")
    case .recordConfigurations:
      row(
        code, .response, .v2ToV1, .meaningChanged,
        v1: "one configuration",
        v2: "members of other configurations",
        "The members of a group were classified by different rules or pages, and v1 has one set for all."
      )
    case .identifierSynthesized:
      row(
        code, .response, .both, .normalized, v1: "the id of a result", v2: "the id of a job",
        "An id that the other version did not give is derived, always the same from the same.")
    case .timeOfMember:
      row(
        code, .response, .both, .approximated, v1: "the times of a job or a result",
        v2: "the times of a job",
        "One side has times for the job and for each document, the other only one of them.")
    case .errorsJoined:
      row(
        code, .response, .v2ToV1, .approximated, v1: "one error_message",
        v2: "error_message of each job", "v1 has one error message for all documents.")
    case .errorShared:
      row(
        code, .response, .v1ToV2, .approximated, v1: "one error_message",
        v2: "error_message of each job",
        "v1 has one error message for all documents: each that failed gets it.")
    case .documentTypeDerived:
      row(
        code, .response, .v1ToV2, .defaulted, v1: "file_ids", v2: "document_input_type: file_id",
        "v1's documents are always files.")
    case .documentInputRenamed:
      row(
        code, .response, .v2ToV1, .normalized, v1: "—",
        v2: "document_input_value; file_id or parse_job_id in a request",
        "Older forms of v2 call file_input so.")
    case .resultTypeAbsent:
      row(
        code, .response, .both, .defaulted, v1: "a result without type",
        v2: "a result without type",
        "Both versions require the member; a result without it is read as one that no rule fits.")
    case .resultSame:
      row(
        code, .response, .both, nil, v1: "results: items[].result", v2: "result",
        "type, confidence and reasoning are the same, digits included.")
    }
  }

  private static func row(
    _ code: NoteCode, _ area: CatalogueEntry.Area, _ direction: CatalogueEntry.Direction,
    _ effect: Effect?, v1: String, v2: String, _ summary: String
  ) -> CatalogueEntry {
    CatalogueEntry(
      code: code, area: area, direction: direction, effect: effect, v1: v1, v2: v2,
      summary: summary)
  }
}
