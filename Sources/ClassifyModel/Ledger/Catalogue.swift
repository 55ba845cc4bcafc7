// SPDX-License-Identifier: Apache-2.0

/// The mapping between the versions, as one list.
///
/// Translations take the effects of their notes from it, and the command line and the reference page
/// print it, so that none of them can disagree.
public enum Catalogue {
  /// Every row, ordered by area.
  public static let entries: [CatalogueEntry] = NoteCode.allCases.map { Catalogue[$0] }

  /// Returns the row of a code.
  public static subscript(code: NoteCode) -> CatalogueEntry {
    func row(
      _ area: CatalogueEntry.Area, from source: APIVersion? = nil, _ effect: Effect?, v1: String,
      v2: String, _ summary: String
    ) -> CatalogueEntry {
      CatalogueEntry(
        code: code, area: area, source: source, effect: effect, texts: [.v1: v1, .v2: v2],
        summary: summary)
    }
    return switch code {
    // MARK: Status
    case .statusPending:
      row(.status, nil, v1: "PENDING", v2: "PENDING", "The job waits.")
    case .statusRunning:
      row(
        .status, from: .v2, .normalized, v1: "PENDING", v2: "RUNNING",
        "v1 has no status for a running job; PENDING is its only unfinished one.")
    case .statusSucceeded:
      row(.status, nil, v1: "SUCCESS", v2: "COMPLETED", "Every document has a result.")
    case .statusFailed:
      row(.status, nil, v1: "ERROR", v2: "FAILED", "No document has a result.")
    case .statusCancelled:
      row(
        .status, nil, v1: "CANCELLED", v2: "CANCELLED (current dialect)",
        "The job was cancelled before it finished.")
    case .statusCancelledAsFailed:
      row(
        .status, from: .v1, .approximated, v1: "CANCELLED",
        v2: "FAILED (published dialect), the cancellation in error_message",
        "The published v2 has no status for a cancelled job.")
    case .statusPartialSuccess:
      row(
        .status, from: .v1, .approximated, v1: "PARTIAL_SUCCESS",
        v2: "COMPLETED with a result, else FAILED",
        "A v2 job has one document and can't succeed in part; the members of a group have a status each."
      )
    case .statusGroup:
      row(
        .status, from: .v2, nil, v1: "one job", v2: "N jobs",
        "Any unfinished: PENDING, or their status if all of them have unknown ones. All COMPLETED: SUCCESS. Some COMPLETED: PARTIAL_SUCCESS. None COMPLETED: CANCELLED if all are, else ERROR."
      )
    case .statusOfMembers:
      row(
        .status, from: .v1, .approximated, v1: "the status of the job",
        v2: "the status of each document",
        "v2 has no status for all documents together; the one derived from all members differs from v1's."
      )
    case .statusOfDocument:
      row(
        .status, from: .v2, .unplaced, v1: "the status of the job",
        v2: "the status of each document",
        "v1 has no status for each document; it follows from the job's status and the result.")
    case .statusUnrecognized:
      row(
        .status, .approximated, v1: "any other text", v2: "the same text",
        "An unknown status is passed through unchanged.")
    // MARK: Request
    case .requestFanOut:
      row(
        .request, from: .v1, .normalized, v1: "file_ids, one job",
        v2: "one file_input each, N jobs",
        "A v2 job classifies one document, so a job of N files becomes a group of N jobs.")
    case .requestMemberOmitted:
      row(
        .request, .normalized, v1: "a null or empty member", v2: "a null or empty member",
        "A null or empty member of a request means the same as its absence and is omitted.")
    case .requestDocumentCount:
      row(
        .request, .impossible, v1: "0 or more than 500 file_ids",
        v2: "no or more than 500 documents", "A request has 1 to 500 documents.")
    case .rulesSame:
      row(
        .request, nil, v1: "rules", v2: "configuration.rules",
        "Types and descriptions are the same.")
    case .rulesEmpty:
      row(.request, .impossible, v1: "no rules", v2: "no rules", "A request has at least one rule.")
    case .rulesDuplicateType:
      row(
        .request, .impossible, v1: "two rules with one type", v2: "two rules with one type",
        "Each rule of a request has its own type.")
    case .rulesTypeLength:
      row(
        .request, .impossible, v1: "a type of 0 or more than 50 characters",
        v2: "a type of 0 or more than 50 characters", "A rule's type has 1 to 50 characters.")
    case .rulesDescriptionLength:
      row(
        .request, .impossible, v1: "a description of fewer than 10 or more than 2,000 characters",
        v2: "a description of fewer than 10 or more than 2,000 characters",
        "A rule's description has 10 to 2,000 characters.")
    case .modeFast:
      row(
        .request, nil, v1: "FAST or absent", v2: "FAST or absent",
        "Documents are classified by the text of their pages.")
    case .modeMultimodal:
      row(
        .request, from: .v1, .meaningChanged, v1: "MULTIMODAL", v2: "FAST",
        "v2 does not read images of pages: results and price differ.")
    case .modeUnrecognized:
      row(
        .request, .approximated, v1: "any other text", v2: "the same text",
        "An unknown mode is passed through unchanged.")
    case .pageLimitSame:
      row(
        .request, nil, v1: "max_pages: n, n at least 1", v2: "max_pages: n",
        "The first n pages are read.")
    case .pageLimitUnlimited:
      row(
        .request, nil, v1: "max_pages: null", v2: "max_pages absent", "The whole document is read.")
    case .pageLimitDefaulted:
      row(
        .request, from: .v1, .defaulted, v1: "no max_pages and no target_pages", v2: "max_pages: 5",
        "v1 reads 5 pages by default, v2 all pages: without the limit v2 would read, and bill, the whole document."
      )
    case .pageLimitUnlimitedWritten:
      row(
        .request, from: .v2, .defaulted, v1: "max_pages: null", v2: "max_pages absent",
        "v2 reads all pages by default, v1 the first 5: max_pages: null is written explicitly.")
    case .pageLimitOmitted:
      row(
        .request, from: .v1, .normalized, v1: "no max_pages, but target_pages",
        v2: "max_pages absent",
        "The selection is the limit; v1's default of 5 pages does not apply.")
    case .pageLimitBelowOne:
      row(
        .request, .impossible, v1: "max_pages below 1", v2: "max_pages below 1",
        "A page limit is at least 1.")
    case .pageLimitWithSelection:
      row(
        .request, .approximated, v1: "max_pages and target_pages", v2: "max_pages and target_pages",
        "Both are sent; which one takes precedence is not published for either version.")
    case .documentIdentifier:
      row(
        .request, .normalized, v1: "a file ID, with or without dfl-",
        v2: "a file ID, with or without dfl-",
        "The form of the ID was changed as configured; whether both forms name one file is not published."
      )
    case .documentNotAFile:
      row(
        .request, from: .v2, .impossible, v1: "—", v2: "a URL or a parse job",
        "v1 classifies uploaded files only.")
    case .documentLength:
      row(
        .request, .impossible, v1: "a file ID of 0 or more than 200 characters",
        v2: "a file_input of 0 or more than 200 characters",
        "The ID or URL of a document has 1 to 200 characters.")
    case .documentControlCharacter:
      row(
        .request, .impossible, v1: "a file ID with a control character",
        v2: "a file_input with a control character",
        "The ID or URL of a document has no control characters.")
    case .documentBoth:
      row(
        .request, from: .v2, .meaningChanged, v1: "—",
        v2: "file_input and another file_id or parse_job_id",
        "file_input is used; which of two documents takes precedence is not published.")
    case .configurationBoth:
      row(
        .request, from: .v2, .meaningChanged, v1: "—", v2: "configuration and configuration_id",
        "The inline rules are used; which configuration takes precedence is not published.")
    case .configurationSaved:
      row(
        .request, from: .v2, .impossible, v1: "—", v2: "configuration_id without rules",
        "v1 takes inline rules only; it has no saved configurations.")
    case .requestTransaction:
      row(
        .request, from: .v2, .unplaced, v1: "—", v2: "transaction_id",
        "v1 has no idempotency key: the request can't be retried safely.")
    case .requestTransactionLength:
      row(
        .request, from: .v2, .impossible, v1: "—",
        v2: "a transaction_id of 0 or more than 255 characters",
        "An idempotency key has 1 to 255 characters.")
    case .queryOnClient:
      row(
        .request, from: .v2, .normalized, v1: "page by page, on the client",
        v2: "status, job_ids, created_at_on_or_after, created_at_on_or_before",
        "v1 has no filters: every page is fetched and filtered on the client.")
    case .queryConfiguration:
      row(
        .request, from: .v2, .impossible, v1: "—", v2: "configuration_id",
        "v1's jobs do not name a saved configuration.")
    // MARK: Pages
    case .pagesSame:
      row(
        .pages, nil, v1: "target_pages: [0, 2, 3]", v2: "target_pages: \"1,3-4\"",
        "v1 takes an array of zero-based indices, v2 a string of one-based page numbers.")
    case .pagesUnordered:
      row(.pages, .normalized, v1: "[6, 4]", v2: "\"7,5\"", "Pages are written in ascending order.")
    case .pagesDuplicate:
      row(.pages, .normalized, v1: "[2, 2]", v2: "\"3,3\"", "Each page is written once.")
    case .pagesOverlap:
      row(
        .pages, from: .v2, .normalized, v1: "—", v2: "\"1-3,2-5\"", "Overlapping ranges are merged."
      )
    case .pagesAdjacent:
      row(.pages, from: .v2, .normalized, v1: "—", v2: "\"1-2,3\"", "Adjacent ranges are merged.")
    case .pagesSinglePageRange:
      row(
        .pages, from: .v2, .normalized, v1: "—", v2: "\"4-4\"",
        "A range of one page is written as that page.")
    case .pagesWhitespace:
      row(.pages, from: .v2, .normalized, v1: "—", v2: "\"1, 3\"", "Spaces and tabs are removed.")
    case .pagesLeadingZero:
      row(.pages, from: .v2, .normalized, v1: "—", v2: "\"01\"", "Leading zeros are removed.")
    case .pagesTooManyPages:
      row(
        .pages, from: .v2, .impossible, v1: "an array above the limit",
        v2: "\"1-9223372036854775807\"", "v1 lists every page, up to a limit.")
    case .pagesEmptySelection:
      row(
        .pages, .impossible, v1: "[]", v2: "\"\"",
        "An empty selection selects neither all pages nor any page.")
    case .pagesWrongType:
      row(
        .pages, .impossible, v1: "not an array of integers", v2: "not a string",
        "The value is not a selection of pages.")
    case .pagesNotAnInteger:
      row(.pages, from: .v1, .impossible, v1: "[0.5]", v2: "—", "An index is an integer.")
    case .pagesNegativeIndex:
      row(.pages, from: .v1, .impossible, v1: "[-1]", v2: "—", "An index is 0 or more.")
    case .pagesOverflow:
      row(
        .pages, .impossible, v1: "[9223372036854775807]", v2: "\"9223372036854775808\"",
        "A page number is at most 9,223,372,036,854,775,807.")
    case .pagesEmptyItem:
      row(
        .pages, from: .v2, .impossible, v1: "—", v2: "\"1,,3\"",
        "There is nothing between two commas, before the first, or after the last.")
    case .pagesUnexpectedCharacter:
      row(
        .pages, from: .v2, .impossible, v1: "—", v2: "\"1;3\"",
        "A range string has ASCII digits, commas and hyphens only.")
    case .pagesZeroPage:
      row(.pages, from: .v2, .impossible, v1: "—", v2: "\"0\"", "Page numbers begin at 1.")
    case .pagesReversedRange:
      row(
        .pages, from: .v2, .impossible, v1: "—", v2: "\"5-3\"",
        "The first page of a range is not after its last.")
    case .pagesOpenRange:
      row(
        .pages, from: .v2, .impossible, v1: "—", v2: "\"3-\"",
        "A range has a first and a last page.")
    case .pagesBeyondDocument:
      row(
        .pages, .impossible, v1: "an index of the page count or more",
        v2: "a number above the page count", "The document has no such page.")
    case .pagesMismatch:
      row(
        .pages, .impossible, v1: "[1, 3]", v2: "\"1,3\"",
        "Two selections of one record that must select the same pages differ.")
    // MARK: Language
    case .languageSame:
      row(
        .language, nil, v1: "61 codes of ISO 639-1", v2: "the same",
        "The code means the same language.")
    case .languageNotISO:
      row(
        .language, from: .v1, .approximated, v1: "one of 25 codes that are not ISO 639-1",
        v2: "the same", "v2 documents ISO 639-1; its handling of other codes is not published.")
    case .languageMapped:
      row(
        .language, from: .v1, .approximated,
        v1: "ch_sim, ch_tra, rs_latin, rs_cyrillic, ava, che, tjk",
        v2: "zh, zh, sr, sr, av, ce, tg",
        "The code was mapped as configured: the script or the spelling is lost.")
    case .languageNearest:
      row(
        .language, from: .v2, .approximated, v1: "ch_sim, rs_cyrillic, ava, che, tjk, no",
        v2: "zh, sr, av, ce, tg, nb", "The v1 code of the language; its script is a guess.")
    case .languageUnrecognized:
      row(
        .language, from: .v1, .approximated, v1: "a language outside v1's 86, in a record",
        v2: "the same text", "A language that v1 does not have is passed through unchanged.")
    case .languageUnsupported:
      row(
        .language, from: .v2, .impossible, v1: "—", v2: "a language outside v1's 86",
        "v1 rejects a language outside its 86.")
    // MARK: Webhooks
    case .webhookEventRenamed:
      row(
        .webhooks, .normalized, v1: "parse.success, parse.failure, …",
        v2: "classify.success, classify.error, …", "The event has another name.")
    case .webhookEventUnrecognized:
      row(
        .webhooks, .approximated, v1: "any other event", v2: "the same",
        "An unknown event is passed through unchanged.")
    case .webhookHeaderNotText:
      row(
        .webhooks, from: .v1, .impossible, v1: "a header value of any type", v2: "a string",
        "v2 takes strings as header values.")
    case .webhookHeaderRepeated:
      row(
        .webhooks, .impossible, v1: "two headers with one name", v2: "two headers with one name",
        "A webhook has each header once.")
    case .webhookSaved:
      row(
        .webhooks, from: .v2, .impossible, v1: "—", v2: "webhook_configuration_ids",
        "v1 takes inline webhooks only; it has no saved ones.")
    case .webhookSavedCount:
      row(
        .webhooks, from: .v2, .impossible, v1: "—", v2: "more than 4 webhook_configuration_ids",
        "A request has at most 4 saved webhooks.")
    case .webhookURL:
      row(
        .webhooks, .impossible, v1: "no or another URL", v2: "no or another URL",
        "A webhook's URL begins with http: or https:.")
    // MARK: Response
    case .memberUnplaced:
      row(
        .response, .unplaced, v1: "effective_at, job_record_id",
        v2: "configuration_id, parse_job_id, transaction_id, usage, document_input_type",
        "The other version has no such member; it is kept in the model and omitted from the output."
      )
    case .memberUnknown:
      row(
        .response, .unplaced, v1: "any other member", v2: "any other member",
        "An unknown member is kept for its own version.")
    case .valueUnrecognized:
      row(
        .response, .unplaced, v1: "a value that can't be interpreted",
        v2: "a value that can't be interpreted",
        "The value is kept unchanged and written back to its own version only.")
    case .languageOfRecord:
      row(
        .response, from: .v2, .unplaced, v1: "—", v2: "a language outside v1's 86",
        "v1's clients reject a language outside v1's 86, so it is omitted from the record.")
    case .timestampZoneless:
      row(
        .response, .normalized, v1: "a time without a zone", v2: "a time without a zone",
        "The time is read as UTC; its text is kept.")
    case .documentsUnknown:
      row(
        .response, from: .v1, .approximated, v1: "a job without its results", v2: "no file_input",
        "v1's job does not name its files; only its results do.")
    case .documentUnnamed:
      row(
        .response, from: .v1, .approximated, v1: "a result without file_id", v2: "no file_input",
        "v1 does not name the file of this result.")
    case .documentNotAFileOfRecord:
      row(
        .response, from: .v2, .unplaced, v1: "no file_id", v2: "a URL or a parse job",
        "v1's results name uploaded files only.")
    case .recordSplit:
      row(
        .response, from: .v1, .normalized, v1: "a job of N results",
        v2: "N jobs, tied by transaction_id", "Each document of a v1 job becomes a v2 job.")
    case .recordMerged:
      row(
        .response, from: .v2, .normalized, v1: "a job of N results",
        v2: "N jobs, tied by transaction_id", "The v2 jobs of a group become one v1 job.")
    case .recordConfigurations:
      row(
        .response, from: .v2, .meaningChanged, v1: "one configuration",
        v2: "members of other configurations",
        "The members of a group have different rules or pages; v1 has one configuration for all.")
    case .memberRepeated:
      row(
        .response, from: .v2, .approximated, v1: "one result for each file",
        v2: "several jobs with one transaction_id",
        "The service created a member of a group more than once; the first job represents it, and all are cancelled or deleted with the group."
      )
    case .echoDiffers:
      row(
        .response, from: .v2, .approximated, v1: "—",
        v2: "a configuration unlike the request's",
        "The service created the job with a configuration that differs from the request's.")
    case .identifierSynthesized:
      row(
        .response, .normalized, v1: "the ID of a result", v2: "the ID of a job",
        "An ID that the other version did not give is derived; equal records get equal IDs.")
    case .timeOfMember:
      row(
        .response, .approximated, v1: "the times of a job or a result", v2: "the times of a job",
        "One version has times for the job and for each document, the other only one of them.")
    case .errorsJoined:
      row(
        .response, from: .v2, .approximated, v1: "one error_message",
        v2: "error_message of each job",
        "v1 has one error message for all documents: the messages are joined.")
    case .errorShared:
      row(
        .response, from: .v1, .approximated, v1: "one error_message",
        v2: "error_message of each job",
        "v1 has one error message for all documents: each failed one gets it.")
    case .documentTypeDerived:
      row(
        .response, from: .v1, .defaulted, v1: "file_ids", v2: "document_input_type: file_id",
        "v1's documents are always files.")
    case .documentInputRenamed:
      row(
        .response, from: .v2, .normalized, v1: "—",
        v2: "document_input_value; file_id or parse_job_id in a request",
        "Older names of file_input are read.")
    case .resultTypeAbsent:
      row(
        .response, .defaulted, v1: "a result without type", v2: "a result without type",
        "Both versions require the member; without it no rule matches.")
    case .resultSame:
      row(
        .response, nil, v1: "results: items[].result", v2: "result",
        "type, confidence and reasoning are the same, digits included.")
    }
  }
}
