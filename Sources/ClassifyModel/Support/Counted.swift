// SPDX-License-Identifier: Apache-2.0

/// A count with its noun.
package enum Counted {
  /// Returns text such as `1 job` or `4 jobs`.
  package static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
