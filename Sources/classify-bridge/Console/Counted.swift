// SPDX-License-Identifier: Apache-2.0

/// A number of things in words.
enum Counted {
  /// Returns `1 job` or `4 jobs`.
  static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
