// SPDX-License-Identifier: Apache-2.0

/// The reason why a command could not do its work: it ends with ``ExitStatus/impossible``.
struct CommandFailure: Error, CustomStringConvertible {
  /// What could not be done, why, and what to do, for a person.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
