// SPDX-License-Identifier: Apache-2.0

/// A queue of concurrent work whose results are returned in queue order.
struct OrderedWork<Value: Sendable> {
  private struct Item {
    let weight: Int
    let work: @Sendable () -> Value
    /// The running work; `nil` while the item waits.
    var task: Task<Value, Never>?
  }

  private let maximumCount: Int
  private let maximumRunning: Int
  private let maximumWeight: Int
  private var items: [Item] = []
  private var weight = 0

  /// Creates an empty queue.
  ///
  /// - Parameters:
  ///   - maximumCount: The maximum number of items. The default, the number of processors plus one,
  ///     keeps every processor busy while a result is consumed.
  ///   - maximumRunning: The maximum number of items that run at once, those next in the queue.
  ///   - maximumWeight: The maximum total weight of the items; a single item can exceed it.
  init(
    maximumCount: Int = System.processorCount + 1, maximumRunning: Int = .max,
    maximumWeight: Int = 1 << 20
  ) {
    self.maximumCount = maximumCount
    self.maximumRunning = maximumRunning
    self.maximumWeight = maximumWeight
  }

  /// Whether an item of a given weight can be added.
  func hasRoom(for weight: Int) -> Bool {
    items.isEmpty || items.count < maximumCount && self.weight + weight <= maximumWeight
  }

  /// Adds work whose result is returned last.
  mutating func append(weight: Int, _ work: @escaping @Sendable () -> Value) {
    insert(work, weight: weight, at: items.endIndex)
  }

  /// Adds work whose result is returned next.
  mutating func prepend(weight: Int, _ work: @escaping @Sendable () -> Value) {
    insert(work, weight: weight, at: items.startIndex)
  }

  /// Waits for the next result; returns `nil` if the queue is empty.
  mutating func next() async -> Value? {
    guard let first = items.first else { return nil }
    let value = await first.task?.value ?? first.work()
    items.removeFirst()
    weight -= first.weight
    // Runs while the result is consumed.
    startItems()
    return value
  }

  private mutating func insert(
    _ work: @escaping @Sendable () -> Value, weight: Int, at position: Int
  ) {
    items.insert(Item(weight: weight, work: work), at: position)
    self.weight += weight
    startItems()
  }

  private mutating func startItems() {
    for index in items.indices.prefix(maximumRunning) where items[index].task == nil {
      let work = items[index].work
      items[index].task = Task { @concurrent in work() }
    }
  }
}
