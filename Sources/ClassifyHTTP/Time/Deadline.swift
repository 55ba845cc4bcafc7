// SPDX-License-Identifier: Apache-2.0

/// A timeout for asynchronous operations.
enum Deadline {
  /// Runs an operation and cancels it after a timeout.
  ///
  /// The function returns only after the operation has returned, so the operation must respond to
  /// cancellation.
  ///
  /// - Returns: The operation's result if it succeeded, even late, or failed in time or in a cancelled
  ///   task; `nil` if it timed out.
  static func run<Success: Sendable, Failure>(
    within limit: Duration?, on clock: any Clock<Duration>,
    _ operation: @escaping @Sendable () async -> Result<Success, Failure>
  ) async -> Result<Success, Failure>? {
    guard let limit else { return await operation() }
    return await withTaskGroup(of: Result<Success, Failure>?.self) { group in
      group.addTask { await operation() }
      group.addTask {
        try? await clock.sleep(for: limit)
        return nil
      }
      var hasTimedOut = false
      for await result in group {
        group.cancelAll()
        guard let result else {
          hasTimedOut = true
          continue
        }
        if case .success = result { return result }
        // A cancelled task ends the sleep, too.
        return hasTimedOut && !Task.isCancelled ? nil : result
      }
      return nil
    }
  }
}
