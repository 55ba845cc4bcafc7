// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `--group-id` option.
struct GroupOptions: ParsableArguments {
  @Option(
    name: .customLong("group-id"), parsing: .unconditional,
    help: ArgumentHelp(
      "ID of a group: creates only what is missing of it; needs --on v2", valueName: "uuid"))
  var text: String?

  /// The group; `nil` if none is given.
  ///
  /// - Throws: `ValidationError` if the text is not a group ID.
  private var id: GroupID? {
    get throws {
      guard let text else { return nil }
      if let id = GroupID(text) { return id }
      throw ValidationError(
        """
        --group-id: "\(PlainText.printable(text))" is not a group ID: give the ID that \
        classifier:jobs create printed to stderr, or one of classifier:jobs new-group-id.
        """)
    }
  }

  func validate() throws {
    _ = try id
  }

  /// Returns the group for a request; `nil` if none is given.
  ///
  /// - Throws: `ValidationError` if the group has another number of members than the request has
  ///   files, or v1 serves the request.
  func group(for fileCount: Int, on version: APIVersion) throws -> GroupID? {
    guard let id = try id else { return nil }
    guard version == .v2 else {
      throw ValidationError("--group-id needs --on v2: v1 has no idempotency keys.")
    }
    guard id.memberCount == fileCount else {
      throw ValidationError(
        """
        --group-id: group \(id) is for \(Counted.text(id.memberCount, "file")), and the request \
        has \(fileCount): give the files that the group was created for, in the same order, or \
        leave out --group-id to create a new group.
        """)
    }
    return id
  }
}

/// The `classify-bridge classifier:jobs new-group-id` command.
struct NewGroupIDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-group-id",
    abstract: "Print the ID of a new group for create --on v2",
    usage: "classify-bridge classifier:jobs new-group-id --files <n>",
    discussion: """
      Sends nothing. Store the ID, then create the group with it: the command can then be repeated \
      after any failure. No job is created twice if the service keeps idempotency keys.

        id=$(classify-bridge classifier:jobs new-group-id --files 2)
        classify-bridge classifier:jobs create --on v2 --group-id "$id" < body.json
      """
  )

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of files, \(counts.lowerBound) to \(counts.upperBound)", valueName: "n"))
  var files: Int

  private static let counts = ClassifyRequest.documentCounts

  func validate() throws {
    guard Self.counts.contains(files) else {
      throw ValidationError(
        "--files takes \(Self.counts.lowerBound) to \(Self.counts.upperBound), not \(files).")
    }
  }

  func run() throws {
    var generator = SystemRandomNumberGenerator()
    let id = GroupID(
      milliseconds: WallClock.milliseconds(), memberCount: files, using: &generator)
    guard let id else { throw ExitStatus.usage }
    try Console.write("\(id)\n")
  }
}
#endif
