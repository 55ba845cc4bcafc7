// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// The latest requests, in the order in which they ended.
  public var requests: [RequestRecord] { withState { $0.log.latest } }

  /// Returns how many of the logged requests asked for an operation.
  public func requestCount(of operation: Operation) -> Int {
    requests.count { $0.operation == operation }
  }

  /// How many v1 jobs were ever created.
  public var createdV1JobCount: Int { withState { $0.store.v1Jobs.addedCount } }
  /// How many v2 jobs were ever created; a repeated idempotency key creates none.
  public var createdV2JobCount: Int { withState { $0.store.v2Jobs.addedCount } }
}
