// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// How many requests each version answered, at one moment; see ``MigrationControl/counts``.
public struct RoutingCounts: Sendable, Hashable {
  /// The number of requests for which v1 created a job.
  public internal(set) var v1 = 0
  /// The number of requests for which v2 created a job.
  public internal(set) var v2 = 0
  /// The number of requests that failed on the version that they were sent to.
  public internal(set) var failed = 0
  /// The number of requests, among those with a job, that the version chosen by a canary can't
  /// express, and that the other version answered.
  public internal(set) var rerouted = 0
  /// The number of lists without the jobs of a version that the service has switched off.
  public internal(set) var partialLists = 0
  /// The number of v1-shaped requests that the model can't express, and that so are in no other
  /// count, and not mirrored.
  ///
  /// They went directly to v1 in stages in which v1 leads, and were refused in the others, or if they
  /// continued a group.
  public internal(set) var inexpressible = 0

  /// Creates counts of zero.
  public init() {}

  /// Counts a request with a job.
  ///
  /// - Parameters:
  ///   - version: The version that created the job.
  ///   - chosen: The version that the stage chose.
  mutating func addAnswer(by version: APIVersion, chosen: APIVersion) {
    switch version {
    case .v1: v1 += 1
    case .v2: v2 += 1
    }
    if version != chosen { rerouted += 1 }
  }
}
