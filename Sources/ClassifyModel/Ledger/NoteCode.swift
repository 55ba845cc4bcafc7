// SPDX-License-Identifier: Apache-2.0

/// What a note says, as a text that stays the same across releases.
///
/// Each code is one row of the ``Catalogue``, which explains it.
@nonexhaustive
public enum NoteCode: String, Sendable, Hashable, Codable, CaseIterable {
  // MARK: Status

  /// The job waits.
  case statusPending = "status.pending"
  /// v1 has no word for a running job; it is as unfinished as a pending one.
  case statusRunning = "status.running"
  /// Every document has a result.
  case statusSucceeded = "status.succeeded"
  /// No document has a result.
  case statusFailed = "status.failed"
  /// The job was stopped before its end.
  case statusCancelled = "status.cancelled"
  /// The published v2 has no word for a cancelled job.
  case statusCancelledAsFailed = "status.cancelledAsFailed"
  /// A v2 job has one document, so it can't succeed in part; a group's members say it one by one.
  case statusPartialSuccess = "status.partialSuccess"
  /// Any unfinished: PENDING. All COMPLETED: SUCCESS. Some COMPLETED: PARTIAL_SUCCESS. None
  /// COMPLETED: CANCELLED if all are, else ERROR.
  case statusGroup = "status.group"
  /// v2 has no word for all documents together; seen together they say another than v1 did.
  case statusOfMembers = "status.ofMembers"
  /// v1 has no word for each document: its status follows from its job's and its result.
  case statusOfDocument = "status.ofDocument"
  /// A status that this package does not know is passed on as it stands.
  case statusUnrecognized = "status.unrecognized"

  // MARK: Request

  /// A v2 job classifies one document, so a job of N files becomes a group of N jobs.
  case requestFanOut = "request.fanOut"
  /// A null or empty member of a request means what its absence means, and is left out.
  case requestMemberOmitted = "request.memberOmitted"
  /// A request has 1 to 500 documents.
  case requestDocumentCount = "request.documentCount"
  /// Types and descriptions are the same.
  case rulesSame = "rules.same"
  /// A request has at least one rule.
  case rulesEmpty = "rules.empty"
  /// The types of a request's rules are unique.
  case rulesDuplicateType = "rules.duplicateType"
  /// A rule's type has 1 to 50 characters.
  case rulesTypeLength = "rules.typeLength"
  /// A rule's description has 10 to 2,000 characters.
  case rulesDescriptionLength = "rules.descriptionLength"
  /// The text of the pages is classified.
  case modeFast = "mode.fast"
  /// v2 does not look at images of pages: another classifier answers, at another price.
  case modeMultimodal = "mode.multimodal"
  /// A mode that this package does not know is passed on as it stands.
  case modeUnrecognized = "mode.unrecognized"
  /// The first n pages are read.
  case pageLimitSame = "pageLimit.same"
  /// The whole document is read.
  case pageLimitUnlimited = "pageLimit.unlimited"
  /// v1 reads 5 pages unless told otherwise, v2 all: leaving it out would read, and bill, the whole
  /// document.
  case pageLimitDefaulted = "pageLimit.defaulted"
  /// v2 reads all pages unless told otherwise, v1 the first 5: the limit is lifted in so many
  /// words.
  case pageLimitUnlimitedWritten = "pageLimit.unlimitedWritten"
  /// The selection is the limit: v1's default of 5 is not added to it.
  case pageLimitOmitted = "pageLimit.omitted"
  /// A limit of no pages can't be asked for; v2 takes 1 at the least.
  case pageLimitBelowOne = "pageLimit.belowOne"
  /// Both are sent; which of the two goes first is not published for either version.
  case pageLimitWithSelection = "pageLimit.withSelection"
  /// The form of the id was changed on request; whether both forms name one file is not published.
  case documentIdentifier = "document.identifier"
  /// v1 classifies uploaded files only.
  case documentNotAFile = "document.notAFile"
  /// Which of two documents goes first is not published: file_input is taken.
  case documentBoth = "document.both"
  /// Which of two configurations goes first is not published: the rules in the request are taken.
  case configurationBoth = "configuration.both"
  /// v1 takes its rules in the request; a saved configuration can't be named.
  case configurationSaved = "configuration.saved"
  /// v1 has no idempotency key: the request can't be repeated safely.
  case requestTransaction = "request.transaction"
  /// v1 filters nothing, so every page is fetched and filtered here.
  case queryOnClient = "query.onClient"
  /// v1's jobs do not say which configuration they ran.
  case queryConfiguration = "query.configuration"

