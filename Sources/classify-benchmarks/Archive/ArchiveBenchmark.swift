// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import Foundation

/// Converts an archive in memory, next to a copy of its bytes, and by the command, next to the
/// peers of Tests/Conformance/archive.
func runArchiveBenchmark() throws {
  let peers = try ArchivePeers()
  defer { peers.removeFiles() }
  try raceInMemory(try peers.archive(of: 100_000))
  try raceTypedReading(try peers.resultsPage())
  try peers.raceCommand()
}

/// Compares a copy, the check of each line, and both ways to convert.
private func raceInMemory(_ archive: [UInt8]) throws {
  var race = Race()
  var copy = [UInt8](repeating: 0, count: archive.count)
  race.add("copy") {
    copy.withUnsafeMutableBytes { copy in archive.withUnsafeBytes { copy.copyMemory(from: $0) } }
    keep(copy.last)
  }
  race.add("check") {
    var reader = JSONReader()
    var lines = LineBlock(bytes: archive, firstLine: 1)
    while let line = lines.next() {
      try archive.withUnsafeBytes { archive in
        try reader.restart(copying: UnsafeRawBufferPointer(rebasing: archive[line]))
      }
      try reader.skipValue()
      try reader.finish()
    }
  }
  race.add("convert") { try convert(archive, countsNotes: false) }
  race.add("convert, with notes counted") { try convert(archive, countsNotes: true) }
  try race.run(rounds: 3)
  let size = Double(archive.count) / 1e6
  let fastest = race.runners[0].best.inSeconds
  print("\(archive.count) bytes of v1 jobs with results, in memory, 1 processor, best of 3 rounds")
  for runner in race.runners {
    let name = runner.name.padding(toLength: 28, withPad: " ", startingAt: 0)
    let seconds = runner.best.inSeconds
    print(
      "  \(name)",
      String(format: "%8.0f MB/s %6.1f %% of a copy", size / seconds, 100 * fastest / seconds))
  }
}

/// Converts an archive to v2 in blocks, as the command does on one processor.
private func convert(_ archive: [UInt8], countsNotes: Bool) throws {
  let options = ArchiveOptions(target: .v2, countsNotes: countsNotes)
  let converter = BlockConverter(options: options)
  var conversion = ArchiveConversion(options: options)
  var blocks = LineBlocks(maximumLineBytes: 1 << 24)
  var written = 0
  let blockBytes = 128 << 10
  for start in stride(from: 0, to: archive.count, by: blockBytes) {
    let chunk = archive.span.extracting(start..<min(start + blockBytes, archive.count))
    guard let block = blocks.push(chunk) else { continue }
    written += conversion.append(converter.convert(block)).counts.written
  }
  written += conversion.finish().counts.written
  guard written > 0 else { throw NothingWritten() }
}

/// Reads a page of results as its type; the peers print the time of msgspec.
private func raceTypedReading(_ page: [UInt8]) throws {
  var race = Race()
  race.add("check") {
    for _ in 0..<20 {
      var reader = try JSONReader(page)
      try reader.skipValue()
    }
  }
  race.add("V1.ResultsPage") {
    for _ in 0..<20 { keep(try V1.ResultsPage(json: page)) }
  }
  try race.run(rounds: 20)
  print("\na page of v1 results, \(page.count) bytes, best of 20 rounds")
  for runner in race.runners {
    let name = runner.name.padding(toLength: 28, withPad: " ", startingAt: 0)
    let speed = Double(20 * page.count) / 1e6 / runner.best.inSeconds
    print("  \(name)", String(format: "%8.0f MB/s", speed))
  }
  print("")
}

private struct NothingWritten: Error, CustomStringConvertible {
  let description = "nothing was converted"
}
