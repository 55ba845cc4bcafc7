// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Foundation
import TestSupport

/// Measures range strings against Swift's `Regex`, and the command against a Python script.
func runPagesBenchmark() throws {
  try raceRangeStrings()
  try raceValidation(lines: 1_000_000)
}

/// Reads a range string and writes it again, many times.
private func raceRangeStrings() throws {
  let text = "1,3,5-7,10-20,25"
  let times = 20_000
  var buffer: [UInt8] = []
  var utf8 = text
  utf8.makeContiguousUTF8()

  var race = Race()
  race.add("PageSet") {
    for _ in 0..<times {
      buffer.removeAll(keepingCapacity: true)
      try PageSet(rangeString: utf8).appendUTF8(to: &buffer)
    }
    guard buffer == Array(text.utf8) else { throw Unequal() }
  }
  race.add("Regex") {
    for _ in 0..<times / 20 {
      guard try RegexPages(text).rangeString == text else { throw Unequal() }
    }
  }
  try race.run(rounds: 20)

  let ours = race.runners[0].best.inSeconds / Double(times)
  let theirs = race.runners[1].best.inSeconds / Double(times / 20)
  print("read and write \(text), best of 20 rounds")
  print(String(format: "  PageSet %8.0f ns\n  Regex   %8.0f ns", ours * 1e9, theirs * 1e9))
  print(String(format: "  PageSet is %.0f times as fast as Regex", theirs / ours))
}

/// Validates the same records by the command and by the script.
private func raceValidation(lines count: Int) throws {
  let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  let records = directory.appending(path: "records.jsonl")
  let size = try writeRecords(count, to: records)

  let command = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "classify-bridge")
  guard FileManager.default.isExecutableFile(atPath: command.path) else { throw NoCommand() }
  let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Tests/Conformance/validate_pages.py")

  var ours = try ChildRun(command, ["pages", "validate"], input: records)
  var theirs = try ChildRun(
    URL(filePath: "/usr/bin/env"), ["python3", script.path], input: records)
  let peak = ours.peakBytes
  for _ in 0..<2 {
    ours.keepBest(of: try ChildRun(command, ["pages", "validate"], input: records))
  }
  theirs.keepBest(
    of: try ChildRun(URL(filePath: "/usr/bin/env"), ["python3", script.path], input: records))

  print("validate \(count) records, \(size) bytes")
  for (name, run) in [("command", ours), ("Python", theirs)] {
    let label = name.padding(toLength: 8, withPad: " ", startingAt: 0)
    print(
      "  \(label)",
      String(format: "%8.2f s %8.2f s of the processor", run.seconds, run.processorSeconds))
  }
  print(
    String(
      format: "  the command is %.1f times as fast, and takes %.1f times less of the processor",
      theirs.seconds / ours.seconds, theirs.processorSeconds / ours.processorSeconds))
  print(String(format: "  peak of the command's memory: %.1f MiB", Double(peak) / 1_048_576))
}

/// Writes records piece by piece: the memory of a child counts from that of its parent on.
private func writeRecords(_ count: Int, to file: URL) throws -> Int {
  var generator = SeededGenerator(seed: 1)
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  var size = 0
  for start in stride(from: 0, to: count, by: 1_000) {
    let numbers = start..<min(start + 1_000, count)
    let text = numbers.map { PageLines.line($0, using: &generator) + "\n" }.joined()
    try handle.write(contentsOf: Data(text.utf8))
    size += text.utf8.count
  }
  try handle.close()
  return size
}

private struct Unequal: Error, CustomStringConvertible {
  let description = "a range string was not written as it was read"
}

private struct NoCommand: Error, CustomStringConvertible {
  let description = """
    the command is not built; run
    swift build -c release --traits CLI
    swift run -c release --traits CLI classify-benchmarks pages
    """
}
