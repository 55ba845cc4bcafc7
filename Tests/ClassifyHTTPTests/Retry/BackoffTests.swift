// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport
import Testing

@Suite struct BackoffTests {
  @Test func ceilingsDoubleUpToTheLimit() {
    let ceilings = (0...6).map { Backoff().ceiling(beforeRetry: $0) }
    #expect(ceilings == [0.5, 1, 2, 4, 8, 8, 8].map { .seconds($0) })
    #expect(Backoff().ceiling(beforeRetry: .max) == .seconds(8))
    #expect(Backoff().ceiling(beforeRetry: -1) == .milliseconds(500))
  }

  @Test func waitsFillTheRangeBelowTheCeiling() {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    for retry in 0...6 {
      let ceiling = Backoff().ceiling(beforeRetry: retry)
      let waits = (0..<1_000).map { _ in Backoff().wait(beforeRetry: retry, using: &generator) }
      #expect(waits.allSatisfy { $0 >= .zero && $0 <= ceiling }, "seed \(generator.seed)")
      #expect(waits.contains { $0 < ceiling / 10 }, "seed \(generator.seed)")
      #expect(waits.contains { $0 > ceiling * 9 / 10 }, "seed \(generator.seed)")
    }
  }

  @Test func senselessDurationsBecomeSensible() {
    var generator = SeededGenerator(seed: 1)
    let none = Backoff(base: .seconds(-1), limit: .seconds(-1))
    #expect(none.wait(beforeRetry: 3, using: &generator) == .zero)
    #expect(Backoff(base: .seconds(1e15), limit: .seconds(1e15)).limit == .seconds(86_400))
    #expect(Backoff(base: .seconds(10), limit: .seconds(1)).ceiling(beforeRetry: 0) == .seconds(1))
  }
}
