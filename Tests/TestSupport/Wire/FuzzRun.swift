// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What became of the values of a fuzzed test.
public struct FuzzTally: Sendable {
  /// How many values were tried.
  public var values = 0
  /// How many came back, by the name of the trip.
  public var returned: [String: Int] = [:]
  /// How many were refused, by the name of the trip.
  public var refused: [String: Int] = [:]
  /// The codes of every note that was met.
  public var codes: Set<NoteCode> = []
  /// What went wrong, with the seed of each value; the first few of them.
  public var failures: [String] = []
  /// Judges the differences of its values.
  public var coverage = NoteCoverage()

  /// Makes an empty tally.
  public init() {}

  /// Counts a trip that came back.
  public mutating func countReturn(_ trip: String, notes: [Note]) {
    returned[trip, default: 0] += 1
    for note in notes { codes.insert(note.code) }
  }

  /// Counts a trip that was refused.
  public mutating func countRefusal(_ trip: String, notes: [Note]) {
    refused[trip, default: 0] += 1
    for note in notes { codes.insert(note.code) }
  }

  /// Adds a failure, unless there are many already.
  public mutating func fail(_ message: @autoclosure () -> String) {
    if failures.count < 5 { failures.append(message()) }
  }

  /// How many values went on a trip, whether they came back or were refused.
  public func tried(_ trip: String) -> Int {
    (returned[trip] ?? 0) + (refused[trip] ?? 0)
  }

  /// The share of a trip's values that came back.
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

/// Tries many seeded values, on all cores.
///
/// Each value has a seed of its own, which its failure names. With `CLASSIFY_FUZZ_SEED` in the
/// environment that one value is tried, and nothing else; `CLASSIFY_FUZZ_COUNT` says how many are.
public enum FuzzRun {
  /// Returns how many values to try: what the environment says, or else `usual`.
  public static func count(usual: Int) -> Int {
    ProcessInfo.processInfo.environment["CLASSIFY_FUZZ_COUNT"].flatMap { Int($0) } ?? usual
  }

  /// The seed to replay, if there is one.
  public static var replayedSeed: UInt64? {
    ProcessInfo.processInfo.environment["CLASSIFY_FUZZ_SEED"].flatMap { UInt64($0) }
  }

  /// Tries `count` values, or the one to replay.
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
    // Few tasks that make way often, so that the tests that wait for something get their turns.
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
