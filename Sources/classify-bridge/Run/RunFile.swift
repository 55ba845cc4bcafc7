// SPDX-License-Identifier: Apache-2.0

/// A file that is to be classified.
struct RunFile: Sendable, Hashable {
  /// What it is called in the report; unique among the files of a run.
  let name: String
  /// Where it is.
  let path: String
}
