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
      _ area: CatalogueEntry.Area, from source: APIVersion? = nil, _ effect: Effect?,
      v1: String = "—", v2: String = "—"
    ) -> CatalogueEntry {
      CatalogueEntry(
        code: code, area: area, source: source, effect: effect, texts: [.v1: v1, .v2: v2],
        summary: summary(of: code))
    }
    func row(
      _ area: CatalogueEntry.Area, from source: APIVersion? = nil, _ effect: Effect?, both: String
    ) -> CatalogueEntry {
      row(area, from: source, effect, v1: both, v2: both)
    }
    return switch code {
    // MARK: Status
    case .statusPending:
      row(.status, nil, both: "PENDING")
    case .statusRunning:
      row(.status, from: .v2, .normalized, v1: "PENDING", v2: "RUNNING")
    case .statusSucceeded:
      row(.status, nil, v1: "SUCCESS", v2: "COMPLETED")
    case .statusFailed:
      row(.status, nil, v1: "ERROR", v2: "FAILED")
    case .statusCancelled:
      row(.status, nil, v1: "CANCELLED", v2: "CANCELLED (current dialect)")
    case .statusCancelledAsFailed:
      row(
        .status, from: .v1, .approximated, v1: "CANCELLED",
        v2: "FAILED (published dialect), the cancellation in error_message")
    case .statusPartialSuccess:
      row(
        .status, from: .v1, .approximated, v1: "PARTIAL_SUCCESS",
        v2: "COMPLETED with a result, else FAILED")
    case .statusGroup:
      row(.status, from: .v2, nil, v1: "one job", v2: "N jobs")
    case .statusOfMembers:
      row(
        .status, from: .v1, .approximated, v1: "the status of the job",
        v2: "the status of each document")
    case .statusOfDocument:
      row(
        .status, from: .v2, .unplaced, v1: "the status of the job",
        v2: "the status of each document")
    case .statusUnrecognized:
      row(.status, .approximated, v1: "any other text", v2: "the same text")
    // MARK: Request
    case .requestFanOut:
      row(
        .request, from: .v1, .normalized, v1: "file_ids, one job", v2: "one file_input each, N jobs"
      )
    case .requestMemberOmitted:
      row(.request, .normalized, both: "a null or empty member")
    case .requestMemberUnknown:
      row(.request, .approximated, both: "any other member of a request")
    case .requestDocumentCount:
      row(
        .request, .impossible, v1: "0 or more than 500 file_ids",
        v2: "no or more than 500 documents")
    case .rulesSame:
      row(.request, nil, v1: "rules", v2: "configuration.rules")
    case .rulesEmpty:
      row(.request, .impossible, both: "no rules")
    case .rulesDuplicateType:
      row(.request, .impossible, both: "two rules with one type")
    case .rulesTypeLength:
      row(.request, .impossible, both: "a type of 0 or more than 50 characters")
    case .rulesDescriptionLength:
      row(
        .request, .impossible, both: "a description of fewer than 10 or more than 2,000 characters")
    case .modeFast:
      row(.request, nil, both: "FAST or absent")
    case .modeMultimodal:
      row(.request, from: .v1, .meaningChanged, v1: "MULTIMODAL", v2: "FAST")
    case .modeUnrecognized:
      row(.request, .approximated, v1: "any other text", v2: "the same text")
    case .pageLimitSame:
      row(.request, nil, v1: "max_pages: n, n at least 1", v2: "max_pages: n")
    case .pageLimitUnlimited:
      row(.request, nil, v1: "max_pages: null", v2: "max_pages absent")
    case .pageLimitDefaulted:
      row(
        .request, from: .v1, .defaulted, v1: "no max_pages and no target_pages", v2: "max_pages: 5")
    case .pageLimitUnlimitedWritten:
      row(.request, from: .v2, .defaulted, v1: "max_pages: null", v2: "max_pages absent")
    case .pageLimitOmitted:
      row(
        .request, from: .v1, .normalized, v1: "no max_pages, but target_pages",
        v2: "max_pages absent")
    case .pageLimitBelowOne:
      row(.request, .impossible, both: "max_pages below 1")
    case .pageLimitWithSelection:
      row(.request, .approximated, both: "max_pages and target_pages")
    case .documentIdentifier:
      row(.request, .normalized, both: "a file ID, with or without dfl-")
    case .documentNotAFile:
      row(.request, from: .v2, .impossible, v2: "a URL or a parse job")
    case .documentLength:
      row(.request, .impossible, both: "a document ID of 0 or more than 200 characters")
    case .documentControlCharacter:
      row(.request, .impossible, both: "a document ID with a control character")
    case .documentBoth:
      row(
        .request, from: .v2, .meaningChanged, v2: "file_input and another file_id or parse_job_id")
    case .configurationBoth:
      row(.request, from: .v2, .meaningChanged, v2: "configuration and configuration_id")
    case .configurationSaved:
      row(.request, from: .v2, .impossible, v2: "configuration_id without rules")
    case .requestTransaction:
      row(.request, from: .v2, .approximated, v2: "transaction_id")
    case .requestTransactionLength:
      row(
        .request, from: .v2, .impossible,
        v2: "a transaction_id of 0 or more than 255 characters")
    case .queryOnClient:
      row(
        .request, from: .v2, .normalized, v1: "page by page, on the client",
        v2: "status, job_ids, created_at_on_or_after, created_at_on_or_before")
    case .queryConfiguration:
      row(.request, from: .v2, .impossible, v2: "configuration_id")
    // MARK: Pages
    case .pagesSame:
      row(.pages, nil, v1: "target_pages: [0, 2, 3]", v2: "target_pages: \"1,3-4\"")
    case .pagesUnordered:
      row(.pages, .normalized, v1: "[6, 4]", v2: "\"7,5\"")
    case .pagesDuplicate:
      row(.pages, .normalized, v1: "[2, 2]", v2: "\"3,3\"")
    case .pagesOverlap:
      row(.pages, from: .v2, .normalized, v2: "\"1-3,2-5\"")
    case .pagesAdjacent:
      row(.pages, from: .v2, .normalized, v2: "\"1-2,3\"")
    case .pagesSinglePageRange:
      row(.pages, from: .v2, .normalized, v2: "\"4-4\"")
    case .pagesWhitespace:
      row(.pages, from: .v2, .normalized, v2: "\"1, 3\"")
    case .pagesLeadingZero:
      row(.pages, from: .v2, .normalized, v2: "\"01\"")
    case .pagesTooManyPages:
      row(
        .pages, from: .v2, .impossible, v1: "an array above the limit",
        v2: "\"1-9223372036854775807\"")
    case .pagesEmptySelection:
      row(.pages, .impossible, v1: "[]", v2: "\"\"")
    case .pagesWrongType:
      row(.pages, .impossible, v1: "not an array of integers", v2: "not a string")
    case .pagesNotAnInteger:
      row(.pages, from: .v1, .impossible, v1: "[0.5]")
    case .pagesNegativeIndex:
      row(.pages, from: .v1, .impossible, v1: "[-1]")
    case .pagesOverflow:
      row(.pages, .impossible, v1: "[9223372036854775807]", v2: "\"9223372036854775808\"")
    case .pagesEmptyItem:
      row(.pages, from: .v2, .impossible, v2: "\"1,,3\"")
    case .pagesUnexpectedCharacter:
      row(.pages, from: .v2, .impossible, v2: "\"1;3\"")
    case .pagesZeroPage:
      row(.pages, from: .v2, .impossible, v2: "\"0\"")
    case .pagesReversedRange:
      row(.pages, from: .v2, .impossible, v2: "\"5-3\"")
    case .pagesOpenRange:
      row(.pages, from: .v2, .impossible, v2: "\"3-\"")
    case .pagesBeyondDocument:
      row(
        .pages, .impossible, v1: "an index of the page count or more",
        v2: "a number above the page count")
    case .pagesMismatch:
      row(.pages, .impossible, v1: "[1, 3]", v2: "\"1,3\"")
    // MARK: Language
    case .languageSame:
      row(.language, nil, v1: "61 codes of ISO 639-1", v2: "the same")
    case .languageNotISO:
      row(
        .language, from: .v1, .approximated, v1: "one of 25 codes that are not ISO 639-1",
        v2: "the same")
    case .languageMapped:
      row(
        .language, from: .v1, .approximated,
        v1: "ch_sim, ch_tra, rs_latin, rs_cyrillic, ava, che, tjk", v2: "zh, zh, sr, sr, av, ce, tg"
      )
    case .languageNearest:
      row(
        .language, from: .v2, .approximated, v1: "ch_sim, rs_cyrillic, ava, che, tjk, no",
        v2: "zh, sr, av, ce, tg, nb")
    case .languageAmbiguous:
      row(
        .language, from: .v2, .approximated, v1: "ang, mah: Angika, Magahi",
        v2: "ang, mah: Old English, Marshallese")
    case .languageUnrecognized:
      row(
        .language, from: .v1, .approximated, v1: "a language outside v1's 86, in a record",
        v2: "the same text")
    case .languageUnsupported:
      row(.language, from: .v2, .impossible, v2: "a language outside v1's 86")
    // MARK: Webhooks
    case .webhookEventRenamed:
      row(
        .webhooks, .normalized, v1: "parse.success, parse.failure, …",
        v2: "classify.success, classify.error, …")
    case .webhookEventRepeated:
      row(.webhooks, .normalized, both: "two names of one event")
    case .webhookEventOfParsing:
      row(
        .webhooks, from: .v2, .approximated, v1: "parse.success of the job",
        v2: "parse.success of the parse job")
    case .webhookEventUnrecognized:
      row(.webhooks, .approximated, v1: "any other event", v2: "the same")
    case .webhookFanOut:
      row(
        .webhooks, from: .v1, .approximated, v1: "one delivery per event, with the job's ID",
        v2: "N deliveries per event, each with the ID of one of N jobs")
    case .webhookKept:
      row(.webhooks, from: .v2, .approximated, v2: "webhooks for a group that has members")
    case .webhookHeaderNotText:
      row(.webhooks, from: .v1, .impossible, v1: "a header value of any type", v2: "a string")
    case .webhookHeaderRepeated:
      row(.webhooks, .impossible, both: "two headers with one name")
    case .webhookSaved:
      row(.webhooks, from: .v2, .impossible, v2: "webhook_configuration_ids")
    case .webhookSavedCount:
      row(
        .webhooks, from: .v2, .impossible, v2: "more than 4 webhook_configuration_ids")
    case .webhookURL:
      row(.webhooks, .impossible, both: "no or another URL")
    // MARK: Response
    case .memberUnplaced:
      row(
        .response, .unplaced, v1: "effective_at, job_record_id",
        v2: "configuration_id, parse_job_id, transaction_id, usage, document_input_type")
    case .memberUnknown:
      row(.response, .unplaced, both: "any other member")
    case .valueUnrecognized:
      row(.response, .unplaced, both: "a value that can't be interpreted")
    case .languageOfRecord:
      row(.response, from: .v2, .unplaced, v2: "a language outside v1's 86")
    case .recordPageLimit:
      row(
        .response, .approximated, v1: "max_pages: null", v2: "max_pages absent")
    case .recordPages:
      row(.response, .approximated, both: "target_pages absent")
    case .timestampZoneless:
      row(.response, .normalized, both: "a time without a zone")
    case .documentsUnknown:
      row(.response, from: .v1, .approximated, v1: "a job without its results", v2: "no file_input")
    case .documentUnnamed:
      row(.response, from: .v1, .approximated, v1: "a result without file_id", v2: "no file_input")
    case .documentNotAFileOfRecord:
      row(.response, from: .v2, .unplaced, v1: "no file_id", v2: "a URL or a parse job")
    case .recordSplit:
      row(
        .response, from: .v1, .normalized, v1: "a job of N results",
        v2: "N jobs, tied by transaction_id")
    case .recordMerged:
      row(
        .response, from: .v2, .normalized, v1: "a job of N results",
        v2: "N jobs, tied by transaction_id")
    case .recordConfigurations:
      row(
        .response, from: .v2, .meaningChanged, v1: "one configuration",
        v2: "members of other configurations")
    case .memberRepeated:
      row(
        .response, from: .v2, .approximated, v1: "one result for each file",
        v2: "several jobs with one transaction_id")
    case .groupMayRun:
      row(.response, from: .v2, .approximated, v2: "the jobs of a cancelled call")
    case .echoDiffers:
      row(.response, from: .v2, .approximated, v2: "a configuration unlike the request's")
    case .identifierSynthesized:
      row(.response, .normalized, v1: "the ID of a result", v2: "the ID of a job")
    case .timeOfMember:
      row(.response, .approximated, v1: "the times of a job or a result", v2: "the times of a job")
    case .errorsJoined:
      row(
        .response, from: .v2, .approximated, v1: "one error_message",
        v2: "error_message of each job")
    case .errorShared:
      row(
        .response, from: .v1, .approximated, v1: "one error_message",
        v2: "error_message of each job")
    case .documentTypeDerived:
      row(.response, from: .v1, .defaulted, v1: "file_ids", v2: "document_input_type: file_id")
    case .documentInputRenamed:
      row(
        .response, from: .v2, .normalized,
        v2: "document_input_value; file_id or parse_job_id in a request")
    case .resultTypeAbsent:
      row(.response, .defaulted, both: "a result without type")
    case .resultSame:
      row(.response, nil, v1: "results: items[].result", v2: "result")
    }
  }
}
