// SPDX-License-Identifier: Apache-2.0

/// How a command ended, for the shell.
///
/// Thrown, it ends a command that has said all there is to say.
enum ExitStatus: Int32, Error {
  /// Everything was done, and there was nothing to complain of.
  case done = 0
  /// The work was done, and there are findings or failed jobs.
  case findings = 1
  /// The work could not be done: a file can't be read, a service can't be reached.
  case impossible = 2
  /// Somebody pressed Ctrl-C (128 and the number of SIGINT, as shells have it).
  case interrupted = 130
  /// The process was asked to end (128 and the number of SIGTERM).
  case terminated = 143
  /// The command was not understood (`EX_USAGE` of `sysexits.h`).
  case usage = 64
}
