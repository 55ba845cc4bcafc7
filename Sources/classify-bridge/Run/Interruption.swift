// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The number of the signal that came; 0 before.
///
/// It stands alone, since a signal handler can use nothing that belongs to a value.
private let received = Atomic<Int32>(0)

/// Ctrl-C and the request to end, which let a command end in order; the second ends it at once.
enum Interruption {
  /// How the command is to end, once somebody has asked for it.
  static var status: ExitStatus? {
    switch received.load(ordering: .relaxed) {
    case 0: nil
    case System.terminationSignal: .terminated
    default: .interrupted
    }
  }

  /// Takes signals from now on.
  static func listen() {
    // Made here, since a handler must not be the first to need it.
    _ = received.load(ordering: .relaxed)
    System.onInterruption { number in
      if received.exchange(number, ordering: .relaxed) != 0 { System.exit(signal: number) }
    }
  }

  /// Runs a task and cancels it when somebody asks for the end.
  ///
  /// - Parameters:
  ///   - body: The work, which returns soon when its task is cancelled.
  ///   - onInterruption: Called before the work is cancelled.
  /// - Returns: What the work returns.
  static func cancelling<Value: Sendable>(
    _ body: @escaping @Sendable () async -> Value,
    onInterruption: @escaping @Sendable () -> Void
  ) async -> Value {
    let work = Task { await body() }
    let watch = Task {
      while status == nil {
        // A cancelled watch has nothing more to do.
        do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
      }
      onInterruption()
      work.cancel()
    }
    let value = await work.value
    watch.cancel()
    return value
  }
}
