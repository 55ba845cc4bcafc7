// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import Synchronization

/// The error of a storage that is full.
struct StorageFull: Error {}

/// A result log in memory, which can stop a run by failing after a number of bytes.
final class MemoryResultStorage: ResultStorage {
  private struct State {
    var bytes: [UInt8]
    var synchronizedCount = 0
  }

  private let capacity: Int
  private let state: Mutex<State>

  init(_ bytes: [UInt8] = [], capacity: Int = .max) {
    self.capacity = capacity
    state = Mutex(State(bytes: bytes))
  }

  convenience init(_ text: String) {
    self.init(Array(text.utf8))
  }

  var bytes: [UInt8] { state.withLock { $0.bytes } }
  var text: String { String(decoding: bytes, as: UTF8.self) }
  var lines: [String] { text.split(separator: "\n").map(String.init) }
  /// The number of bytes that the last synchronization covers.
  var synchronizedCount: Int { state.withLock { $0.synchronizedCount } }

  func read(from offset: Int, upTo count: Int) -> [UInt8] {
    state.withLock { Array($0.bytes.dropFirst(offset).prefix(count)) }
  }

  func truncate(to length: Int) {
    state.withLock { $0.bytes.removeLast($0.bytes.count - length) }
  }

  func append(_ bytes: [UInt8]) throws {
    try state.withLock { state in
      let fitting = bytes.prefix(capacity - state.bytes.count)
      state.bytes += fitting
      if fitting.count < bytes.count { throw StorageFull() }
    }
  }

  func synchronize() {
    state.withLock { $0.synchronizedCount = $0.bytes.count }
  }
}
