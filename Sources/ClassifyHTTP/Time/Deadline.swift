// SPDX-License-Identifier: Apache-2.0

/// A limit to the time that an operation takes.
enum Deadline {
  /// Runs an operation, and cancels it when its time is up.
  ///
  /// It returns when the operation has ended, so that nothing goes on behind the caller's back:
  /// how promptly that is after the cancellation is up to the operation.
  ///
  /// - Returns: The operation's own result, if it succeeded or ended in time; else nil.
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
      var isLate = false
      for await result in group {
        group.cancelAll()
        guard let result else {
          isLate = true
          continue
        }
        if case .success = result { return result }
        return isLate ? nil : result
      }
      return nil
    }
  }
}
