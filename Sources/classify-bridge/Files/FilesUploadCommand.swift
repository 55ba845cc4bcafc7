// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge
import Synchronization

/// The `classify-bridge files upload` command.
struct FilesUploadCommand: AsyncParsableCommand {
  /// The output formats: a line of text, or the service's response in an ``OutputFormat``.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case jsonl
    case pretty
    case raw
    case yaml

    /// The format of the response; `nil` for text.
    var response: OutputFormat? { OutputFormat(rawValue: rawValue) }
  }

  static let configuration = CommandConfiguration(
    commandName: "upload",
    abstract: "Upload files and print their IDs",
    usage: "classify-bridge files upload [<options>] <file> ...",
    discussion: """
      Files are uploaded one after the other. Each is printed as soon as it is uploaded, so nothing \
      that was printed is lost if the command is stopped. A file that can't be read or uploaded \
      does not stop the others.

        classify-bridge files upload march.pdf april.pdf
        classify-bridge files upload --external-file-id invoice-7 march.pdf

      Uploads have no idempotency key: a file whose upload fails without a response may have been \
      uploaded all the same. Ctrl-C stops the upload in flight, and stderr says which file that was: \
      files list shows whether it exists.
      """
  )

  @Argument(help: ArgumentHelp("Files to upload", valueName: "file"), completion: .file())
  var files: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Purpose of the files: \(PurposeText.names.joined(separator: ", ")) (default: classify)",
      valueName: "purpose"),
    completion: .list(PurposeText.names), transform: PurposeText.purpose)
  var purpose: CloudFile.Purpose?

  @Option(
    name: .customLong("external-file-id"), parsing: .unconditional,
    help: ArgumentHelp(
      "ID of your own, by which files list finds the file; needs a single file", valueName: "id"))
  var externalFileID: String?

  @Option(
    help: """
      Output format: text for the ID and the path of each file, otherwise the response of the \
      service, as files get prints it
      """)
  var format = Format.text

  @OptionGroup(title: "Service") var service: ConnectionOptions

  func validate() throws {
    guard externalFileID == nil || files.count == 1 else {
      throw ValidationError(
        "--external-file-id names one file: upload the \(files.count) files one by one.")
    }
  }

  func run() async throws {
    let connection = try await service.connect()
    let line = UploadLine()
    var count = 0
    Interruption.installSignalHandlers(lastWords: uploadedText(0))
    try await EachArgument.perform(on: files) { path in
      if let status = Interruption.status {
        Console.writeMessage(uploadedText(count))
        throw status
      }
      let file = try await upload(
        path, line, connection,
        interruptionText: "\(uploadedText(count))\n\(Self.inFlightText(path, connection))")
      count += 1
      do {
        try await print(file, at: path, connection)
      } catch {
        Console.writeMessage(
          "File \(PlainText.printable(file.id)) exists, although the output could not be written.")
        throw error
      }
    }
    // A signal while the last file was printed.
    if let status = Interruption.status { throw status }
  }

  /// Uploads a file, and shows the progress on a terminal.
  ///
  /// - Throws: ``ExitStatus`` after a signal that stopped the upload, which stderr then says.
  private func upload(
    _ path: String, _ line: UploadLine, _ connection: Connection, interruptionText: String
  ) async throws -> CloudFile {
    let source = try FileSource.local(path)
    Interruption.setLastWords(interruptionText)
    let result = await Interruption.cancelOnSignal {
      [purpose = purpose ?? .classify, externalFileID] in
      // The line is erased before the file or its error is printed.
      defer { line.end() }
      do {
        return Result<CloudFile, any Error>.success(
          try await connection.reportingErrors {
            try await connection.client.files.create(
              file: source, purpose: purpose, externalFileID: externalFileID
            ) { line.show($0, of: path) }
          })
      } catch {
        return .failure(error)
      }
    } onInterruption: {
      InterruptionText.writeStart("stopping")
    }
    if case .failure(is CancellationError) = result, let status = Interruption.status {
      Console.writeMessage(interruptionText)
      throw status
    }
    return try result.get()
  }

  /// Returns how many files are uploaded.
  private func uploadedText(_ count: Int) -> String {
    "Uploaded \(count) of \(Counted.text(files.count, "file"))"
      + (count > 0 ? "; stdout has their IDs." : ".")
  }

  /// Returns the lines about a file whose upload was stopped.
  private static func inFlightText(_ path: String, _ connection: Connection) -> String {
    "\(PlainText.printable(path)) was in flight: it may have been uploaded, too."
      + "\n  To find it: classify-bridge files list\(connection.scopeFlags())"
  }

  private func print(_ file: CloudFile, at path: String, _ connection: Connection) async throws {
    guard let format = format.response else {
      return try Console.write(
        "\(PlainText.printable(file.id))  \(PlainText.printable(path))\n")
    }
    try await JobOutput(
      options: OutputOptions(format), connection: connection, isItem: files.count > 1
    ).print { file }
  }
}

/// The progress line of an upload, which any thread can update.
private final class UploadLine: Sendable {
  private let line = Mutex(Progress(isShown: Terminal.at(.standardError).isInteractive))

  /// Shows the progress, unless the first second has not passed.
  func show(_ progress: UploadProgress, of path: String) {
    let percent = Int(progress.fraction * 100)
    line.withLock { $0.show("\(PlainText.printable(path)): \(percent)% uploaded") }
  }

  /// Erases the line.
  func end() {
    line.withLock { $0.end() }
  }
}

/// The argument of `--purpose`.
private enum PurposeText {
  static let names = CloudFile.Purpose.allCases.map(\.rawValue)

  /// Parses a purpose.
  ///
  /// - Throws: `ValidationError` for any other text.
  static func purpose(_ text: String) throws -> CloudFile.Purpose {
    if let purpose = CloudFile.Purpose(rawValue: text) { return purpose }
    throw ValidationError("give one of \(names.joined(separator: ", "))")
  }
}

extension OutputOptions {
  /// Creates options with a format.
  fileprivate init(_ format: OutputFormat) {
    self.init()
    self.format = format
    transform = nil
    rawOutput = false
  }
}

extension FileSource {
  /// Reads a file; a path of `-` is a file of that name.
  ///
  /// - Throws: ``CommandFailure`` with the path and the reason.
  fileprivate static func local(_ path: String) throws -> FileSource {
    let file = RunFile(name: path, path: path == "-" ? "./-" : path)
    do {
      try file.checkReadable()
      return try file.source()
    } catch let failure as CommandFailure {
      throw CommandFailure("\(PlainText.printable(path)): \(failure)")
    }
  }
}
#endif
