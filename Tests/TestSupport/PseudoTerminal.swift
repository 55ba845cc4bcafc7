// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation

/// A pseudoterminal whose output a test reads.
public struct PseudoTerminal: Sendable {
  /// The error if the system provides no pseudoterminal.
  public struct Unavailable: Error {}

  private let runner: CommandRunner
  private let columns: UInt16

  /// Creates a terminal that is `columns` characters wide.
  public init(_ runner: CommandRunner, columns: UInt16 = 80) {
    self.runner = runner
    self.columns = columns
  }

  /// Runs a shell command line on the terminal.
  ///
  /// - Parameter line: The command line.
  /// - Returns: All output, with `\n` line endings.
  /// - Throws: ``Unavailable``, or a system error if the command can't be run.
  public func run(_ line: String) throws -> String {
    let (primary, secondary) = try open()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": "\(runner.products.path):\(path)", "TERM": "xterm"]
    process.standardInput = secondary
    process.standardOutput = secondary
    process.standardError = secondary
    try process.run()
    // Reading ends when every other descriptor of the terminal is closed.
    try secondary.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(primary.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "\r\n", with: "\n")
  }

  private func open() throws -> (primary: FileHandle, secondary: FileHandle) {
    var primary: Int32 = -1
    var secondary: Int32 = -1
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&primary, &secondary, nil, nil, &size) == 0 else { throw Unavailable() }
    return (
      FileHandle(fileDescriptor: primary, closeOnDealloc: true),
      FileHandle(fileDescriptor: secondary, closeOnDealloc: true)
    )
  }
}
#endif
