// SPDX-License-Identifier: Apache-2.0

#if Gateway && (os(macOS) || os(Linux))
import Foundation
import Synchronization
import TestSupport

/// A sandbox server process that runs while a test sends requests to it.
///
/// Blocking waits happen on a dedicated thread.
final class RunningSandbox: Sendable {
  struct Ending: Sendable {
    /// Everything written to stdout.
    let output: String
    /// Everything written to stderr.
    let messages: String
    /// The exit code, or the negated number of the signal that killed the process.
    let status: Int32
  }

  /// The process wrote no line to stdout in time.
  struct Silence: Error {}

  /// The first line written to stdout.
  let firstLine: String
  let processID: Int32
  private let ending: Task<Ending, any Error>
  private let hasEnded = Atomic(false)

  /// Starts a shell command line and waits up to 60 seconds for its first line on stdout.
  init(_ line: String) async throws {
    let runner = try CommandRunner(product: "classify-bridge")
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let outputURL = directory.appending(path: "output")
    let messagesURL = directory.appending(path: "messages")
    for url in [outputURL, messagesURL] { try Data().write(to: url) }
    // exec, so that signals reach the program and not the shell.
    let script = "echo $$ > pid; exec \(line) > output 2> messages"
    ending = Task {
      try await Self.onThread {
        defer { try? FileManager.default.removeItem(at: directory) }
        let status = try runner.shell("cd '\(directory.path)' && \(script)").status
        return Ending(
          output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
          messages: String(decoding: try Data(contentsOf: messagesURL), as: UTF8.self),
          status: status)
      }
    }
    let deadline = ContinuousClock.now.advanced(by: .seconds(300))
    while true {
      let output = (try? Data(contentsOf: outputURL)).map { String(decoding: $0, as: UTF8.self) }
      if let output, let end = output.firstIndex(of: "\n") {
        firstLine = String(output[..<end])
        break
      }
      guard ContinuousClock.now < deadline else { throw Silence() }
      try await Task.sleep(for: .milliseconds(20))
    }
    let text = try String(contentsOf: directory.appending(path: "pid"), encoding: .utf8)
    guard let processID = Int32(text.prefix { $0 != "\n" }) else { throw Silence() }
    self.processID = processID
  }

  /// Sends a signal and waits until the process exits.
  func end(_ signal: Int32 = SIGTERM) async throws -> Ending {
    kill(processID, signal)
    let ending = try await ending.value
    hasEnded.store(true, ordering: .relaxed)
    return ending
  }

  deinit {
    // Kills the process if the test failed before `end(_:)`.
    if !hasEnded.load(ordering: .relaxed) { kill(processID, SIGKILL) }
  }

  private static func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
  }
}
#endif
