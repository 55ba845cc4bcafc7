// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The number of the first signal received; 0 if none.
///
/// A file-level variable because a signal handler can't capture context.
private let receivedSignal = Atomic<Int32>(0)

/// The time of the first signal, in milliseconds of a monotonic clock; 0 if there was none.
private let firstSignalTime = Atomic<Int64>(0)

/// The time in which a further signal counts as the same one, in milliseconds: a parent process can
/// forward the signal that the terminal sends to both.
private var repetitionTime: Int64 { 500 }

/// The address of the null-terminated text that a second signal prints; 0 if there is none.
private let lastWords = Atomic<UInt>(0)

/// Graceful shutdown on SIGINT, SIGTERM and SIGHUP; a later second signal exits immediately.
enum Interruption {
  /// The exit status for the received signal; `nil` if none was received.
  static var status: ExitStatus? {
    switch receivedSignal.load(ordering: .relaxed) {
    case 0: nil
    case System.terminationSignal: .terminated
    case System.hangupSignal: .hungUp
    default: .interrupted
    }
  }

  /// Installs the signal handlers.
  ///
  /// - Parameter text: What a second signal prints to stderr until ``setLastWords(_:)`` is called.
  static func installSignalHandlers(lastWords text: String) {
    setLastWords(text)
    // Initializes the variables here: lazy initialization is not safe in a signal handler.
    _ = receivedSignal.load(ordering: .relaxed)
    _ = firstSignalTime.load(ordering: .relaxed)
    System.onInterruption { number in
      let now = System.monotonicMilliseconds()
      let (isFirst, first) = firstSignalTime.compareExchange(
        expected: 0, desired: now, ordering: .relaxed)
      if isFirst { receivedSignal.store(number, ordering: .relaxed) }
      guard !isFirst, now - first >= repetitionTime else { return }
      if let words = UnsafePointer<CChar>(bitPattern: lastWords.load(ordering: .acquiring)) {
        System.writeInSignalHandler(words)
      }
      System.exit(signal: number)
    }
  }

  /// Sets the lines that a second signal prints to stderr: what the command leaves behind.
  static func setLastWords(_ text: String) {
    let characters = "\(Console.message(text))\n".utf8CString
    // Never freed: a signal handler can read it at any time.
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
    for (offset, character) in characters.enumerated() {
      (copy + offset).initialize(to: character)
    }
    lastWords.store(UInt(bitPattern: copy), ordering: .releasing)
  }

  /// Runs an operation in a task and cancels the task when a signal arrives.
  ///
  /// - Parameters:
  ///   - operation: The operation, which must return soon after its task is cancelled.
  ///   - isPointless: Whether the operation must end without a signal, too.
  ///   - onInterruption: Called before the task is cancelled.
  /// - Returns: The operation's result.
  static func cancelOnSignal<Value: Sendable>(
    _ operation: @escaping @Sendable () async -> Value,
    orWhen isPointless: @escaping @Sendable () -> Bool = { false },
    onInterruption: @escaping @Sendable () -> Void
  ) async -> Value {
    let task = Task { await operation() }
    let watcher = Task {
      while status == nil, !isPointless() {
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
