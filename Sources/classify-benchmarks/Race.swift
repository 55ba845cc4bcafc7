// SPDX-License-Identifier: Apache-2.0

/// Several ways to do the same work, timed in turn, so that a busy machine slows all of them.
struct Race {
  /// One way, and its best time so far.
  struct Runner {
    var name: String
    var work: () throws -> Void
    var best: Duration = .seconds(3_600)
  }

  private(set) var runners: [Runner] = []

  /// Adds a way to do the work.
  mutating func add(_ name: String, _ work: @escaping () throws -> Void) {
    runners.append(Runner(name: name, work: work))
  }

  /// Does the work `rounds` times every way, and keeps the best time of each.
  mutating func run(rounds: Int) throws {
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      for index in runners.indices {
        let time = try clock.measure { try runners[index].work() }
        runners[index].best = min(runners[index].best, time)
      }
    }
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

/// Takes a result, so that the work for it is not left out as useless.
@inline(never)
func keep<Value>(_ value: Value) {}
