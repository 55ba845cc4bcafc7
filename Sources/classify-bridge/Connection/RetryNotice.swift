// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Reports retries.
enum RetryNotice {
  /// The time after which a user wonders what the command waits for.
  private static let patience = Duration.seconds(1)

  /// Returns a line about a retry; `nil` if neither the pause nor the call has been long.
  static func text(for retry: ScheduledRetry) -> String? {
    guard max(retry.delay, retry.elapsed) >= patience else { return nil }
    return PlainText.printable(
      "\(retry.reason): sending \(retry.request.method) \(retry.request.url) again in "
        + WaitTime.text(retry.delay))
  }

  /// Writes the line to a terminal on stderr, in place of a progress line.
  static func writeMessage(_ retry: ScheduledRetry) {
    if let text = text(for: retry) { Console.writeMessage(Progress.clearing + text) }
  }
}
