// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The idempotency key of a job that is no member of a group.
package enum TransactionKey {
  /// Returns a new key, `cb1-<uuid>`.
  package static func random(using generator: inout some RandomNumberGenerator) -> String {
    let bits = UInt128(generator.next()) << 64 | UInt128(generator.next())
    return "cb1-\(UniversalID(version8: bits))"
  }
}
