// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation

/// One of the package's programs that runs while a test goes on.
public final class RunningCommand {
  private let process = Process()
  private let directory: URL
  private let ends: AsyncStream<Int32>

  /// Starts a program in an empty directory of its own.
  ///
  /// - Parameters:
  ///   - runner: What knows where the programs are.
  ///   - line: What a user would type; `exec` in front lets signals reach the program.
  ///   - files: Files of the directory, by name.
  ///   - environment: Variables to set besides those of the test.
  /// - Throws: An error of the system if the program can't be started.
  public init(
    _ runner: CommandRunner, _ line: String, files: [String: String] = [:],
    environment: [String: String] = [:]
  ) throws {
    directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (name, contents) in files {
      try Data(contents.utf8).write(to: directory.appending(path: name))
    }
    let (ends, continuation) = AsyncStream.makeStream(of: Int32.self)
    self.ends = ends
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.file(".output", in: directory)
    process.standardError = try Self.file(".messages", in: directory)
    process.currentDirectoryURL = directory
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = environment.merging(["PATH": "\(runner.products.path):\(path)"]) { $1 }
    process.terminationHandler = { process in
      let status = process.terminationStatus
      continuation.yield(process.terminationReason == .exit ? status : -status)
      continuation.finish()
    }
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    try? FileManager.default.removeItem(at: directory)
  }

  /// Sends the program a signal.
  public func send(signal number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for the end of the program; one that does not end in a minute is killed.
  ///
  /// - Returns: What it said, and how it ended.
  /// - Throws: An error of the system if what it said can't be read.
  public func outcome() async throws -> CommandRunner.Outcome {
    let number = process.processIdentifier
    let limit = Task {
      try await Task.sleep(for: .seconds(60))
      kill(number, SIGKILL)
    }
    var status: Int32 = .min
    for await end in ends { status = end }
    limit.cancel()
    return CommandRunner.Outcome(
      output: try text(".output"), messages: try text(".messages"), status: status)
  }

  private static func file(_ name: String, in directory: URL) throws -> FileHandle {
    let url = directory.appending(path: name)
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: directory.appending(path: name)), as: UTF8.self)
  }
}
#endif
