// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation

/// A terminal that is no window: what a program writes to it is read by a test.
public struct PseudoTerminal: Sendable {
  /// The reason why there is no terminal.
  public struct Unavailable: Error {}

  private let runner: CommandRunner
  private let columns: UInt16

  /// Makes a terminal of a width.
  public init(_ runner: CommandRunner, columns: UInt16 = 80) {
    self.runner = runner
    self.columns = columns
  }

  /// Runs a line of the shell on the terminal.
  ///
  /// - Parameter line: What a user would type.
  /// - Returns: All that was written, line ends as a program writes them.
  /// - Throws: ``Unavailable``, or an error of the system if the line can't be run.
  public func run(_ line: String) throws -> String {
    let (ours, theirs) = try open()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": "\(runner.products.path):\(path)", "TERM": "xterm"]
    process.standardInput = theirs
    process.standardOutput = theirs
    process.standardError = theirs
    try process.run()
    // The end of what is written comes when nobody else has the terminal.
    try theirs.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(ours.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "\r\n", with: "\n")
  }

  private func open() throws -> (ours: FileHandle, theirs: FileHandle) {
    var ours: Int32 = -1
    var theirs: Int32 = -1
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ours, &theirs, nil, nil, &size) == 0 else { throw Unavailable() }
    return (
      FileHandle(fileDescriptor: ours, closeOnDealloc: true),
      FileHandle(fileDescriptor: theirs, closeOnDealloc: true)
    )
  }
}
#endif
