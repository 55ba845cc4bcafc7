// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
public import Foundation

/// Runs the package's own programs as a user does, and returns all that they say.
public struct CommandRunner: Sendable {
  /// What a program said, and how it ended.
  public struct Outcome: Sendable, Hashable {
    /// Standard output.
    public let output: String
    /// Standard error.
    public let messages: String
    /// The exit code; a program that a signal ended has the negative number of the signal.
    public let status: Int32
  }

  /// The directory in which the package's programs were built.
  public let products: URL

  /// Finds the programs next to the running test bundle.
  ///
  /// - Throws: ``Missing`` if there is no such program: it was not built.
  public init(product: String) throws {
    let candidates = Self.candidates
    let found = candidates.first { directory in
      FileManager.default.isExecutableFile(atPath: directory.appending(path: product).path)
    }
    guard let found else { throw Missing(product: product, directories: candidates) }
    products = found
  }

  /// The root of the package.
  public static var packageRoot: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Runs a line of the shell, which finds the programs by their names.
  ///
  /// - Parameters:
  ///   - line: What a user would type.
  ///   - input: What the program reads from standard input.
  ///   - environment: Variables to set besides those of the test.
  /// - Returns: What was said, when the program has ended.
  /// - Throws: An error of the system if the program can't be run.
  public func shell(
    _ line: String, input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(URL(filePath: "/bin/sh"), ["-c", line], input: input, environment: environment)
  }

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - arguments: Its arguments, without its name.
  ///   - input: What it reads from standard input.
  ///   - environment: Variables to set besides those of the test.
  /// - Returns: What was said, when the program has ended.
  /// - Throws: An error of the system if the program can't be run.
  public func run(
    _ program: URL, _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    // Files instead of pipes: nothing fills up, whatever the program writes first.
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    func file(_ name: String, _ contents: String) throws -> (URL, FileHandle) {
      let url = directory.appending(path: name)
      try Data(contents.utf8).write(to: url)
      return (url, try FileHandle(forUpdating: url))
    }
    let (_, standardInput) = try file("input", input)
    let (outputURL, standardOutput) = try file("output", "")
    let (messagesURL, standardError) = try file("messages", "")

    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = directory
    let path = Self.inherited["PATH"] ?? "/usr/bin:/bin"
    process.environment = Self.inherited.merging(environment) { $1 }
      .merging(["PATH": "\(products.path):\(path)"]) { $1 }
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = standardError
    try process.run()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
      messages: String(decoding: try Data(contentsOf: messagesURL), as: UTF8.self),
      status: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus
    )
  }

  /// The environment of the test, without what changes the form of output.
  private static var inherited: [String: String] {
    let formative = ["COLUMNS", "LINES", "NO_COLOR", "TERM"]
    return ProcessInfo.processInfo.environment.filter { !formative.contains($0.key) }
  }

  private static var candidates: [URL] {
    let arguments = CommandLine.arguments
    // On macOS a helper of the toolchain loads the bundle, and is told where it is.
    let flag = arguments.firstIndex(of: "--test-bundle-path")
    let told = flag.flatMap { arguments.dropFirst($0 + 1).first }.map { path in
      [URL(filePath: path)].flatMap { url in
        (1...4).map { levels in
          (0..<levels).reduce(url) { url, _ in url.deletingLastPathComponent() }
        }
      }
    }
    return (told ?? []) + [URL(filePath: arguments[0]).deletingLastPathComponent()]
      + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
  }

  /// The reason why a program can't be run: it is not where it should have been built.
  public struct Missing: Error, CustomStringConvertible {
    let product: String
    let directories: [URL]

    /// The name of the program, and where it was looked for.
    public var description: String {
      "there is no \(product) in \(directories.map(\.path).joined(separator: ", "))"
    }
  }
}
#endif