  // MARK: Pages

  /// v1 counts from 0 in an array, v2 from 1 in a text.
  case pagesSame = "pages.same"
  /// Pages are written in ascending order.
  case pagesUnordered = "pages.unordered"
  /// Each page is written once.
  case pagesDuplicate = "pages.duplicate"
  /// Ranges that overlap are merged.
  case pagesOverlap = "pages.overlap"
  /// Ranges that touch are merged.
  case pagesAdjacent = "pages.adjacent"
  /// A range of one page is written as that page.
  case pagesSinglePageRange = "pages.singlePageRange"
  /// Spaces and tabs are left out.
  case pagesWhitespace = "pages.whitespace"
  /// Leading zeros are left out.
  case pagesLeadingZero = "pages.leadingZero"
  /// v1 lists each page, and a list has its bound.
  case pagesTooManyPages = "pages.tooManyPages"
  /// This is not a selection of pages, and a request with it would read others.
  case pagesRefused = "pages.refused"

  // MARK: Language

  /// The code means the same language.
  case languageSame = "language.same"
  /// v2 documents ISO 639-1; what it makes of another code is not published.
  case languageNotISO = "language.notISO"
  /// The code was mapped on request: the script or the spelling is lost.
  case languageMapped = "language.mapped"
  /// v1's code for the language; its script is a guess.
  case languageNearest = "language.nearest"
  /// A language that v1 does not have is passed on as it stands.
  case languageUnrecognized = "language.unrecognized"
  /// v1 refuses a language that is not one of its 86.
  case languageUnsupported = "language.unsupported"

  // MARK: Webhooks

  /// The event has another name.
  case webhookEventRenamed = "webhook.eventRenamed"
  /// An event that this package does not know is passed on as it stands.
  case webhookEventUnrecognized = "webhook.eventUnrecognized"
  /// v2 takes texts as values of headers.
  case webhookHeaderNotText = "webhook.headerNotText"
  /// A webhook names each header once.
  case webhookHeaderRepeated = "webhook.headerRepeated"
  /// v1 takes webhooks in the request; a saved one can't be named.
  case webhookSaved = "webhook.saved"
  /// A webhook's URL begins with http: or https:.
  case webhookURL = "webhook.url"

  // MARK: Response

  /// The other version has no such member; the model keeps it.
  case memberUnplaced = "member.unplaced"
  /// A member that this package does not know is kept for its own version.
  case memberUnknown = "member.unknown"
  /// What the service said is kept as it stood, and written back to its own version only.
  case valueUnrecognized = "value.unrecognized"
  /// v1's clients refuse a language that is not one of its 86, so it is left out of the record.
  case languageOfRecord = "language.ofRecord"
  /// It is read as UTC; its text stays as it is.
  case timestampZoneless = "timestamp.zoneless"
  /// v1's job does not say which files it has; only its results do.
  case documentsUnknown = "documents.unknown"
  /// v1 does not say which file this result is of.
  case documentUnnamed = "document.unnamed"
  /// v1's results name uploaded files only.
  case documentNotAFileOfRecord = "document.notAFileOfRecord"
  /// Each document of a v1 job becomes a v2 job of its own.
  case recordSplit = "record.split"
  /// The v2 jobs of a group are one v1 job.
  case recordMerged = "record.merged"
  /// The members of a group were classified by different rules or pages, and v1 has one set for
  /// all.
  case recordConfigurations = "record.configurations"
  /// An id that the other version did not give is derived, always the same from the same.
  case identifierSynthesized = "identifier.synthesized"
  /// One side has times for the job and for each document, the other only one of them.
  case timeOfMember = "time.ofMember"
  /// v1 has one error message for all documents.
  case errorsJoined = "errors.joined"
  /// v1 has one error message for all documents: each that failed gets it.
  case errorShared = "error.shared"
  /// v1's documents are always files.
  case documentTypeDerived = "document.typeDerived"
  /// Older forms of v2 call file_input so.
  case documentInputRenamed = "document.inputRenamed"
  /// Both versions require the member; a result without it is read as one that no rule fits.
  case resultTypeAbsent = "result.typeAbsent"
  /// type, confidence and reasoning are the same, digits included.
  case resultSame = "result.same"
}
