// SPDX-License-Identifier: Apache-2.0

import ClassifyCodemod

/// The end of `classify-bridge migrate` with an exit code of its own; see ``MigrationPlan/exitCode``.
struct MigrateExit: Error, Hashable {
  /// The exit code.
  let code: Int32

  /// The files can't be listed, or the report can't be written.
  static let unreadable = MigrateExit(code: 1)
}
