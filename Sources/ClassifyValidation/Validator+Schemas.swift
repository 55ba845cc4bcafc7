// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

extension Validator {
  /// Returns the types and descriptions of a job's rules, which have the same limits in both
  /// versions.
  ///
  /// Types must be unique according to the documentation; the schema doesn't require it.
  package mutating func ruleTexts(_ field: Field) -> [(type: String, description: String)]? {
    guard let elements = array(field, count: 1...Int.max) else { return nil }
    var rules: [(type: String, description: String)] = []
    var seen: Set<String> = []
    for element in elements {
      guard !isFull else { return nil }
      guard let members = object(element) else { continue }
      let type = string(members["type"], length: 1...50)
      let description = string(members["description"], length: 10...2_000)
      guard let type, let description else { continue }
      if !seen.insert(type).inserted {
        reportValueError("Rule types must be unique: '\(type)' occurs more than once", at: field)
      }
      rules.append((type, description))
    }
    return rules.count == elements.count ? rules : nil
  }
}

extension Validator {
  private static let webhookMembers: Set<String> = [
    "webhook_url", "webhook_headers", "webhook_events", "webhook_output_format",
    "webhook_signing_secret",
  ]

  /// Validates webhook configurations.
  ///
  /// - Parameters:
  ///   - field: The array of configurations.
  ///   - requiresStringHeaders: Whether header values must be strings, as in v2.
  package mutating func webhooks(_ field: Field, requiresStringHeaders: Bool) {
    guard let elements = array(field) else { return }
    for element in elements {
      guard !isFull else { return }
      guard let webhook = object(element) else { continue }
      for name in webhook.value?.object?.names ?? [] where !Self.webhookMembers.contains(name) {
        guard !isFull else { return }
        report("extra_forbidden", "Extra inputs are not permitted", at: webhook[name])
      }
      if let url = webhook["webhook_url"].ifNotNull { checkURL(url) }
      if let events = webhook["webhook_events"].ifNotNull {
        if let events = array(events) { check(events) { _ = $0.string($1) } }
      }
      if let format = webhook["webhook_output_format"].ifNotNull {
        _ = choice(format, of: ["string", "json"], type: "literal_error")
      }
      if let secret = webhook["webhook_signing_secret"].ifNotNull { _ = string(secret) }
      if let headers = webhook["webhook_headers"].ifNotNull {
        checkHeaders(headers, requiresStrings: requiresStringHeaders)
      }
    }
  }

  private mutating func checkURL(_ field: Field) {
    guard let url = string(field) else { return }
    if !url.hasPrefix("http:"), !url.hasPrefix("https:") {
      report(
        "string_pattern_mismatch", "String should match pattern '^https?:'", at: field,
        context: ["pattern": "^https?:"])
    }
  }

  private mutating func checkHeaders(_ field: Field, requiresStrings: Bool) {
    guard let headers = field.value?.object else {
      report("dict_type", "Input should be a valid dictionary", at: field)
      return
    }
    guard requiresStrings else { return }
    for name in headers.names {
      guard !isFull else { return }
      _ = string(field[name])
    }
  }

  /// Checks elements until the validator is full.
  private mutating func check(
    _ elements: Field.Elements, _ check: (inout Validator, Field) -> Void
  ) {
    for element in elements {
      guard !isFull else { return }
      check(&self, element)
    }
  }
}
