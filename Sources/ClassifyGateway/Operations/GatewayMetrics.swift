// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyMigration
import Synchronization

/// The counts of a gateway, which all requests share.
///
/// The lock is held for a few additions per request.
final class GatewayMetrics: Sendable {
  private let state = Mutex(GatewayCounts())
  private let requestsInFlight = Atomic(0)

  /// The counts at this moment.
  var counts: GatewayCounts { state.withLock { $0 } }

  /// The number of requests that are being answered.
  var inFlight: Int { requestsInFlight.load(ordering: .relaxed) }

  /// Counts a request that is being answered from now on, unless there are too many.
  ///
  /// - Parameter maximum: The maximum number of requests that are answered at the same time.
  /// - Returns: Whether the request is counted; call ``leave()`` at its end then.
  func enter(maximum: Int) -> Bool {
    let count = requestsInFlight.wrappingAdd(1, ordering: .relaxed).newValue
    if count <= maximum { return true }
    leave()
    change { $0.overloads += 1 }
    return false
  }

  /// Ends a request that was counted.
  func leave() {
    requestsInFlight.wrappingSubtract(1, ordering: .relaxed)
  }

  /// Changes the counts.
  func change(_ change: (inout GatewayCounts) -> Void) {
    state.withLock { change(&$0) }
  }
}
#endif
