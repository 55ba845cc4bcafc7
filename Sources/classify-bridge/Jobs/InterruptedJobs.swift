// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// The jobs that an interrupted command leaves, described for the user.
struct InterruptedJobs: Sendable {
  /// What the command works on.
  enum Target: Sendable {
    /// The members of a group that the command creates or, if it is not new, completes.
    case group(GroupID, isNew: Bool)
    /// A job that the command creates; with a flag for its idempotency key, if there is one.
    case newJob(keyFlag: String?)
    /// A job that the command waits for.
    case job(String)
  }

  let target: Target
  let version: APIVersion
  let connection: Connection
  /// The organization and project of the jobs; `nil` values are the command's.
  var scope = ProjectScope()

  /// Whether the command creates the jobs.
  var areCreated: Bool { if case .job = target { false } else { true } }

  /// What exists and continues, followed by the commands that complete, find or cancel it.
  var text: String {
    let count = log.jobIDs.count
    let unknown = log.unansweredKeys.count
    switch target {
    case .group(let id, isNew: true) where count == 0 && unknown == 0:
      return "Group \(id): no job was created."
    case .group(let id, let isNew):
      let completion =
        count < id.memberCount
        ? "\n  To create what is missing, run again with --group-id \(id)\(flags)" : ""
      return "Group \(id): \(members(of: id, isNew: isNew))." + completion
        + "\n  To cancel them: \(CommandText.cancel(id, flags))"
    case .newJob(let keyFlag):
      if let id = log.jobIDs.last { return "\(named(id)) was created and continues." + advice(id) }
      return unknown == 0 ? "No job was created." : unknownText(keyFlag)
    case .job(let id):
      return "\(named(id)) continues."
        + "\n  To wait again: classify-bridge classify wait \(ShellArgument.text(id))\(flags)"
        + advice(id)
    }
  }

  /// Cancels the jobs that exist.
  ///
  /// - Returns: What became of them.
  func cancel() async -> String {
    guard let id = jobID else { return text }
    switch await JobCancellation(connection, version, in: scope).cancel(id) {
    case .unfinished(let reason):
      return PlainText.printable("Can't cancel \(id.text): \(reason)") + "\n\(text)"
    case .ended(let job):
      guard case .group(let group) = id else {
        guard job.status != .cancelled else { return "\(named(id.text)) was cancelled." }
        return "\(named(id.text)) had finished: it is \(job.status)."
          + "\n  To get it: classify-bridge classify get \(ShellArgument.text(id.text))\(flags)"
      }
      let cancelled = job.documents.count { $0.outcome == .cancelled }
      let others = job.documents.count - cancelled
      let text =
        "Group \(group): \(Counted.text(job.documents.count, "job")) existed; "
        + "\(cancelled) cancelled, \(others) finished before."
      let unknown = log.unansweredKeys.count
      guard unknown > 0 else { return text }
      return """
        \(text)
        Up to \(unknown) more may exist: the service has not confirmed them.
          To cancel them: \(CommandText.cancel(group, flags))
        """
    }
  }

  // MARK: - Parts

  private var log: CreationLog { connection.creations }

  /// How many members exist, and how many more may exist.
  private func members(of group: GroupID, isNew: Bool) -> String {
    let count = log.jobIDs.count
    let unknown = log.unansweredKeys.count
    guard isNew || count > 0 else { return "the jobs that exist continue" }
    guard count > 0 else { return "up to \(unknown) of \(group.memberCount) jobs may exist" }
    return "\(isNew ? "" : "at least ")\(count) of \(group.memberCount) jobs "
      + (count == 1 ? "exists and continues" : "exist and continue")
      + (unknown > 0 ? "; up to \(unknown) more may exist" : "")
  }

  private var flags: String { connection.scopeFlags(in: scope) }

  /// The job or the group to cancel; `nil` if none is known to exist.
  private var jobID: JobID? {
    switch target {
    case .group(_, isNew: true) where log.jobIDs.isEmpty && log.unansweredKeys.isEmpty: nil
    case .group(let id, _): .group(id)
    case .newJob: log.jobIDs.last.map { .job($0, version) }
    case .job(let id): .job(id, version)
    }
  }

  private func named(_ id: String) -> String { "Job \(PlainText.printable(id))" }

  private func advice(_ id: String) -> String {
    version == .v1
      ? "\n  v1 can't cancel jobs."
      : "\n  To cancel it: classify-bridge classify cancel \(ShellArgument.text(id))\(flags)"
  }

  private func unknownText(_ keyFlag: String?) -> String {
    let command = version == .v1 ? "classifier:jobs list" : "classify list"
    let found =
      "It is not known whether a job was created: the service has not confirmed it."
      + "\n  To find it: classify-bridge \(command)\(flags)"
    guard let keyFlag, let key = log.unansweredKeys.first else { return found }
    return found + "\n  To create it only once, run again with "
      + "\(keyFlag) \(ShellArgument.text(key))\(flags)"
  }
}
#endif
