// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A service that a command talks to, and what the command has to know of it.
struct Connection: Sendable {
  /// The client, which works in the organization and the project of the command.
  let client: LlamaCloud
  /// The way to the service for a backend of either version.
  let service: ServiceClient
  /// The body of the latest answer.
  let latestAnswer: LatestAnswer
  /// Where the key comes from: a variable of the environment, or a flag.
  let keySource: String
  /// How often jobs are looked at.
  let schedule: PollingSchedule
  /// What ids and the present come from.
  let chance: Entropy

  /// What makes ids, and the time in them.
  struct Entropy: Sendable {
    var now: @Sendable () -> Int64 = WallClock.milliseconds
    var generator = SharedGenerator()
  }
}
