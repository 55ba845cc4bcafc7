// SPDX-License-Identifier: Apache-2.0

/// A version of the Classify API.
@nonexhaustive
public enum APIVersion: String, Sendable, Hashable, Codable, CaseIterable {
  /// `/api/v1/classifier/jobs`, deprecated.
  case v1
  /// `/api/v2/classify`.
  case v2
}
