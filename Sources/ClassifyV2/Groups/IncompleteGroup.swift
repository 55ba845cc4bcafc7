// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// A group that could not be created completely.
///
/// Its error says which documents failed, why, which jobs exist, and how to recover.
struct IncompleteGroup {
  /// The maximum number of failures that the message lists.
  private static let maximumReasons = 10

  let id: GroupID
  let bodies: [V2.ClassifyCreateParams]
  let progress: GroupProgress
  /// The outcome of the cancellation of the members; `nil` if they are kept.
  let cleanup: GroupCleanup.Outcome?
  /// Whether this call has created a member; if not, the error has the code of its only failure.
  let hasCreated: Bool

  /// The error.
  var error: ClassifyError {
    let failures = progress.failures.sorted { $0.key < $1.key }
    let reasons = failures.prefix(Self.maximumReasons).map { position, error in
      "number \(position) (\(bodies[position].fileInput.value ?? "")): \(error.message)"
    }
    let notAttempted = bodies.count - progress.members.count - failures.count
    let first = failures.first?.value
    return ClassifyError(
      code: hasCreated ? .incompleteGroup : first?.code ?? .incompleteGroup,
      message: "\(failures.count) of \(bodies.count) members of the group \(id) could not be "
        + "created and \(notAttempted) were not tried: \(reasons.joined(separator: "; ")); "
        + (cleanup.map(adviceAfterCleanup) ?? adviceForKeptMembers),
      operation: "classify.create", method: first?.method, url: first?.url,
      status: first?.status, serverMessage: first?.serverMessage, requestID: first?.requestID,
      attempts: first?.attempts ?? 0)
  }

  private var adviceForKeptMembers: String {
    let existing = progress.jobs.count
    let uncertain = progress.uncertain.count
    let others = uncertain == 0 ? "" : " and \(uncertain) others may exist"
    return existing + uncertain == 0
      ? "no job was created; submit the request again"
      : "\(existing) members exist and keep running\(others); submit the request again with the "
        + "group's ID to create the missing ones"
  }

  private func adviceAfterCleanup(_ outcome: GroupCleanup.Outcome) -> String {
    let remaining = outcome.existing - outcome.cancelled
    let unresolved =
      outcome.unresolved == 0
      ? "" : "; \(outcome.unresolved) without a response were not found and may exist"
    if remaining > 0 {
      return "\(outcome.cancelled) created members were cancelled and \(remaining) may still run"
        + "\(unresolved); cancel the group \(id), and submit the request as a new one"
    }
    let cancelled =
      outcome.existing == 0
      ? "no job was found" : "\(outcome.cancelled) created members were cancelled"
    return outcome.existing == 0 && outcome.unresolved == 0
      ? "no job was created; submit the request as a new group"
      : "\(cancelled)\(unresolved); submit the request as a new group"
  }
}
