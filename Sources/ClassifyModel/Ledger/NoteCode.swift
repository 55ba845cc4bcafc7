// SPDX-License-Identifier: Apache-2.0

/// The kind of change that a note reports; raw values stay the same across releases.
///
/// Each code is one row of the ``Catalogue``, with the form in each version, the effect of the
/// difference, and its reason. ``PageError`` and ``PageNote`` use the codes `pages.…`.
@nonexhaustive
public enum NoteCode: String, Sendable, Hashable, Codable, CaseIterable {
  // MARK: Status

  case statusPending = "status.pending"
  case statusRunning = "status.running"
  case statusSucceeded = "status.succeeded"
  case statusFailed = "status.failed"
  case statusCancelled = "status.cancelled"
  case statusCancelledAsFailed = "status.cancelledAsFailed"
  case statusPartialSuccess = "status.partialSuccess"
  case statusGroup = "status.group"
  case statusOfMembers = "status.ofMembers"
  case statusOfDocument = "status.ofDocument"
  case statusUnrecognized = "status.unrecognized"

  // MARK: Request

  case requestFanOut = "request.fanOut"
  case requestMemberOmitted = "request.memberOmitted"
  case requestMemberUnknown = "request.memberUnknown"
  case requestDocumentCount = "request.documentCount"
  case rulesSame = "rules.same"
  case rulesEmpty = "rules.empty"
  case rulesDuplicateType = "rules.duplicateType"
  case rulesTypeLength = "rules.typeLength"
  case rulesDescriptionLength = "rules.descriptionLength"
  case modeFast = "mode.fast"
  case modeMultimodal = "mode.multimodal"
  case modeUnrecognized = "mode.unrecognized"
  case pageLimitSame = "pageLimit.same"
  case pageLimitUnlimited = "pageLimit.unlimited"
  case pageLimitDefaulted = "pageLimit.defaulted"
  case pageLimitUnlimitedWritten = "pageLimit.unlimitedWritten"
  case pageLimitOmitted = "pageLimit.omitted"
  case pageLimitBelowOne = "pageLimit.belowOne"
  case pageLimitWithSelection = "pageLimit.withSelection"
  case documentIdentifier = "document.identifier"
  case documentNotAFile = "document.notAFile"
  case documentLength = "document.length"
  case documentControlCharacter = "document.controlCharacter"
  case documentBoth = "document.both"
  case configurationBoth = "configuration.both"
  case configurationSaved = "configuration.saved"
  case requestTransaction = "request.transaction"
  case requestTransactionLength = "request.transactionLength"
  case queryOnClient = "query.onClient"
  case queryConfiguration = "query.configuration"

  // MARK: Pages

  case pagesSame = "pages.same"
  case pagesUnordered = "pages.unordered"
  case pagesDuplicate = "pages.duplicate"
  case pagesOverlap = "pages.overlap"
  case pagesAdjacent = "pages.adjacent"
  case pagesSinglePageRange = "pages.singlePageRange"
  case pagesWhitespace = "pages.whitespace"
  case pagesLeadingZero = "pages.leadingZero"
  case pagesTooManyPages = "pages.tooManyPages"
  case pagesEmptySelection = "pages.emptySelection"
  case pagesWrongType = "pages.wrongType"
  case pagesNotAnInteger = "pages.notAnInteger"
  case pagesNegativeIndex = "pages.negativeIndex"
  case pagesOverflow = "pages.overflow"
  case pagesEmptyItem = "pages.emptyItem"
  case pagesUnexpectedCharacter = "pages.unexpectedCharacter"
  case pagesZeroPage = "pages.zeroPage"
  case pagesReversedRange = "pages.reversedRange"
  case pagesOpenRange = "pages.openRange"
  case pagesBeyondDocument = "pages.beyondDocument"
  case pagesMismatch = "pages.mismatch"

  // MARK: Language

  case languageSame = "language.same"
  case languageNotISO = "language.notISO"
  case languageMapped = "language.mapped"
  case languageNearest = "language.nearest"
  case languageAmbiguous = "language.ambiguous"
  case languageUnrecognized = "language.unrecognized"
  case languageUnsupported = "language.unsupported"

  // MARK: Webhooks

  case webhookEventRenamed = "webhook.eventRenamed"
  case webhookEventRepeated = "webhook.eventRepeated"
  case webhookEventOfParsing = "webhook.eventOfParsing"
  case webhookEventUnrecognized = "webhook.eventUnrecognized"
  case webhookFanOut = "webhook.fanOut"
  case webhookKept = "webhook.kept"
  case webhookHeaderNotText = "webhook.headerNotText"
  case webhookHeaderRepeated = "webhook.headerRepeated"
  case webhookSaved = "webhook.saved"
  case webhookSavedCount = "webhook.savedCount"
  case webhookURL = "webhook.url"

  // MARK: Response

  case memberUnplaced = "member.unplaced"
  case memberUnknown = "member.unknown"
  case valueUnrecognized = "value.unrecognized"
  case languageOfRecord = "language.ofRecord"
  case recordPageLimit = "record.pageLimit"
  case recordPages = "record.pages"
  case timestampZoneless = "timestamp.zoneless"
  case documentsUnknown = "documents.unknown"
  case documentUnnamed = "document.unnamed"
  case documentNotAFileOfRecord = "document.notAFileOfRecord"
  case recordSplit = "record.split"
  case recordMerged = "record.merged"
  case recordConfigurations = "record.configurations"
  case memberRepeated = "group.memberRepeated"
  case groupMayRun = "group.mayRun"
  case echoDiffers = "echo.differs"
  case identifierSynthesized = "identifier.synthesized"
  case timeOfMember = "time.ofMember"
  case errorsJoined = "errors.joined"
  case errorShared = "error.shared"
  case documentTypeDerived = "document.typeDerived"
  case documentInputRenamed = "document.inputRenamed"
  case resultTypeAbsent = "result.typeAbsent"
  case resultSame = "result.same"
}
