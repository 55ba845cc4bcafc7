// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Reports missed polls.
enum MissedPollText {
  /// Writes a line to stderr, in place of a progress line.
  ///
  /// - Parameters:
  ///   - miss: The missed poll.
  ///   - name: The job's ID, or the name of its file.
  static func writeMessage(_ miss: MissedPoll, of name: String) {
    let clearing = Terminal.at(.standardError).isInteractive ? Progress.clearing : ""
    let pause = WaitTime.text(miss.pause)
    Console.writeMessage(
      clearing + PlainText.printable("\(name): \(miss.error.message) Polling again in \(pause)."))
  }
}
