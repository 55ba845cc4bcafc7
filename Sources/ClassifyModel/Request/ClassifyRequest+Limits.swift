// SPDX-License-Identifier: Apache-2.0

extension ClassifyRequest {
  /// Adds a note for each limit that the request exceeds; all of them are limits of both versions.
  ///
  /// Every note has the effect ``Effect/impossible``, except
  /// ``NoteCode/pageLimitWithSelection``. The pointers are `/documents`, `/rules`, `/max_pages`,
  /// `/webhook_configurations`, `/webhook_configuration_ids` and `/transaction_id`, whatever the
  /// fields of the backend's own requests.
  ///
  /// - Parameter ledger: The ledger that receives the notes.
  public func noteExceededLimits(into ledger: inout Ledger) {
    checkLimits(documents: "/documents", rules: "/rules", maxPages: "/max_pages", into: &ledger)
  }

  /// Checks the limits that both versions have, and adds a note for each violation.
  ///
  /// - Parameters:
  ///   - documents: The JSON Pointer of the documents in the target's wire format.
  ///   - document: Returns the JSON Pointer of the document at a zero-based position; `nil` for the
  ///     element of an array at `documents`.
  ///   - rules: The JSON Pointer of the rules in the target's wire format.
  ///   - maxPages: The JSON Pointer of the page limit in the target's wire format.
  ///   - ledger: The ledger that receives the notes.
  package func checkLimits(
    documents: String, document: ((_ position: Int) -> String)? = nil, rules: String,
    maxPages: String, into ledger: inout Ledger
  ) {
    if !Self.documentCounts.contains(self.documents.count) {
      ledger.add(
        .requestDocumentCount, at: documents, before: String(self.documents.count),
        message: "\(self.documents.count) documents were given; a request has 1 to 500")
    }
    for (position, reference) in self.documents.enumerated() {
      let pointer = document?(position) ?? "\(documents)/\(position)"
      check(reference, number: position, at: pointer, into: &ledger)
    }
    checkKey(into: &ledger)
    for (position, webhook) in webhooks.enumerated() where !webhook.hasWebURL {
      ledger.add(.webhookURL, at: "/webhook_configurations/\(position)/webhook_url")
    }
    if savedWebhookIDs.count > Self.maximumSavedWebhookCount {
      ledger.add(
        .webhookSavedCount, at: "/webhook_configuration_ids", before: String(savedWebhookIDs.count),
        message: "\(savedWebhookIDs.count) saved webhooks were given; a request has at most "
          + "\(Self.maximumSavedWebhookCount)")
    }
    guard case .inline(let configuration) = configuration else { return }
    checkRules(configuration.rules, at: rules, into: &ledger)
    if case .first(let count) = configuration.parsing.pageLimit, count < 1 {
      ledger.add(
        .pageLimitBelowOne, at: maxPages, before: String(count),
        message: "a limit of \(count) pages is not valid; use 1 or more, or null for no limit")
    }
    if configuration.parsing.pageLimit != .unlimited, configuration.parsing.pages != .all {
      ledger.add(
        .pageLimitWithSelection, at: maxPages,
        before: configuration.parsing.pageLimit.count.map(String.init),
        after: configuration.parsing.pageLimit.count.map(String.init))
    }
  }

  /// Checks the ID or URL of a document.
  ///
  /// Control characters are not quoted: they could change the display that shows the message.
  private func check(
    _ document: DocumentReference, number: Int, at pointer: String, into ledger: inout Ledger
  ) {
    let scalars = document.identifier.unicodeScalars
    if !DocumentReference.identifierLengths.contains(scalars.count) {
      let lengths = DocumentReference.identifierLengths
      ledger.add(
        .documentLength, at: pointer, before: Counted.text(scalars.count, "character"),
        message: "the ID of document \(number) has "
          + "\(Counted.text(scalars.count, "character")); it takes "
          + "\(lengths.lowerBound) to \(lengths.upperBound)")
    }
    let control = scalars.enumerated().first { $1.properties.generalCategory == .control }
    if let (offset, scalar) = control {
      let code = String(scalar.value, radix: 16, uppercase: true)
      let name = "U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)"
      ledger.add(
        .documentControlCharacter, at: pointer, before: name,
        message: "the ID of document \(number) has the control character \(name) after "
          + "\(Counted.text(offset, "character")); remove it")
    }
  }

  private func checkKey(into ledger: inout Ledger) {
    guard case .transaction(let key) = idempotency else { return }
    let length = key.unicodeScalars.count
    guard !Self.keyLengths.contains(length) else { return }
    ledger.add(
      .requestTransactionLength, at: "/transaction_id", before: Counted.text(length, "character"),
      message: "the idempotency key has \(Counted.text(length, "character")); it takes "
        + "\(Self.keyLengths.lowerBound) to \(Self.keyLengths.upperBound)")
  }

  private func checkRules(_ rules: [Rule], at pointer: String, into ledger: inout Ledger) {
    if rules.isEmpty { ledger.add(.rulesEmpty, at: pointer) }
    var positions: [String: Int] = [:]
    for (position, rule) in rules.enumerated() {
      let place = "\(pointer)/\(position)"
      if let first = positions.updateValue(position, forKey: rule.type) {
        ledger.add(
          .rulesDuplicateType, at: "\(place)/type", before: rule.type,
          message: "rules \(first) and \(position) both have the type \"\(rule.type)\"; "
            + "types are unique")
      }
      let typeLength = rule.type.unicodeScalars.count
      if !(1...Rule.maximumTypeLength).contains(typeLength) {
        ledger.add(
          .rulesTypeLength, at: "\(place)/type", before: rule.type,
          message: "the type of rule \(position) has "
            + "\(Counted.text(typeLength, "character")); it takes 1 to "
            + "\(Rule.maximumTypeLength)")
      }
      let length = rule.description.unicodeScalars.count
      if !Rule.descriptionLength.contains(length) {
        ledger.add(
          .rulesDescriptionLength, at: "\(place)/description", before: rule.description,
          message: "the description of rule \(position) has "
            + "\(Counted.text(length, "character")); it takes "
            + "\(Rule.descriptionLength.lowerBound) to \(Rule.descriptionLength.upperBound)")
      }
    }
  }
}
