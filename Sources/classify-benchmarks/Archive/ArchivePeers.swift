// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The scripts of Tests/Conformance/archive: the generator of archives, and the race with the peers.
///
/// They need Python 3 with orjson and msgspec, and jq; `CLASSIFY_PYTHON` names another interpreter
/// than `python3`.
struct ArchivePeers {
  private let python: String
  private let scripts: URL
  private let command: URL
  private let folder: URL

  /// Finds the scripts and the command, and creates a folder for files.
  init() throws {
    python = ProcessInfo.processInfo.environment["CLASSIFY_PYTHON"] ?? "python3"
    scripts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Tests/Conformance/archive")
    command = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "classify-bridge")
    guard FileManager.default.isExecutableFile(atPath: command.path) else { throw NoCommand() }
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the files.
  func removeFiles() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Returns a generated archive of v1 jobs with results.
  func archive(of records: Int) throws -> [UInt8] {
    let file = folder.appending(path: "archive.jsonl")
    try Data().write(to: file)
    try run(["generate.py", "\(records)"], output: try FileHandle(forWritingTo: file))
    return Array(try Data(contentsOf: file))
  }

  /// Returns a page of v1 results.
  func resultsPage() throws -> [UInt8] {
    let file = folder.appending(path: "page.json")
    try run(["speed.py", "--only-page", "--page", file.path], output: .nullDevice)
    return Array(try Data(contentsOf: file))
  }

  /// Races the command with the peers on a file of 1,000,000 records, and prints the results.
  func raceCommand() throws {
    try run(["speed.py"], output: .standardOutput)
  }

  private func run(_ arguments: [String], output: FileHandle) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python] + arguments
    process.currentDirectoryURL = scripts
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["CLASSIFY_BRIDGE": command.path, "PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    process.standardOutput = output
    // What this process has printed comes before what the script prints.
    fflush(nil)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(script: arguments[0]) }
  }

  private struct Failed: Error, CustomStringConvertible {
    let script: String
    var description: String {
      "\(script) failed; it needs jq, and Python 3 with orjson and msgspec (set CLASSIFY_PYTHON)"
    }
  }
}

/// The error of a benchmark that runs the command before it is built.
struct NoCommand: Error, CustomStringConvertible {
  let description = """
    the command is not built; run
    swift build -c release --traits CLI
    and then the benchmark again, with --traits CLI
    """
}
