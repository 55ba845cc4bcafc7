// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Dispatch
import Synchronization

/// The lines of a log that wait to be written, so that no request waits for it.
///
/// They are written on a thread of their own: a log that nobody reads blocks only that. Lines beyond
/// ``capacity`` are dropped and counted.
final class LogWriter: Sendable {
  /// The maximum number of lines that wait.
  static let capacity = 10_000
  /// The time from the first line that waits until all that have been added by then are written.
  static let pause = Duration.milliseconds(50)
  /// The maximum time that ``close(within:)`` waits for a log that nobody reads.
  static let closingTime = Duration.seconds(2)

  private struct State {
    var lines: [String] = []
    var dropped = 0
    var willFlush = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "classify-bridge.log")
  private let format: GatewayConfiguration.LogFormat
  private let write: @Sendable (String) -> Void

  /// Creates a log.
  ///
  /// - Parameters:
  ///   - format: The format of the lines.
  ///   - write: Writes whole lines, each with a line feed; called on one thread at a time, which it
  ///     can block.
  init(
    _ format: GatewayConfiguration.LogFormat, write: @escaping @Sendable (String) -> Void
  ) {
    self.format = format
    self.write = write
  }

  /// The number of lines that were dropped.
  var droppedCount: Int { state.withLock(\.dropped) }

  /// Adds a line, without waiting.
  func add(_ line: @autoclosure () -> LogLine) {
    guard format != .none, let text = line().text(format) else { return }
    let mustSchedule = state.withLock { state in
      guard state.lines.count < Self.capacity else {
        state.dropped += 1
        return false
      }
      state.lines.append(text)
      defer { state.willFlush = true }
      return !state.willFlush
    }
    guard mustSchedule else { return }
    queue.asyncAfter(deadline: .now() + Self.pause / .seconds(1)) { self.flush() }
  }

  /// Writes what was added so far.
  ///
  /// - Parameter limit: The maximum time to wait, 0 or more.
  func close(within limit: Duration = closingTime) async {
    let (ends, end) = AsyncStream.makeStream(of: Never.self)
    queue.async {
      self.flush()
      end.finish()
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + limit / .seconds(1)) { end.finish() }
    // Also in a cancelled task.
    await Task { for await _ in ends {} }.value
  }

  private func flush() {
    let lines = state.withLock { state in
      defer {
        state.lines = []
        state.willFlush = false
      }
      return state.lines
    }
    if !lines.isEmpty { write(lines.joined(separator: "\n") + "\n") }
  }
}
#endif
