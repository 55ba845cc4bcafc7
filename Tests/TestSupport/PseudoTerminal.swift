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

  /// Keys to type, once output contains a text.
  public struct Typing: Sendable {
    let keys: String
    let text: String

    /// Types `keys` after the output contains `text`; `\u{3}` is Ctrl-C.
    public init(_ keys: String, after text: String) {
      self.keys = keys
      self.text = text
    }
  }

  #if os(Linux)
  /// Whether keys can be typed: programs get signals only from a terminal that controls them.
  public static let canType = FileManager.default.isExecutableFile(atPath: setsid)
  #else
  /// Whether keys can be typed: this system has no `setsid`.
  public static let canType = false
  #endif
  private static let setsid = "/usr/bin/setsid"

  /// Runs a shell command line on the terminal.
  ///
  /// - Parameters:
  ///   - line: The command line.
  ///   - typing: The keys to type; requires ``canType``.
  /// - Returns: All output, with `\n` line endings.
  /// - Throws: ``Unavailable``, or a system error if the command can't be run.
  public func run(_ line: String, typing: Typing? = nil) throws -> String {
    let (primary, secondary) = try open()
    let process = Process()
    let shell = ["/bin/sh", "-c", line]
    let command = typing == nil ? shell : [Self.setsid, "--ctty", "--wait"] + shell
    process.setCommand(URL(filePath: command[0]), Array(command.dropFirst()))
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
    var pending = typing
    while true {
      let count = read(primary.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
      if let typing = pending, String(decoding: bytes, as: UTF8.self).contains(typing.text) {
        try primary.write(contentsOf: Data(typing.keys.utf8))
        pending = nil
      }
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
