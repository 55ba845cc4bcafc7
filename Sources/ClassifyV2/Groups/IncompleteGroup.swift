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
        + "created and \(notAttempted) were not tried: \(reasons.joined(separator: "; ")); \(advice)",
      operation: "classify.create", method: first?.method, url: first?.url,
      status: first?.status, serverMessage: first?.serverMessage, requestID: first?.requestID,
      attempts: first?.attempts ?? 0)
  }

  /// A note with what may still run although the caller does not know it; `nil` for nothing.
  var note: Note? {
    let members = isNew ? runningMemberCount + unresolvedCount : 0
    guard members > 0 || !lostJobs.isEmpty else { return nil }
    let group =
      members == 0
      ? []
      : [
        "up to \(members) members of the group \(id) may still run; read, list or cancel it by this "
          + "ID"
      ]
    let lost = lostJobs.isEmpty ? [] : [adviceForLostJobs]
    return Note(
      .requestFanOut, at: "/transaction_id", before: "\(bodies.count) documents",
      after: "\(JobID.group(id))",
      message: "the call was cancelled: " + (group + lost).joined(separator: "; "))
  }

  // MARK: - What remains

  /// Whether the members go on, as they were to be kept or the service can't cancel jobs.
  private var keepsMembers: Bool { !cancelsMembers || cleanup.isUnsupported }

  /// The jobs that may still run and that the group's ID does not find.
  private var lostJobs: [String] {
    progress.unidentified.map(\.id).filter(cleanup.running.contains)
  }

  private var runningMemberCount: Int {
    cancelsMembers ? cleanup.running.count - lostJobs.count : progress.members.count
  }

  private var unresolvedCount: Int {
    cancelsMembers ? cleanup.unresolvedCount : progress.uncertain.count
  }

  // MARK: - Advice

  private var advice: String {
    guard progress.unidentified.isEmpty else { return adviceForUnidentifiedJobs }
    return keepsMembers ? adviceForKeptMembers : adviceAfterCleanup
  }

  private var adviceForKeptMembers: String {
    let others = unresolvedCount == 0 ? "" : " and \(unresolvedCount) others may exist"
    return runningMemberCount + unresolvedCount == 0
      ? "no job was created; submit the request again"
      : "\(runningMemberCount) members exist and keep running\(others); submit the request again "
        + "with the group's ID to create the missing ones"
  }

  private var adviceAfterCleanup: String {
    if runningMemberCount > 0 {
      return "\(cleanup.cancelledCount) created members were cancelled and \(runningMemberCount) "
        + "may still run\(unresolvedText); cancel the group \(id), and submit the request as a new one"
    }
    let cancelled =
      cleanup.existingCount == 0
      ? "no job was found" : "\(cleanup.cancelledCount) created members were cancelled"
    return cleanup.existingCount + unresolvedCount == 0
      ? "no job was created; submit the request as a new group"
      : "\(cancelled)\(unresolvedText); submit the request as a new group"
  }

  private var unresolvedText: String {
    unresolvedCount == 0
      ? "" : "; \(unresolvedCount) without a response were not found and may exist"
  }

  /// The service would create jobs that nothing finds again at each repetition, so that is not advised.
  private var adviceForUnidentifiedJobs: String {
    let cancelled = "\(cleanup.cancelledCount) created jobs were cancelled"
    let members =
      runningMemberCount == 0
      ? "" : "; \(runningMemberCount) members of the group \(id) may still run, which its ID finds"
    let lost = lostJobs.isEmpty ? "" : "; \(adviceForLostJobs)"
    return cancelled + members + unresolvedText + lost
  }

  private var adviceForLostJobs: String {
    "the group's ID does not find the jobs \(lostJobs.joined(separator: ", ")), which may still run: "
      + "cancel each of them by its own ID, and do not repeat the request"
  }
}
