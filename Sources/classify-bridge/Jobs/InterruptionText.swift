// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The messages of commands that end early.
enum InterruptionText {
  /// The maximum number of jobs that a message names.
  private static let maximumNames = 10

  /// Writes that the command ends, in place of a progress line.
  static func writeStart(_ activity: String) {
    let erasure = Terminal.at(.standardError).isInteractive ? "\r\u{1B}[K" : ""
    let hint =
      Interruption.status == .interrupted ? "; press Ctrl-C again to exit immediately" : ""
    Console.writeMessage("\(erasure)classify-bridge: \(activity)\(hint)")
  }

  /// Returns the line about jobs whose output could not be written; `nil` if none is known to exist.
  static func unprinted(_ log: CreationLog) -> String? {
    guard let last = log.jobIDs.last else { return nil }
    let name = log.group.map { "Group \($0)" } ?? "Job \(PlainText.printable(last))"
    return "\(name) exists, although the output could not be written."
  }

  /// Returns the lines about existing jobs that were cancelled; `nil` if there are none.
  static func cancelled(_ log: CreationLog) -> String? {
    let count = log.cancelledJobIDs.count
    guard count > 0 else { return nil }
    guard log.group != nil else {
      return "This job was cancelled before, for instance by an interruption. To classify the "
        + "document again, give another --transaction-id."
    }
    return "\(Counted.text(count, "job")) of this group \(count == 1 ? "was" : "were") cancelled "
      + "before, for instance by an interruption. To classify the files again, create a new group: "
      + "leave out --group-id, or give a new one."
  }

  /// What to do after an interrupted run with an ID.
  static let repeatedRun =
    "To continue, run the same command again with the same --run-id: existing jobs are used, and "
    + "cancelled ones are replaced."

  /// The line about jobs whose IDs are not known.
  static let unknownJobs =
    "Jobs may exist and continue: classify-bridge classify list and classifier:jobs list show the "
    + "newest."

  /// Returns the line about jobs that may continue, at least one.
  static func remaining(_ jobs: [JobID]) -> String {
    let named = jobs.prefix(maximumNames).map { PlainText.printable($0.text) }
    let others = jobs.count - named.count
    return "\(Counted.text(jobs.count, "job")) may continue: \(named.joined(separator: ", "))"
      + (others > 0 ? " and \(others) more" : "")
  }
}
