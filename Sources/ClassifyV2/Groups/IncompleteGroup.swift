// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// A group that could not be created completely.
///
/// Its error says which documents failed, why, which jobs exist, and how to recover. A cancelled task
/// has another error, so that its note says what may still run.
struct IncompleteGroup {
  /// The maximum number of failures that the message lists.
  private static let maximumReasons = 10
  /// The maximum number of characters of the service's message about a failure.
  private static let maximumReasonLength = 500
  /// The codes of failures that the same request would have again.
  private static let refusals: Set<ClassifyError.Code> = [
    .badRequest, .authentication, .paymentRequired, .permissionDenied, .notFound, .unprocessable,
  ]

  let id: GroupID
  let bodies: [V2.ClassifyCreateParams]
  let progress: GroupProgress
  /// The outcome of the cancellation of the jobs that are not kept.
  let cleanup: GroupCleanup.Outcome
  /// Whether the group's ID was generated for this call, so that the caller does not know it.
  let isNew: Bool
  /// Whether the members were to be cancelled.
  let cancelsMembers: Bool
  /// Whether this call has created a member; if not, the error has the code of its only failure.
  let hasCreated: Bool
  /// The redactor of the calls.
  let redactor: Redactor

  /// The error.
  var error: ClassifyError {
    let failures = progress.failures.sorted { $0.key < $1.key }
    let reasons = failures.prefix(Self.maximumReasons).map { position, error in
      "document \(position + 1) of \(bodies.count) (\(bodies[position].fileInput.value ?? "")): "
        + Self.reason(of: error)
    }
    let notAttempted = bodies.count - progress.members.count - failures.count
    let others = notAttempted == 0 ? "" : " and \(notAttempted) were not sent"
    // What was rejected for good is why the members are cancelled.
    let rejected = cancelsMembers ? failures.first(where: \.value.isFinalRejection) : nil
    let first = (rejected ?? failures.first)?.value
    return ClassifyError(
      code: hasCreated ? .incompleteGroup : first?.code ?? .incompleteGroup,
      message: redactor.redacted(
        "\(failures.count) of \(bodies.count) documents of the group \(id) failed\(others): "
          + "\(reasons.joined(separator: "; ")); \(remains). \(advice)."),
      operation: "classify.create", method: first?.method, url: first?.url,
      status: first?.status, serverMessage: first?.serverMessage, requestID: first?.requestID,
      attempts: first?.attempts ?? 0)
  }

  /// Returns what failed, without the advice of the error, which is about a single request.
  private static func reason(of error: ClassifyError) -> String {
    var text = error.message[...]
    if let status = error.status, let message = error.serverMessage {
      text = "status \(status): \(message.prefix(maximumReasonLength))"
    } else if error.code != .malformedResponse,
      let advice = text.firstRange(of: error.code == .idempotencyMismatch ? "; " : ". ")
    {
      text = text[..<advice.lowerBound]
    }
    return String(text.last == "." ? text.dropLast() : text)
  }

  /// A note with what may still run although the caller does not know it; `nil` for nothing.
  var note: Note? {
    let members = isNew ? runningMemberCount + unresolvedCount : 0
    guard members > 0 || !lostJobs.isEmpty else { return nil }
    let group =
      members == 0
      ? []
      : [
        "up to \(Counted.text(members, "member")) of the group \(id) may still run; read, list or "
          + "cancel it by this ID"
      ]
    let lost = lostJobs.isEmpty ? [] : ["\(remainsOfLostJobs): cancel each of them by its own ID"]
    return Note(
      .groupMayRun, at: "/transaction_id", before: "\(bodies.count) documents",
      after: "\(JobID.group(id))",
      message: "the call was cancelled: " + (group + lost).joined(separator: "; "))
  }

  // MARK: - What remains

  /// Whether the members go on, as they were to be kept or the service can't cancel jobs.
  private var keepsMembers: Bool { !cancelsMembers || cleanup.isUnsupported }

  /// The jobs that may still run and that the group's ID does not find.
  private var lostJobs: [String] {
    progress.unidentified.map(\.id).filter(cleanup.running.contains).map { redactor.redacted($0) }
  }

  private var runningMemberCount: Int {
    cancelsMembers ? cleanup.running.count - lostJobs.count : progress.members.count
  }

  private var unresolvedCount: Int {
    cancelsMembers ? cleanup.unresolvedCount : progress.uncertain.count
  }

  // MARK: - What happened

  /// What exists, for the end of a sentence.
  private var remains: String {
    guard progress.unidentified.isEmpty else { return remainsOfUnidentifiedJobs }
    return keepsMembers ? keptMembers : cancelledMembers
  }

  private var keptMembers: String {
    let (running, unresolved) = (runningMemberCount, unresolvedCount)
    guard running > 0 else {
      return unresolved == 0
        ? "no job was created" : "\(Counted.text(unresolved, "member")) may exist"
    }
    let others =
      unresolved == 0 ? "" : " and \(Counted.text(unresolved, "other")) may exist"
    let verb = running == 1 ? "exists and keeps" : "exist and keep"
    return "\(Counted.text(running, "member")) \(verb) running\(others)"
  }

  private var cancelledMembers: String {
    guard cleanup.existingCount > 0 else {
      return unresolvedCount == 0 ? "no job was created" : "no job was found\(unresolved)"
    }
    let running = runningMemberCount == 0 ? "" : " and \(runningMemberCount) may still run"
    return cancelled("created member") + running + unresolved
  }

  private var unresolved: String {
    unresolvedCount == 0
      ? ""
      : "; \(unresolvedCount) without a response \(Self.was(unresolvedCount)) not found and may "
        + "exist"
  }

  private func cancelled(_ noun: String) -> String {
    "\(Counted.text(cleanup.cancelledCount, noun)) \(Self.was(cleanup.cancelledCount)) cancelled"
  }

  private static func was(_ count: Int) -> String { count == 1 ? "was" : "were" }

  private var remainsOfUnidentifiedJobs: String {
    let members =
      runningMemberCount == 0
      ? ""
      : "; \(Counted.text(runningMemberCount, "member")), which the group's ID finds, may still run"
    let lost = lostJobs.isEmpty ? "" : "; \(remainsOfLostJobs)"
    return cancelled("created job") + members + unresolved + lost
  }

  private var remainsOfLostJobs: String {
    "the group's ID does not find the jobs \(lostJobs.joined(separator: ", ")), which may still run"
  }

  // MARK: - Advice

  /// What to do, as one sentence without its period.
  private var advice: String {
    // Each repetition would create jobs that nothing finds again.
    guard lostJobs.isEmpty else {
      return "Cancel each of these jobs by its own ID, and do not repeat the request"
    }
    guard progress.unidentified.isEmpty else { return "Create a job for each document instead" }
    let codes = Set(progress.failures.values.map(\.code))
    if codes.contains(.idempotencyMismatch) {
      return "Submit the request that the group was created for, or this one as a new group"
    }
    let correction = codes.isDisjoint(with: Self.refusals) ? "" : "correct what was refused, then "
    let steps: String =
      if keepsMembers {
        runningMemberCount + unresolvedCount == 0
          ? "submit the request again"
          : "submit the request again with the group's ID to create the missing members"
      } else {
        (runningMemberCount == 0 ? "" : "cancel the group \(id), and ")
          + "submit the request as a new group"
      }
    let sentence = correction + steps
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }
}
