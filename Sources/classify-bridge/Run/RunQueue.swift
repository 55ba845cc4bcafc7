// SPDX-License-Identifier: Apache-2.0

/// Runs files, a bounded number of them at once.
struct RunQueue: Sendable {
  let runner: FileRunner
  /// How many files are under way at once.
  let concurrency: Int

  /// Runs files.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - report: Called with each result as it comes, one after the other.
  /// - Returns: What became of each, in their order.
  func run(
    _ files: [RunFile], report: @Sendable (RunResult) -> Void
  ) async -> [RunResult] {
    var results: [Int: RunResult] = [:]
    await withTaskGroup(of: (Int, RunResult).self) { group in
      var waiting = files.enumerated().makeIterator()
      func begin() {
        guard let (index, file) = waiting.next() else { return }
        group.addTask { (index, await runner.run(file, index: index)) }
      }
      for _ in 0..<concurrency { begin() }
      for await (index, result) in group {
        results[index] = result
        report(result)
        begin()
      }
    }
    return files.indices.compactMap { results[$0] }
  }
}
