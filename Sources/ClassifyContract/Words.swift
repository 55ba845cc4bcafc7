// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
package import ClassifyModel

/// A version's words for the statuses of jobs, each with the status it means.
///
/// The one vocabulary that readers, writers, filters and polling share: ``Open/jobStatus`` reads it
/// and ``JobStatus/word(_:)`` writes it.
package protocol StatusWord: RawRepresentable, CaseIterable, Sendable where RawValue == String {
  /// The status that the word means.
  var jobStatus: JobStatus { get }
}

extension Open where Known: StatusWord {
  /// The status that the word means; an unknown word is ``JobStatus/unrecognized(_:)``.
  package var jobStatus: JobStatus {
    switch self {
    case .known(let word): word.jobStatus
    case .unrecognized(let text): .unrecognized(text)
    }
  }
}

extension JobStatus {
  /// Returns the word of a vocabulary for this status, or `nil` if it has none.
  package func word<Word: StatusWord>(_ vocabulary: Word.Type = Word.self) -> Word? {
    vocabulary.allCases.first { $0.jobStatus == self }
  }
}

extension ClassifyMode {
  /// Parses the word for a mode, which is the same in every version.
  package init(wire text: String) {
    self =
      switch text {
      case "FAST": .fast
      case "MULTIMODAL": .multimodal
      default: .unrecognized(text)
      }
  }

  /// The word for the mode, which is the same in every version.
  package var wireText: String {
    switch self {
    case .fast: "FAST"
    case .multimodal: "MULTIMODAL"
    case .unrecognized(let text): text
    }
  }
}

/// The names that one version gives to webhook events: a prefix and the name of the event.
package struct WebhookEventNames: Sendable {
  /// The prefixes of all versions; a name with any of them is read.
  private static let prefixes = ["parse.", "classify."]
  private static let events: [String: WebhookEvent] = [
    "pending": .pending, "running": .running, "success": .success,
    "partial_success": .partialSuccess, "error": .error, "cancelled": .cancelled,
    // Older names, in examples of v1's reference.
    "partial": .partialSuccess, "failure": .error,
  ]

  private let prefix: String

  /// Creates the names with the prefix that the version writes, such as `classify.`.
  package init(prefix: String) {
    self.prefix = prefix
  }

  /// Returns the event that a name of any version means; older names included.
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

// Values that were kept because they can't be interpreted, written back as they stood.
extension Presence {
  /// Creates the presence of a kept value: null, or whatever `interpret` returns.
  package init<Wanted>(
    kept json: JSONValue, interpret: (JSONValue) -> Wanted?
  ) where Value == Lenient<Wanted> {
    self = json.isNull ? .null : .value(interpret(json).map { .value($0) } ?? .other(json))
  }
}

extension Int {
  /// Creates an integer from a number that is written as Swift writes it, else returns `nil`.
  package init?(plain json: JSONValue) {
    guard case .number(let number) = json, let value = Int(number.text),
      String(value) == number.text
    else { return nil }
    self = value
  }
}
