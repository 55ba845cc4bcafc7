// SPDX-License-Identifier: Apache-2.0

/// Pieces of work done at the same time, whose results come in the order of the pieces.
struct OrderedWork<Value: Sendable> {
  private struct Piece {
    let weight: Int
    let task: Task<Value, Never>
  }

  private let maximumCount: Int
  private let maximumWeight: Int
  private var pieces: [Piece] = []
  private var weight = 0

  /// Makes an empty list.
  ///
  /// - Parameters:
  ///   - maximumCount: The number of pieces to have at once; one more than there are cores keeps
  ///     these busy while a result is being used.
  ///   - maximumWeight: What all pieces may weigh together, unless there is only one.
  init(maximumCount: Int = System.processorCount + 1, maximumWeight: Int = 1 << 20) {
    self.maximumCount = maximumCount
    self.maximumWeight = maximumWeight
  }

  /// Tells whether a piece can be added.
  func hasRoom(for weight: Int) -> Bool {
    pieces.isEmpty || pieces.count < maximumCount && self.weight + weight <= maximumWeight
  }

  /// Begins a piece of work whose result comes last.
  mutating func append(weight: Int, _ work: @escaping @Sendable () -> Value) {
    insert(work, weight: weight, at: pieces.endIndex)
  }

  /// Begins a piece of work whose result comes next.
  mutating func prepend(weight: Int, _ work: @escaping @Sendable () -> Value) {
    insert(work, weight: weight, at: pieces.startIndex)
  }

  /// Waits for the result whose turn it is; `nil` if there is no work.
  mutating func next() async -> Value? {
    guard !pieces.isEmpty else { return nil }
    let piece = pieces.removeFirst()
    weight -= piece.weight
    return await piece.task.value
  }

  private mutating func insert(
    _ work: @escaping @Sendable () -> Value, weight: Int, at position: Int
  ) {
    pieces.insert(Piece(weight: weight, task: Task { @concurrent in work() }), at: position)
    self.weight += weight
  }
}
