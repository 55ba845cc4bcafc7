// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation

/// A folder for one test, removed at its end.
final class TemporaryFolder {
  /// The absolute path without links.
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "codemod-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The absolute path of a file.
  subscript(name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and the folders that contain it.
  func write(_ text: String, to name: String) throws {
    let url = URL(filePath: self[name])
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Returns the bytes of a file.
  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: self[name])))
  }

  /// Returns the text of a file.
  func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  /// The names in the folder, sorted.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Runs a shell script in the folder, which knows no configuration of git, and returns its output.
  ///
  /// - Throws: ``Failed`` if the exit code is not 0.
  @discardableResult
  func run(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(filePath: path)
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": path, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": path, "LC_ALL": "C",
    ]
    // A file, since a full pipe would block the program.
    let output = "\(path)-output"
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    defer { try? FileManager.default.removeItem(atPath: output) }
    let handle = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Failed(script: script, output: text) }
    return text
  }

  /// A script that failed.
  struct Failed: Error, CustomStringConvertible {
    let script: String
    let output: String
    var description: String { "\(script): \(output)" }
  }

  /// Whether a program can be run.
  static func has(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }
}
#endif
