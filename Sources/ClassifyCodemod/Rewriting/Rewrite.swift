// SPDX-License-Identifier: Apache-2.0

/// Edits that only make sense together, and findings without edits that explain parts of them.
struct Rewrite: Sendable {
  var edits: [Edit] = []
  var remarks: [Finding] = []

  mutating func add(_ other: Rewrite) {
    edits += other.edits
    remarks += other.remarks
  }
}
