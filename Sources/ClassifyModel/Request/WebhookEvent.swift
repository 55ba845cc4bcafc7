// SPDX-License-Identifier: Apache-2.0

/// Something that happens to a job and that a webhook can be told of.
///
/// v1 calls its events `parse.…`, v2 `classify.…`; older texts of v1's reference call two of them
/// `parse.failure` and `parse.partial`.
@nonexhaustive
public enum WebhookEvent: Sendable, Hashable {
  /// The job waits.
  case pending
  /// The job has begun.
  case running
  /// Every document has a result.
  case success
  /// Some documents have a result.
  case partialSuccess
  /// No document has a result.
  case error
  /// The job was stopped.
  case cancelled
  /// An event that this package does not know, as it was written.
  case unrecognized(String)

  /// Reads a wire text of either version, old names included.
  public init(wire text: String) {
    let name = text.dropPrefixOrNil("parse.") ?? text.dropPrefixOrNil("classify.")
    self = name.flatMap { Self.names[String($0)] } ?? .unrecognized(text)
  }

  /// Returns the wire text of a version, in its newest names.
  public func wireText(for version: APIVersion) -> String {
    let prefix =
      switch version {
      case .v1: "parse."
      case .v2: "classify."
      }
    return switch self {
    case .pending: prefix + "pending"
    case .running: prefix + "running"
    case .success: prefix + "success"
    case .partialSuccess: prefix + "partial_success"
    case .error: prefix + "error"
    case .cancelled: prefix + "cancelled"
    case .unrecognized(let text): text
    }
  }

  private static let names: [String: WebhookEvent] = [
    "pending": .pending, "running": .running, "success": .success,
    "partial_success": .partialSuccess, "partial": .partialSuccess, "error": .error,
    "failure": .error, "cancelled": .cancelled,
  ]
}

extension String {
  fileprivate func dropPrefixOrNil(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
