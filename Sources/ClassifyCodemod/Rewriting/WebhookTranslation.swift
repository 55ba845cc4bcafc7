// SPDX-License-Identifier: Apache-2.0

/// v2's names for the events of v1's webhooks: the one place for them.
enum WebhookTranslation {
  private static let oldPrefix = "parse."
  private static let newPrefix = "classify."

  /// v2's events by those of v1, without their prefixes.
  private static let events = [
    "pending": "pending", "running": "running", "success": "success", "error": "error",
    "partial_success": "partial_success", "cancelled": "cancelled",
    // Older names, in examples of v1's reference.
    "failure": "error", "partial": "partial_success",
  ]

  /// Returns v2's name of an event of a v1 webhook.
  ///
  /// - Returns: The same name for an event of another product; nil for one without a counterpart.
  static func event(_ name: String) -> String? {
    guard name.hasPrefix(oldPrefix) else { return name }
    return events[String(name.dropFirst(oldPrefix.count))].map { newPrefix + $0 }
  }
}
