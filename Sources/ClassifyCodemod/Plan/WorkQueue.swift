// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Work on many elements in a few tasks, each of which takes the next element when it is free.
final class WorkQueue: Sendable {
  /// The elements between two reports of progress.
  private static let reportInterval = 256

  private let next = Atomic(0)

  private init() {}

  /// Returns the results for all elements in their order.
  ///
  /// - Parameters:
  ///   - elements: The elements.
  ///   - workers: The number of tasks.
  ///   - progress: Called now and then with the number of elements begun and of all.
  ///   - transform: Returns the result for an element; called from any task.
  /// - Returns: One result for each element.
  /// - Throws: `CancellationError`.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], workers: Int,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
    _ transform: @escaping @Sendable (Element) -> Result
  ) async throws -> [Result] {
    let queue = WorkQueue()
    var results = [Result?](repeating: nil, count: elements.count)
    try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
      for _ in 0..<workers {
        group.addTask {
          var results: [(Int, Result)] = []
          while true {
            let position = queue.next.add(1, ordering: .relaxed).oldValue
            guard position < elements.count else { return results }
            if position.isMultiple(of: reportInterval) {
              try Task.checkCancellation()
              progress(position, elements.count)
            }
            results.append((position, transform(elements[position])))
          }
        }
      }
      for try await part in group {
        for (position, result) in part { results[position] = result }
      }
    }
    return results.compactMap(\.self)
  }
}
