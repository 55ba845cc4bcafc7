// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A client error with hints that depend on the command.
struct ServiceFailure: Error, CustomStringConvertible {
  let error: ClassifyError
  /// Whether the user can give the idempotency key that the error advises to repeat.
  var showsKeyAdvice = true
  /// Suggestions for the user, a sentence each.
  var hints: [String] = []

  /// The message, followed by the known facts about the request and the hints, a line each.
  var description: String {
    let message = [error.message, showsKeyAdvice ? error.keyAdvice : nil]
      .compactMap(\.self).joined(separator: " ")
    let named = message + (error.url ?? "")
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
    return ([PlainText.printable(message)] + lines + hints.map { "  \($0)" })
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
    /// A job or a group, by ID, of a v1 command that v2 serves.
    case jobOverV2(String)
    /// A group that the command creates or completes, with its organization and project.
    case group(GroupID, in: ProjectScope)
    /// A job that the command creates without a flag for its idempotency key.
    case newJob(APIVersion, in: ProjectScope)
    case other
  }

  /// Calls the service and converts errors for the user.
  ///
  /// The notes of a refused translation are added to ``notes``.
  ///
  /// - Throws: ``ServiceFailure`` instead of `ClassifyError`, ``CommandFailure`` instead of
  ///   `TranslationRefusal`, and other errors unchanged.
  func reportingErrors<Value>(
    about subject: Subject = .other, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as ClassifyError {
      var failure = ServiceFailure(error: error, hints: hints(for: error, subject))
      if case .newJob = subject { failure.showsKeyAdvice = false }
      throw failure
    } catch let refusal as TranslationRefusal {
      notes.add(refusal)
      throw RefusalText.failure(refusal)
    }
  }

  private func hints(for error: ClassifyError, _ subject: Subject) -> [String] {
    switch (error.code, subject) {
    case (.authentication, _): ["The key came from \(keySource)."]
    // v1 accepts only UUIDs as job IDs; others are unprocessable.
    case (.notFound, .v1Job(let id)), (.unprocessable, .v1Job(let id)),
      (.notFound, .v2Job(let id)), (.notFound, .jobOverV2(let id)):
      hints(forUnknownJob: id, subject, error)
    case (.unexpectedStatus, .v2Job(let id)) where error.status == 405,
      (.unexpectedStatus, .jobOverV2(let id)) where error.status == 405:
      hints(forUnknownJob: id, subject, error)
    case (.unsupported, .v1Job): ["For a job of v2 or a group, add --on v2."]
    case (.idempotencyMismatch, .group(let id, _)):
      [
        """
        Group \(id) was created for other files or options: run again with the same ones, the \
        files in the same order, or leave out --group-id to create a new group.
        """
      ]
    // The message says what to do.
    case (_, .group) where creations.lacksKeys: []
    case (_, .group(let id, let scope))
    where !creations.refusedDocuments.isEmpty && !creations.jobIDs.isEmpty:
      hints(for: creations.refusedDocuments, of: id, scopeFlags(in: scope))
    case (.incompleteGroup, .group(let id, let scope)), (.connection, .group(let id, let scope)),
      (.timeout, .group(let id, let scope)), (.server, .group(let id, let scope)),
      (.rateLimited, .group(let id, let scope)):
      ["To create what is missing, run again with --group-id \(id)\(scopeFlags(in: scope))"]
    case (_, .newJob(let version, let scope)) where error.keyAdvice != nil:
      [
        "A job may exist. To find it: classify-bridge classifier:jobs list --on \(version)"
          + scopeFlags(in: scope),
        "To be able to repeat the command, give it an ID of classifier:jobs new-group-id with "
          + "--group-id.",
      ]
    default: []
    }
  }

  /// Returns the hints for a job that the service does not know, or that it can't cancel or delete.
  private func hints(
    forUnknownJob id: String, _ subject: Subject, _ error: ClassifyError
  ) -> [String] {
    let otherKinds = ["dfl-": "a file", "pjb-": "a parse job", "cfg-": "a saved configuration"]
    if let kind = otherKinds.first(where: { id.hasPrefix($0.key) })?.value {
      return [
        "The ID is that of \(kind), and not of a classify job. To find the job: "
          + "classify-bridge classify list\(scopeFlags())"
      ]
    }
    let shown = ShellArgument.text(id) + scopeFlags()
    switch subject {
    case .v1Job where GroupID(id) != nil, .v2Job where GroupID(id) != nil:
      return ["The ID is that of a group: classify-bridge classifier:jobs get \(shown) --on v2"]
    case .v1Job: return ["If it is a v2 job: classify-bridge classify get \(shown)"]
    // IDs of v1 jobs are UUIDs.
    case .v2Job where UniversalID(id) != nil:
      return missingOperationHints(for: error, "classify get \(shown)")
        + ["If it is a v1 job: classify-bridge classifier:jobs get \(shown)"]
    case .v2Job: return missingOperationHints(for: error, "classify get \(shown)")
    case .jobOverV2:
      return missingOperationHints(for: error, "classifier:jobs get \(shown) --on v2")
    case .group, .newJob, .other: return []
    }
  }

  /// Returns the hint that this v2 may have no operation to cancel or delete jobs: a response with 404
  /// does not tell an unknown path from an unknown job; 405 does.
  ///
  /// - Parameters:
  ///   - error: The error.
  ///   - get: The command that reads the job.
  /// - Returns: The hint; none for other operations.
  private func missingOperationHints(for error: ClassifyError, _ get: String) -> [String] {
    let verbs = ["classify.cancel": "cancel", "classify.delete": "delete"]
    guard let verb = error.operation.flatMap({ verbs[$0] }) else { return [] }
    let cause = "can't \(verb) jobs, like v2 as first published."
    return switch error.status {
    case 404: ["If classify-bridge \(get) finds the job, this v2 \(cause)"]
    case 405: ["This v2 probably \(cause)"]
    default: []
    }
  }

  /// Returns the hints for a group of which the service refused documents and created others.
  private func hints(for refused: [String], of group: GroupID, _ flags: String) -> [String] {
    let named = refused.prefix(Self.maximumNamedDocuments).map { PlainText.shortened($0, to: 200) }
    let others = refused.count - named.count
    return [
      "The service refuses \(named.joined(separator: ", "))"
        + (others > 0 ? " and \(others) more" : "")
        + ", and would again: replace it, and create a new group without --group-id.",
      "To cancel the jobs of this group: \(CommandText.cancel(group, flags))",
    ]
  }

  /// The maximum number of documents that a hint names.
  private static let maximumNamedDocuments = 10

  /// Returns the flags that repeat the organization and project of a call.
  ///
  /// - Parameter scope: The call's scope; `nil` values are the command's.
  /// - Returns: The flags, each after a space; empty if the call names neither.
  func scopeFlags(in scope: ProjectScope = ProjectScope()) -> String {
    let values = [
      ("--project-id", scope.projectID ?? service.configuration.projectID),
      ("--organization-id", scope.organizationID ?? service.configuration.organizationID),
    ]
    return values.map { flag, id in id.map { " \(flag) \(ShellArgument.text($0))" } ?? "" }.joined()
  }
}

/// Commands that messages suggest.
enum CommandText {
  /// Returns the command that cancels a group.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - flags: The flags for its organization and project, each after a space.
  /// - Returns: The command.
  static func cancel(_ group: GroupID, _ flags: String) -> String {
    "classify-bridge classifier:jobs cancel \(group) --on v2\(flags)"
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
