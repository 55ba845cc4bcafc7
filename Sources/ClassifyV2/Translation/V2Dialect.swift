// SPDX-License-Identifier: Apache-2.0

/// The form of v2 that is written; every form is read.
public enum V2Dialect: String, Sendable, Hashable, Codable, CaseIterable {
  /// The published reference: four statuses, and neither cancelling nor deleting.
  case published
  /// The service as it has become since: a status for cancelled jobs, cancelling and deleting.
  case current
}
