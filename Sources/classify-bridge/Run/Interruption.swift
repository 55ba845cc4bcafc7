// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The number of the first signal received; 0 if none.
///
/// A file-level variable because a signal handler can't capture context.
private let receivedSignal = Atomic<Int32>(0)

/// Graceful shutdown on SIGINT and SIGTERM; a second signal exits immediately.
enum Interruption {
  /// The exit status for the received signal; `nil` if none was received.
  static var status: ExitStatus? {
    switch receivedSignal.load(ordering: .relaxed) {
    case 0: nil
    case System.terminationSignal: .terminated
    default: .interrupted
    }
  }

  /// Installs the signal handlers.
  static func installSignalHandlers() {
    // Initializes the variable here: lazy initialization is not safe in a signal handler.
    _ = receivedSignal.load(ordering: .relaxed)
    System.onInterruption { number in
      if receivedSignal.exchange(number, ordering: .relaxed) != 0 { System.exit(signal: number) }
    }
  }

  /// Runs an operation in a task and cancels the task when a signal arrives.
  ///
  /// - Parameters:
  ///   - operation: The operation, which must return soon after its task is cancelled.
  ///   - onInterruption: Called before the task is cancelled.
  /// - Returns: The operation's result.
  static func cancelOnSignal<Value: Sendable>(
    _ operation: @escaping @Sendable () async -> Value,
    onInterruption: @escaping @Sendable () -> Void
  ) async -> Value {
    let task = Task { await operation() }
    let watcher = Task {
      while status == nil {
        // Sleeping throws when the watcher is cancelled: the operation has finished.
        do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
      }
      onInterruption()
      task.cancel()
    }
    let value = await task.value
    watcher.cancel()
    return value
  }
}
