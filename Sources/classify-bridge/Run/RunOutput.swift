// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Synchronization

/// Prints the results of a run: each as it comes, or all at the end.
final class RunOutput: Sendable {
  private let format: RunCommand.Format
  private let failure = Mutex<OutputError?>(nil)

  /// Makes an output that has printed nothing.
  init(format: RunCommand.Format) {
    self.format = format
  }

  /// Takes a result as it comes.
  ///
  /// What can't be written is told at the end: the jobs are under way whoever reads of them.
  func add(_ result: RunResult) {
    guard format == .jsonl else { return }
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(OutputError) {
        try Console.write(RunJSON.value(of: result).jsonText() + "\n")
      } catch {
        failure = error
      }
    }
  }

  /// Prints what is printed at the end.
  ///
  /// - Throws: What could not be written, now or before.
  func finish(_ results: [RunResult]) throws(OutputError) {
    if let failure = failure.withLock(\.self) { throw failure }
    switch format {
    case .jsonl: break
    case .json:
      let value = JSONValue.array(results.map(RunJSON.value(of:)))
      try Console.write(value.jsonText(pretty: true) + "\n")
    case .text:
      try Console.write(RunText(terminal: .at(.standardOutput)).render(results))
    }
  }
}
#endif
