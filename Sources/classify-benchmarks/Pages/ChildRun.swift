// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The time and memory used by one run of another program.
struct ChildRun {
  /// The elapsed time in seconds.
  private(set) var seconds: Double
  /// The user and system CPU time in seconds.
  private(set) var processorSeconds: Double
  /// The peak resident memory in bytes.
  let peakBytes: Int

  /// Runs a program with a file as its standard input and discards its output.
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
    // 1: the input has faults, as expected.
    guard process.terminationStatus == 1 else { throw Failed(program: program.path) }
    seconds = duration.inSeconds
    processorSeconds = after - before
    peakBytes = peak
  }

  /// Keeps the better times of two runs.
  mutating func keepBest(of other: ChildRun) {
    seconds = min(seconds, other.seconds)
    processorSeconds = min(processorSeconds, other.processorSeconds)
  }

  /// Polls the memory of a process until it ends, and returns its peak in bytes.
  ///
  /// Not `getrusage`, whose peak of a child includes the memory inherited from this process.
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
    // RUSAGE_CHILDREN, whose type depends on the platform.
    getrusage(-1, &usage)
    let times = [usage.ru_utime, usage.ru_stime]
    return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  private struct Failed: Error, CustomStringConvertible {
    let program: String
    var description: String { "\(program) didn't exit with status 1" }
  }
}
