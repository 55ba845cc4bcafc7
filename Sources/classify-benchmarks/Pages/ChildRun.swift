// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One run of another program, and what it took.
struct ChildRun {
  /// The time that passed.
  private(set) var seconds: Double
  /// The time of the processor, in the program and in the system for it.
  private(set) var processorSeconds: Double
  /// The most memory that the program had.
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
    var peak = 0
    let duration = try clock.measure {
      try process.run()
      peak = Self.watchPeak(of: process)
      process.waitUntilExit()
    }
    let after = Self.usage()
    // 1: there are findings, as there should be.
    guard process.terminationStatus == 1 else { throw Failed(program: program.path) }
    seconds = duration.inSeconds
    processorSeconds = after - before
    peakBytes = peak
  }

  /// Takes the better times of two runs.
  mutating func keepBest(of other: ChildRun) {
    seconds = min(seconds, other.seconds)
    processorSeconds = min(processorSeconds, other.processorSeconds)
  }

  /// Looks at a program's memory until it ends, and returns the most that it had.
  ///
  /// What the system says of a child that has ended counts what it inherited from this process.
  private static func watchPeak(of process: Process) -> Int {
    var peak = 0
    while process.isRunning {
      let status = try? String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      if let status, status.contains("Name:\tclassify") || peak > 0,
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
        let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
      {
        peak = Int(kibibytes).map { $0 * 1_024 } ?? peak
      }
      Thread.sleep(forTimeInterval: 0.005)
    }
    return peak
  }

  private static func usage() -> Double {
    var usage = rusage()
    // RUSAGE_CHILDREN, which is of another type on each platform.
    getrusage(-1, &usage)
    let times = [usage.ru_utime, usage.ru_stime]
    return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  private struct Failed: Error, CustomStringConvertible {
    let program: String
    var description: String { "\(program) did not end as it should" }
  }
}
