// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import classify_bridge

@Suite struct OrderedWorkTests {
  @Test func returnsResultsInQueueOrder() async {
    var work = OrderedWork<Int>(maximumCount: 100, maximumWeight: 100)
    for number in 0..<50 { work.append(weight: 1) { number } }
    work.prepend(weight: 1) { -1 }
    var results: [Int] = []
    while let result = await work.next() { results.append(result) }
    #expect(results == Array(-1..<50))
  }

  @Test func limitsNumberOfItems() async {
    var work = OrderedWork<Int>(maximumCount: 2, maximumWeight: 100)
    for number in 0..<2 {
      #expect(work.hasRoom(for: 1))
      work.append(weight: 1) { number }
    }
    #expect(!work.hasRoom(for: 1))
    let first = await work.next()
    #expect(first == 0)
    #expect(work.hasRoom(for: 1))
    let second = await work.next()
    #expect(second == 1)
  }

  @Test func runsOverweightItemAlone() async {
    var work = OrderedWork<Int>(maximumCount: 9, maximumWeight: 10)
    #expect(work.hasRoom(for: 1_000))
    work.append(weight: 1_000) { 1 }
    #expect(!work.hasRoom(for: 1))
    let heavy = await work.next()
    #expect(heavy == 1)
    work.append(weight: 4) { 2 }
    #expect(work.hasRoom(for: 6))
    #expect(!work.hasRoom(for: 7))
    let light = await work.next()
    #expect(light == 2)
  }

  @Test func returnsNilWhenEmpty() async {
    var work = OrderedWork<Int>()
    let result = await work.next()
    #expect(result == nil)
  }

  /// Counts the work that runs at once.
  private final class Counter: Sendable {
    private let state = Mutex((running: 0, greatest: 0))

    var greatest: Int { state.withLock { $0.greatest } }

    func run() {
      state.withLock { state in
        state.running += 1
        state.greatest = max(state.greatest, state.running)
      }
      // Long enough for other items to start if they could.
      Thread.sleep(forTimeInterval: 0.002)
      state.withLock { $0.running -= 1 }
    }
  }

  @Test(arguments: [1, 3])
  func limitsNumberOfRunningItems(maximum: Int) async {
    let counter = Counter()
    var work = OrderedWork<Int>(maximumCount: 100, maximumRunning: maximum, maximumWeight: 100)
    for number in 0..<30 {
      work.append(weight: 1) {
        counter.run()
        return number
      }
    }
    var results: [Int] = []
    while let result = await work.next() { results.append(result) }
    #expect(results == Array(0..<30))
    #expect(counter.greatest <= maximum)
  }
}
