// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Foundation

/// Compares range strings with Swift's `Regex`, and the command with a Python script.
func runPagesBenchmark() throws {
  try raceRangeStrings()
  try raceValidation(lines: 1_000_000)
}

/// Compares parsing and writing a range string.
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

/// Page ranges parsed with Swift's `Regex`, in the shortest way.
private struct RegexPages {
  private var ranges: [ClosedRange<Int>] = []

  /// Parses items such as `3` and `5-7`, separated by commas.
  init(_ text: String) throws {
    let item = /([0-9]+)(?:-([0-9]+))?/
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let match = try item.wholeMatch(in: part), let first = Int(match.1), first > 0 else {
        throw Fault()
      }
      guard let last = match.2.map({ Int($0) }) ?? first, last >= first else { throw Fault() }
      ranges.append(first...last)
    }
    ranges.sort { $0.lowerBound < $1.lowerBound }
  }

  /// The text of the sorted ranges, separated by commas.
  var rangeString: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  private struct Fault: Error {}
}

/// Compares the validation of the same records by the command and the script.
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
      String(format: "%8.2f s %8.2f s of CPU time", run.seconds, run.processorSeconds))
  }
  print(
    String(
      format: "  the command is %.1f times as fast, and uses %.1f times less CPU time",
      theirs.seconds / ours.seconds, theirs.processorSeconds / ours.processorSeconds))
  print(String(format: "  peak memory of the command: %.1f MiB", Double(peak) / 1_048_576))
}

/// Writes records to a file and returns its size in bytes.
///
/// In chunks, because the memory of a child process starts with that of its parent.
private func writeRecords(_ count: Int, to file: URL) throws -> Int {
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  var size = 0
  for start in stride(from: 0, to: count, by: 1_000) {
    let numbers = start..<min(start + 1_000, count)
    let text = try numbers.map { try recordLine($0) + "\n" }.joined()
    try handle.write(contentsOf: Data(text.utf8))
    size += text.utf8.count
  }
  try handle.close()
  return size
}

/// Returns the page record with a number: of 20 records, 18 are valid.
private func recordLine(_ number: Int) throws -> String {
  let steps = [1, 1, 4, 2, 1, 7, 3, 1, 1, 1, 12]
  var next = number % 9
  let indices = (0..<(4 + number % 9)).map { place in
    defer { next += steps[(number / 9 + place) % steps.count] }
    return next
  }
  let rangeString = try PageSet(indices: indices).rangeString
  let selection =
    switch number % 20 {
    case 0..<7: #""v1": \#(indices), "v2": "\#(rangeString)""#
    case 7..<12: #""v2": "\#(rangeString)""#
    case 12..<17: #""v1": \#(indices)"#
    case 17: #""v1": \#(Array(indices.reversed()))"#
    case 18: #""v1": \#(indices.map { $0 + 1 }), "v2": "\#(rangeString)""#
    default: #""v2": "9-3,\#(rangeString)""#
    }
  return #"{"id": "cfg-\#(number)", \#(selection)}"#
}

private struct Unequal: Error, CustomStringConvertible {
  let description = "a range string didn't round-trip"
}
