// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation

/// A program that runs in the background of a test.
public final class RunningCommand {
  private let process = Process()
  private let directory: URL
  private let ends: AsyncStream<Int32>

  /// Starts a program in a new temporary directory.
  ///
  /// - Parameters:
  ///   - runner: The runner that found the executables.
  ///   - line: The shell command line; with a leading `exec`, signals reach the program.
  ///   - files: The contents of files to create in the directory, by name.
  ///   - environment: The environment variables, in addition to `PATH`.
  /// - Throws: A system error if the program can't be started.
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
    process.setCommand(URL(filePath: "/bin/sh"), ["-c", line])
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

  /// Sends a signal to the program.
  public func send(signal number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Returns what the program has written to stdout so far.
  public func output() throws -> String { try text(".output") }

  /// Waits until the program has written one of the texts to stderr, or has ended.
  ///
  /// It blocks the thread: a suspended task can resume too late while other tests block the pool.
  public func waitForMessage(_ texts: String...) throws {
    while process.isRunning {
      let messages = try text(".messages")
      if texts.contains(where: { messages.contains($0) }) { return }
      usleep(10_000)
    }
  }

  /// Waits until the program ends, and kills it after ten minutes.
  ///
  /// - Returns: The program's output and exit code.
  /// - Throws: A system error if the output can't be read.
  public func outcome() async throws -> CommandRunner.Outcome {
    let number = process.processIdentifier
    let limit = Task {
      try await Task.sleep(for: .seconds(600))
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
