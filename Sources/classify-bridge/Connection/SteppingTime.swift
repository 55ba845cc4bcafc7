// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A time that goes on when somebody looks at it, and never otherwise.
final class SteppingTime: Sendable {
  private let now: Mutex<Int>
  private let step: Int

  /// Begins with a number of milliseconds.
  init(from beginning: Int, step: Int) {
    now = Mutex(beginning)
    self.step = step
  }

  /// Goes on by a step, and returns what time it is then.
  @Sendable func next() -> Int {
    now.withLock { now in
      now += step
      return now
    }
  }

  /// Goes on by a number of milliseconds.
  func skip(_ milliseconds: Int) {
    now.withLock { $0 += milliseconds }
  }
}
