// SPDX-License-Identifier: Apache-2.0

extension ClassifyRequest {
  /// Adds a note for each limit that the request exceeds; all of them are limits of both versions.
  ///
  /// Every note has the effect ``Effect/impossible``, except
  /// ``NoteCode/pageLimitWithSelection``. The pointers are `/documents`, `/rules`, `/max_pages` and
  /// `/webhook_configurations`, whatever the fields of the backend's own requests.
  ///
  /// - Parameter ledger: The ledger that receives the notes.
  public func noteExceededLimits(into ledger: inout Ledger) {
    checkLimits(documents: "/documents", rules: "/rules", maxPages: "/max_pages", into: &ledger)
  }

  /// Checks the limits that both versions have, and adds a note for each violation.
  ///
  /// - Parameters:
  ///   - documents: The JSON Pointer of the documents in the target's wire format.
  ///   - rules: The JSON Pointer of the rules in the target's wire format.
  ///   - maxPages: The JSON Pointer of the page limit in the target's wire format.
  ///   - ledger: The ledger that receives the notes.
  package func checkLimits(
    documents: String, rules: String, maxPages: String, into ledger: inout Ledger
  ) {
    if !Self.documentCounts.contains(self.documents.count) {
      ledger.add(
        .requestDocumentCount, at: documents, before: String(self.documents.count),
        message: "\(self.documents.count) documents were given; a request has 1 to 500")
    }
    for (position, webhook) in webhooks.enumerated() where !webhook.hasWebURL {
      ledger.add(.webhookURL, at: "/webhook_configurations/\(position)/webhook_url")
    }
    guard case .inline(let configuration) = configuration else { return }
    checkRules(configuration.rules, at: rules, into: &ledger)
    if case .first(let count) = configuration.parsing.pageLimit, count < 1 {
      ledger.add(
        .pageLimitBelowOne, at: maxPages, before: String(count),
        message: "a limit of \(count) pages is not valid; use 1 or more, or no limit")
    }
    if configuration.parsing.pageLimit != .unlimited, configuration.parsing.pages != .all {
      ledger.add(
        .pageLimitWithSelection, at: maxPages,
        before: configuration.parsing.pageLimit.count.map(String.init),
        after: configuration.parsing.pageLimit.count.map(String.init))
    }
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
          message: "the type of rule \(position) has \(typeLength) characters; it takes 1 to "
            + "\(Rule.maximumTypeLength)")
      }
      let length = rule.description.unicodeScalars.count
      if !Rule.descriptionLength.contains(length) {
        ledger.add(
          .rulesDescriptionLength, at: "\(place)/description", before: rule.description,
          message: "the description of rule \(position) has \(length) characters; it takes "
            + "\(Rule.descriptionLength.lowerBound) to \(Rule.descriptionLength.upperBound)")
      }
    }
  }
}
