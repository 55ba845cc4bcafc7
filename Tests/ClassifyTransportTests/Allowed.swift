// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

/// What a transport may make of a fault.
///
/// Every transport may fail with these kinds, or return exactly one of the responses.
struct Allowed: Sendable {
  var responses: [Response] = []
  var kinds: Set<TransportError.Kind> = []
  /// Whether the request may last until its deadline.
  var isEndless = false

  /// A complete response.
  struct Response: Sendable, Hashable {
    let status: Int
    let body: String
  }

  /// A response with this status and body.
  static func response(_ status: Int, _ body: String) -> Allowed {
    Allowed(responses: [Response(status: status, body: body)])
  }

  /// An error of one of these kinds.
  static func failure(_ kinds: TransportError.Kind...) -> Allowed {
    Allowed(kinds: Set(kinds))
  }

  /// Returns this, or an error of one of these kinds.
  func or(_ kinds: TransportError.Kind...) -> Allowed {
    var allowed = self
    allowed.kinds.formUnion(kinds)
    return allowed
  }

  /// Returns what this or the other allows.
  func or(_ other: Allowed) -> Allowed {
    Allowed(
      responses: responses + other.responses, kinds: kinds.union(other.kinds),
      isEndless: isEndless || other.isEndless)
  }

  /// Returns this, or a response with this status and body.
  func or(_ status: Int, _ body: String) -> Allowed {
    var allowed = self
    allowed.responses.append(Response(status: status, body: body))
    return allowed
  }

  /// Returns this, or no answer until the deadline.
  func orLasting() -> Allowed {
    var allowed = self
    allowed.isEndless = true
    return allowed
  }

  /// No answer until the deadline.
  static let lasting = Allowed(isEndless: true)
}

/// The outcomes that most tables share.
extension Allowed {
  /// The whole body of five bytes.
  static let whole = response(200, "12345")
  /// The error of a response that ended early or is malformed.
  static let lost = failure(.connectionLost)
  /// The error of a response that is malformed and has no end.
  static let refused = failure(.connectionLost, .responseTooLarge)
  /// The whole body, if a transport is lenient, or an error.
  static let wholeOrLost = whole.or(.connectionLost)
}

extension LoopbackStep {
  /// Writes this text.
  static func write(_ text: String) -> LoopbackStep { .write(Array(text.utf8)) }

  /// Writes this text again and again until the client disconnects.
  static func writeForever(_ text: String) -> LoopbackStep { .writeForever(Array(text.utf8)) }
}
