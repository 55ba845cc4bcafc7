// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One run of another program, and what it took.
struct ChildRun {
  /// The time that passed.
  private(set) var seconds: Double
  /// The time of the processor, in the program and in the system for it.
  private(set) var processorSeconds: Double
  /// The most memory that any child had so far.
  let peakBytes: Int

  /// Runs a program on a file, and throws its output away.
  init(_ program: URL, _ arguments: [String], input: URL) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let before = Self.usage()
    let clock = ContinuousClock()
    let duration = try clock.measure {
      try process.run()
      process.waitUntilExit()
    }
    let after = Self.usage()
    // 1: there are findings, as there should be.
    guard process.terminationStatus == 1 else { throw Failed(program: program.path) }
    seconds = duration.inSeconds
    processorSeconds = after.processor - before.processor
    peakBytes = after.peakBytes
  }

  /// Takes the better times of two runs.
  mutating func keepBest(of other: ChildRun) {
    seconds = min(seconds, other.seconds)
    processorSeconds = min(processorSeconds, other.processorSeconds)
  }

  private static func usage() -> (processor: Double, peakBytes: Int) {
    var usage = rusage()
    // RUSAGE_CHILDREN, which is of another type on each platform.
    getrusage(-1, &usage)
    // Linux counts KiB, Darwin bytes.
    #if os(Linux)
    let unit = 1_024
    #else
    let unit = 1
    #endif
    let times = [usage.ru_utime, usage.ru_stime]
    let processor = times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    return (processor, Int(usage.ru_maxrss) * unit)
  }

  private struct Failed: Error, CustomStringConvertible {
    let program: String
    var description: String { "\(program) did not end as it should" }
  }
}
