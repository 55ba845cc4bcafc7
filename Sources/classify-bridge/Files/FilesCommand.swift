// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge files` command group: uploaded files.
struct FilesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract: "Upload, list, read and delete files",
    discussion: """
      upload and delete take several files: one that fails does not stop the others, unless every \
      other would fail, too, as with an invalid key.

        classify-bridge files upload *.pdf
        classify-bridge files list --sandbox
        classify-bridge files delete dfl-53cb9f0c-747e-42ea-ac82-9abe1f4532e1

      Exit codes: 0 success; 2 error, or one of several files failed; 64 usage error; 129, 130, 143 \
      upload interrupted.
      """,
    subcommands: [
      FilesUploadCommand.self, FilesListCommand.self, FilesGetCommand.self,
      FilesDeleteCommand.self,
    ]
  )
}

/// The `classify-bridge files list` command.
struct FilesListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List files",
    usage: "classify-bridge files list [<options>]",
    discussion: "Pages are fetched on demand."
  )

  @Option(
    name: .customLong("file-name"), parsing: .unconditional,
    help: ArgumentHelp("Only files with exactly this name", valueName: "name"))
  var fileName: String?

  @Option(
    name: .customLong("external-file-id"), parsing: .unconditional,
    help: ArgumentHelp("Only files that were uploaded with this ID of your own", valueName: "id"))
  var externalFileID: String?

  @OptionGroup var list: ListOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    let files = connection.client.files.list(
      FileListParams(
        externalFileID: externalFileID, fileName: fileName, pageSize: list.pageSize,
        pageToken: list.pageToken))
    try await ListOutput(options: output, list: list, connection: connection).print(files)
  }
}

/// The `classify-bridge files get` command.
struct FilesGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Get the name and other properties of a file, not its contents",
    usage: "classify-bridge files get <file-id> [<options>]",
    discussion: """
      The command of this name in the official CLI prints a URL of the contents instead; this tool \
      has no command for them.
      """
  )

  @Argument(help: ArgumentHelp("File ID", valueName: "file-id"))
  var id: String

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    try await JobOutput(options: output, connection: connection).print {
      try await connection.client.files.get(id)
    }
  }
}

/// The `classify-bridge files delete` command.
struct FilesDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete files",
    usage: "classify-bridge files delete <file-id> ... [<options>]",
    discussion: """
      Prints the ID of each deleted file. A file that does not exist is an error, and the others \
      are deleted all the same.
      """
  )

  @Argument(help: ArgumentHelp("File IDs", valueName: "file-id"))
  var ids: [String]

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    let jobOutput = JobOutput(options: output, connection: connection, isItem: ids.count > 1)
    try await EachArgument.perform(on: ids) { id in
      do {
        try await jobOutput.print { () -> JSONValue in
          try await connection.client.files.delete(id)
          return .object(["id": .string(id)])
        }
      } catch let error as OutputError {
        Console.writeMessage(
          "File \(PlainText.printable(id)) is deleted, although the output could not be written.")
        throw error
      }
    }
  }
}
#endif
