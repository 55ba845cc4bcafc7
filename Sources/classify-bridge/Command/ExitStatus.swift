// SPDX-License-Identifier: Apache-2.0

/// The exit codes of the tool.
///
/// A command throws one to end without a further message.
enum ExitStatus: Int32, Error {
  /// Success.
  case done = 0
  /// The work is done, and there are findings or failed jobs.
  case findings = 1
  /// The work can't be done: a file can't be read, or the service can't be reached.
  case impossible = 2
  /// A comparison has too few documents for a verdict.
  case undecided = 3
  /// The terminal was closed: 128 plus the number of SIGHUP.
  case hungUp = 129
  /// Interrupted by Ctrl-C: 128 plus the number of SIGINT, as in shells.
  case interrupted = 130
  /// Terminated: 128 plus the number of SIGTERM.
  case terminated = 143
  /// The command line is invalid (`EX_USAGE` in `sysexits.h`).
  case usage = 64
}

/// An error that ends a command with ``ExitStatus/impossible``.
struct CommandFailure: Error, CustomStringConvertible {
  /// The message for the user: the failure, its cause and the fix.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
