// SPDX-License-Identifier: Apache-2.0

#if CLI
import Synchronization

/// A thread-safe writer of results to stdout that stops at the first error.
final class ResultStream: Sendable {
  private let failure = Mutex<OutputError?>(nil)
  /// Apart from ``failure``, whose lock is held during a write, which can block.
  private let isBroken = Atomic(false)

  /// Whether a write failed, or the reader of stdout has ended.
  var hasFailed: Bool { isBroken.load(ordering: .relaxed) }

  /// Checks whether the reader of stdout has ended.
  func checkReader() {
    if System.isAbandoned(.standardOutput) { isBroken.store(true, ordering: .relaxed) }
  }

  /// Writes text, unless an earlier write failed.
  ///
  /// The first error, also one that `text` throws, is kept for ``checkWritten()``.
  func write(_ text: @autoclosure () throws(OutputError) -> String) {
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(OutputError) {
        try Console.write(try text())
      } catch {
        failure = error
        isBroken.store(true, ordering: .relaxed)
      }
    }
  }

  /// Checks that everything was written.
  ///
  /// - Throws: The first error.
  func checkWritten() throws(OutputError) {
    if let failure = failure.withLock(\.self) { throw failure }
  }
}
#endif
