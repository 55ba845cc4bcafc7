// SPDX-License-Identifier: Apache-2.0

/// A benchmark that can be run by name.
struct Benchmark {
  var name: String
  /// The measured operation, for the usage message.
  var summary: String
  /// Runs the benchmark and prints its results.
  var run: () async throws -> Void
}

/// Several implementations of the same work, timed in turn so that a busy machine slows all alike.
struct Race {
  /// An implementation and its best time.
  struct Runner {
    var name: String
    var work: () throws -> Void
    var best: Duration = .seconds(3_600)
  }

  private(set) var runners: [Runner] = []

  /// Adds an implementation.
  mutating func add(_ name: String, _ work: @escaping () throws -> Void) {
    runners.append(Runner(name: name, work: work))
  }

  /// Runs every implementation `rounds` times and keeps the best time of each.
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
  /// The duration in seconds, with fractions.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

/// Uses a result, so that the optimizer doesn't remove the work for it.
@inline(never)
func keep<Value>(_ value: Value) {}
