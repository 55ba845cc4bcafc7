// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The results of a fuzz test.
public struct FuzzTally: Sendable {
  /// The number of tested values.
  public var values = 0
  /// The number of values that returned from a trip, by its name.
  public var returned: [String: Int] = [:]
  /// The number of values that a trip refused, by its name.
  public var refused: [String: Int] = [:]
  /// The codes of all notes.
  public var codes: Set<NoteCode> = []
  /// The first failures, each with the seed of its value.
  public var failures: [String] = []
  /// The check that every difference has a note.
  public var coverage = NoteCoverage()

  /// Creates an empty tally.
  public init() {}

  /// Counts a completed trip and its notes.
  public mutating func countReturn(_ trip: String, notes: [Note]) {
    returned[trip, default: 0] += 1
    for note in notes { codes.insert(note.code) }
  }

  /// Counts a refused trip and its notes.
  public mutating func countRefusal(_ trip: String, notes: [Note]) {
    refused[trip, default: 0] += 1
    for note in notes { codes.insert(note.code) }
  }

  /// Adds a failure, unless there are five already.
  public mutating func fail(_ message: @autoclosure () -> String) {
    if failures.count < 5 { failures.append(message()) }
  }

  /// Returns the number of values of a trip, completed or refused.
  public func tried(_ trip: String) -> Int {
    (returned[trip] ?? 0) + (refused[trip] ?? 0)
  }

  /// Returns the fraction of a trip's values that returned, from 0 to 1.
  public func share(_ trip: String) -> Double {
    tried(trip) == 0 ? 0 : Double(returned[trip] ?? 0) / Double(tried(trip))
  }

  mutating func add(_ other: FuzzTally) {
    values += other.values
    returned.merge(other.returned, uniquingKeysWith: +)
    refused.merge(other.refused, uniquingKeysWith: +)
    codes.formUnion(other.codes)
    failures = Array((failures + other.failures).prefix(5))
  }
}

/// Runs a test with many seeded values.
///
/// Each value has its own seed, which its failure message contains. The environment variable
/// `CLASSIFY_FUZZ_SEED` replays a single value, and `CLASSIFY_FUZZ_COUNT` sets their number.
public enum FuzzRun {
  /// Returns the number of values to test: `CLASSIFY_FUZZ_COUNT`, or else the default.
  public static func count(usual defaultCount: Int) -> Int {
    ProcessInfo.processInfo.environment["CLASSIFY_FUZZ_COUNT"].flatMap { Int($0) } ?? defaultCount
  }

  /// The seed to replay, or nil.
  public static var replayedSeed: UInt64? {
    ProcessInfo.processInfo.environment["CLASSIFY_FUZZ_SEED"].flatMap { UInt64($0) }
  }

  /// Runs `attempt` for `count` random seeds, or only for the seed to replay.
  public static func run(
    count: Int, _ attempt: @escaping @Sendable (_ seed: UInt64, _ tally: inout FuzzTally) -> Void
  ) async -> FuzzTally {
    if let seed = replayedSeed {
      var tally = FuzzTally()
      tally.values = 1
      attempt(seed, &tally)
      return tally
    }
    var generator = SystemRandomNumberGenerator()
    let first = generator.next() >> 16
    // Few tasks that yield often, so that tests with timeouts get their turns.
    let width = 2
    return await withTaskGroup(of: FuzzTally.self) { group in
      for start in 0..<width {
        group.addTask(priority: .background) {
          var tally = FuzzTally()
          for offset in stride(from: start, to: count, by: width) {
            tally.values += 1
            attempt(first + UInt64(offset), &tally)
            if tally.values.isMultiple(of: 4) { await Task.yield() }
          }
          return tally
        }
      }
      return await group.reduce(into: FuzzTally()) { $0.add($1) }
    }
  }
}
