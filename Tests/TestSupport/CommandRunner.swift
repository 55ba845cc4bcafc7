// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
public import Foundation

/// Runs the package's executables through the shell and returns their output.
public struct CommandRunner: Sendable {
  /// The output and exit code of a program.
  public struct Outcome: Sendable, Hashable {
    /// Standard output.
    public let output: String
    /// Standard error.
    public let messages: String
    /// The exit code, or the negated signal number if a signal ended the program.
    public let status: Int32
  }

  /// The build directory of the package's executables.
  public let products: URL

  /// Finds the executables next to the running test bundle.
  ///
  /// - Throws: ``Missing`` if the product has not been built.
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

  /// Runs a shell command line with the executables on the path.
  ///
  /// - Parameters:
  ///   - line: The command line.
  ///   - input: The standard input.
  ///   - environment: Variables to set in addition to the test's.
  /// - Returns: The output and exit code, after the program has ended.
  /// - Throws: A system error if the program can't be run.
  public func shell(
    _ line: String, input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(URL(filePath: "/bin/sh"), ["-c", line], input: input, environment: environment)
  }

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - program: The file URL of the program.
  ///   - arguments: The arguments, without the program's name.
  ///   - input: The standard input.
  ///   - environment: Variables to set in addition to the test's.
  /// - Returns: The output and exit code, after the program has ended.
  /// - Throws: A system error if the program can't be run.
  public func run(
    _ program: URL, _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    // Files instead of pipes, because a full pipe would block the program.
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
    process.setCommand(program, arguments)
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

  /// The test's environment, without the variables that affect the layout of output.
  private static var inherited: [String: String] {
    let displayVariables = ["COLUMNS", "LINES", "NO_COLOR", "TERM"]
    return ProcessInfo.processInfo.environment.filter { !displayVariables.contains($0.key) }
  }

  private static var candidates: [URL] {
    let arguments = CommandLine.arguments
    // On macOS, a helper of the toolchain loads the bundle and gets its path as an argument.
    let flag = arguments.firstIndex(of: "--test-bundle-path")
    let bundleAncestors = flag.flatMap { arguments.dropFirst($0 + 1).first }.map { path in
      [URL(filePath: path)].flatMap { url in
        (1...4).map { levels in
          (0..<levels).reduce(url) { url, _ in url.deletingLastPathComponent() }
        }
      }
    }
    return (bundleAncestors ?? []) + [URL(filePath: arguments[0]).deletingLastPathComponent()]
      + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
  }

  /// The error if an executable is not in any of the build directories.
  public struct Missing: Error, CustomStringConvertible {
    let product: String
    let directories: [URL]

    /// The product's name and the directories that were searched.
    public var description: String {
      "there is no \(product) in \(directories.map(\.path).joined(separator: ", "))"
    }
  }
}
#endif
