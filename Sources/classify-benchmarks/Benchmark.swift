// SPDX-License-Identifier: Apache-2.0

/// One comparison that can be run by its name.
struct Benchmark {
  var name: String
  /// What is measured, in a few words.
  var summary: String
  /// Measures, and prints the result.
  var run: () throws -> Void
}
