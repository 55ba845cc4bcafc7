// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The messages of interrupted commands.
enum InterruptionText {
  /// The maximum number of jobs that a message names.
  private static let maximumNames = 10

  /// Writes that the command ends, in place of a progress line.
  static func writeStart(_ activity: String) {
    let erasure = Terminal.at(.standardError).isInteractive ? "\r\u{1B}[K" : ""
    Console.writeMessage(
      "\(erasure)classify-bridge: \(activity); press Ctrl-C again to exit immediately")
  }

  /// Returns the line about jobs that may continue, at least one.
  static func remaining(_ jobs: [JobID]) -> String {
    let named = jobs.prefix(maximumNames).map { PlainText.printable($0.text) }
    let others = jobs.count - named.count
    return "\(Counted.text(jobs.count, "job")) may continue: \(named.joined(separator: ", "))"
      + (others > 0 ? " and \(others) more" : "")
  }
}
