// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A client error with hints that depend on the command.
struct ServiceFailure: Error, CustomStringConvertible {
  let error: ClassifyError
  /// Suggestions for the user, a sentence each.
  var hints: [String] = []

  /// The message, followed by the known facts about the request and the hints, a line each.
  var description: String {
    let named = error.message + (error.url ?? "")
    let facts: [(name: String, text: String?)] = [
      // Most messages or URLs already have the ID.
      (
        "job",
        error.jobID.flatMap {
          named.contains($0.text) ? nil : PlainText.shortened($0.text, to: 200)
        }
      ),
      ("request", error.method.flatMap { method in error.url.map { "\(method) \($0)" } }),
      ("status", error.status.map { "\($0)" }),
      // Most messages already quote the server's message.
      ("response", error.serverMessage.flatMap { error.message.contains($0) ? nil : $0 }),
      ("request ID", error.requestID),
      ("attempts", error.attempts > 0 ? "\(error.attempts)" : nil),
    ]
    let lines = facts.compactMap { fact in
      fact.text.map { "  \(TextLayout.pad("\(fact.name):", to: 12))\(PlainText.printable($0))" }
    }
    return ([PlainText.printable(error.message)] + lines + hints.map { "  \($0)" })
      .joined(separator: "\n")
  }
}

/// Renders the refusal of a translation.
enum RefusalText {
  /// Returns a failure with every reason of a refusal, a line each.
  static func failure(_ refusal: TranslationRefusal) -> CommandFailure {
    let reasons = refusal.reasons.map { note in
      let place = note.pointer.isEmpty ? "" : "\(note.pointer): "
      return "\n" + PlainText.printable("  \(place)\(note.message) (\(note.code.rawValue))")
    }
    return CommandFailure("the request can't be translated:\(reasons.joined())")
  }
}

extension Connection {
  /// The object of a command, which determines the hints for a failure.
  enum Subject {
    /// A v1 job, by ID.
    case v1Job(String)
    /// A v2 job, by ID.
    case v2Job(String)
    /// A group that the command creates or completes.
    case group(GroupID)
    case other
  }

  /// Calls the service and converts errors for the user.
  ///
  /// Of a refused translation, the notes that the policy accepts are written to stderr first.
  ///
  /// - Throws: ``ServiceFailure`` instead of `ClassifyError`, ``CommandFailure`` instead of
  ///   `TranslationRefusal`, and other errors unchanged.
  func reportingErrors<Value>(
    about subject: Subject = .other, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as ClassifyError {
      throw ServiceFailure(error: error, hints: hints(for: error, subject))
    } catch let refusal as TranslationRefusal {
      NoteText.writeMessage(refusal.notes.filter { !refusal.policy.refuses($0.effect) })
      throw RefusalText.failure(refusal)
    }
  }

  private func hints(for error: ClassifyError, _ subject: Subject) -> [String] {
    switch (error.code, subject) {
    case (.authentication, _): ["The key came from \(keySource)."]
    // v1 accepts only UUIDs as job IDs; others are unprocessable.
    case (.notFound, .v1Job(let id)), (.unprocessable, .v1Job(let id)):
      ["If it is a v2 job: classify-bridge classify get \(ShellArgument.text(id))"]
    case (.notFound, .v2Job(let id)):
      ["If it is a v1 job: classify-bridge classifier:jobs get \(ShellArgument.text(id))"]
    case (.unsupported, .v1Job): ["For a job of v2 or a group, add --on v2."]
    case (.idempotencyMismatch, .group(let id)):
      [
        """
        Group \(id) was created for other files or options: run again with the same ones, the \
        files in the same order, or leave out --group-id to create a new group.
        """
      ]
    case (.incompleteGroup, .group(let id)), (.connection, .group(let id)),
      (.timeout, .group(let id)), (.server, .group(let id)), (.rateLimited, .group(let id)):
      ["To create what is missing, run again with --group-id \(id)"]
    default: []
    }
  }
}

/// Arguments of commands that messages suggest.
enum ShellArgument {
  /// Returns an ID for a shell command, or a placeholder if it would have to be quoted.
  static func text(_ id: String) -> String {
    let needsNoQuotes = id.allSatisfy { character in
      character.isASCII && (character.isLetter || character.isNumber)
        || character == "-" || character == "_"
    }
    return needsNoQuotes ? id : "ID"
  }
}
