// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
package import ClassifyModel

/// A wire value for the status of a job in one version, with the ``JobStatus`` that it means.
///
/// Readers, writers, filters and polling share this mapping: ``Open/jobStatus`` converts from the
/// wire value, and ``JobStatus/word(_:)`` to it.
package protocol StatusWord: RawRepresentable, CaseIterable, Sendable where RawValue == String {
  /// The status that the wire value means.
  var jobStatus: JobStatus { get }
}

extension Open where Known: StatusWord {
  /// The status that the wire value means; ``JobStatus/unrecognized(_:)`` for an unknown value.
  package var jobStatus: JobStatus {
    switch self {
    case .known(let word): word.jobStatus
    case .unrecognized(let text): .unrecognized(text)
    }
  }
}

extension JobStatus {
  /// Returns the wire value for this status, or `nil` if the version has none.
  package func word<Word: StatusWord>(_ vocabulary: Word.Type = Word.self) -> Word? {
    vocabulary.allCases.first { $0.jobStatus == self }
  }
}

/// A version's wire values for the ways of classifying, each with the mode that it means.
package protocol ModeWord: RawRepresentable, CaseIterable, Sendable where RawValue == String {
  /// The mode that the wire value means.
  var mode: ClassifyMode { get }
}

extension Open where Known: ModeWord {
  /// The mode that the wire value means; an unknown value is ``ClassifyMode/unrecognized(_:)``.
  package var mode: ClassifyMode {
    switch self {
    case .known(let word): word.mode
    case .unrecognized(let text): .unrecognized(text)
    }
  }

  /// Creates the wire value of a mode, or returns `nil` if the version has none.
  package init?(_ mode: ClassifyMode) {
    if case .unrecognized(let text) = mode {
      self.init(text)
    } else if let word = Known.allCases.first(where: { $0.mode == mode }) {
      self = .known(word)
    } else {
      return nil
    }
  }
}

/// The names that one version gives to webhook events: a prefix and the name of the event.
package struct WebhookEventNames: Sendable {
  /// The prefixes of all versions.
  private static let prefixes = ["parse.", "classify."]
  private static let events: [String: WebhookEvent] = [
    "pending": .pending, "running": .running, "success": .success,
    "partial_success": .partialSuccess, "error": .error, "cancelled": .cancelled,
    // Older names, in examples of v1's reference.
    "partial": .partialSuccess, "failure": .error,
  ]

  private let prefix: String
  private let readsOtherPrefixes: Bool

  /// Creates the names of a version.
  ///
  /// - Parameters:
  ///   - prefix: The prefix that the version writes, such as `classify.`.
  ///   - readsOtherPrefixes: Whether the prefixes of other versions mean the same events; `false` if
  ///     they are the names of another product's events.
  package init(prefix: String, readsOtherPrefixes: Bool) {
    self.prefix = prefix
    self.readsOtherPrefixes = readsOtherPrefixes
  }

  /// Returns the event for a name in a webhook of this version, including older names.
  package func event(named name: String) -> WebhookEvent {
    readsOtherPrefixes || name.hasPrefix(prefix) ? Self.event(named: name) : .unrecognized(name)
  }

  /// Returns the event for a name from any version, including older names.
  package static func event(named name: String) -> WebhookEvent {
    for prefix in prefixes where name.hasPrefix(prefix) {
      return events[String(name.dropFirst(prefix.count))] ?? .unrecognized(name)
    }
    return .unrecognized(name)
  }

  /// Returns the version's name for an event.
  package func name(of event: WebhookEvent) -> String {
    if case .unrecognized(let text) = event { text } else { prefix + event.description }
  }
}
