// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// What went wrong with the service, for a person: what happened, where, and what to do.
struct ServiceFailure: Error, CustomStringConvertible {
  /// What went wrong.
  let error: ClassifyError
  /// What to do that the error itself can't know.
  var hints: [String] = []

  /// The message, and below it what is known of the request.
  var description: String {
    let facts: [(name: String, text: String?)] = [
      ("request", error.method.flatMap { method in error.url.map { "\(method) \($0)" } }),
      ("status", error.status.map { "\($0)" }),
      // Most messages have the service's words in them.
      ("answer", error.serverMessage.flatMap { error.message.contains($0) ? nil : $0 }),
      ("request id", error.requestID),
      ("attempts", error.attempts > 0 ? "\(error.attempts)" : nil),
    ]
    let lines = facts.compactMap { fact in
      fact.text.map { "  \(TextLayout.pad("\(fact.name):", to: 12))\(PlainText.printable($0))" }
    }
    return ([PlainText.printable(error.message)] + lines + hints.map { "  \($0)" })
      .joined(separator: "\n")
  }
}
