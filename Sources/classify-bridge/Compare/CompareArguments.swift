// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The documents of a comparison.
struct CompareArguments: ParsableArguments {
  /// The maximum number of files that a message names.
  private static let maximumNames = 10

  @Argument(
    help: ArgumentHelp(
      """
      Files to compare, of any type that the service supports; folders with --recursive; file IDs \
      with --file-ids; - for names or IDs on standard input, one per line
      """, valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Flag(name: .customLong("file-ids"), help: "The arguments are IDs of uploaded files")
  var areFileIDs = false

  @Flag(help: "Compare the files in folders, without hidden ones")
  var recursive = false

  @Flag(help: "Names on standard input end with NUL, as find -print0 prints them")
  var null = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Maximum number of documents: a random sample, the same each time (default: all)",
      valueName: "n"))
  var maxDocuments: Int?

  /// Whether names are on standard input.
  var readsStandardInput: Bool { files.contains(FileList.standardInput) }

  func validate() throws {
    guard files.count(where: { $0 == FileList.standardInput }) <= 1 else {
      throw ValidationError("Standard input (-) can be read once.")
    }
    guard !null || readsStandardInput else {
      throw ValidationError("--null is about names on standard input: give - as a file.")
    }
    guard !areFileIDs || !recursive else {
      throw ValidationError("--recursive is about folders, and --file-ids names uploaded files.")
    }
    guard (maxDocuments ?? 1) >= 1 else {
      throw ValidationError("--max-documents must be at least 1.")
    }
  }

  /// Lists the documents in a fixed random order, and says on stderr which are skipped.
  ///
  /// - Parameter paths: The paths of further files that the command reads or writes itself.
  /// - Returns: The documents, at most as many as the flag says, and the keys of all.
  /// - Throws: `ValidationError` if there are none; ``CommandFailure`` if a file can't be read.
  func list(
    skipping paths: [String]
  ) throws -> (documents: [CompareDocument], planned: Set<DocumentName>) {
    let (all, repetitions) = CompareDocument.shuffled(
      areFileIDs ? try uploads() : try localFiles(skipping: paths))
    if repetitions > 0 {
      Console.writeMessage(
        "classify-bridge: \(Counted.text(repetitions, "document")) left out, which the list names "
          + "more than once")
    }
    guard !all.isEmpty else { throw ValidationError("There are no documents to compare.") }
    let documents = Array(all.prefix(maxDocuments ?? all.count))
    try checkReadable(documents)
    for message in [Self.emptyText(documents), Self.sameFileText(documents)] {
      if let message { Console.writeMessage("classify-bridge: \(message)") }
    }
    return (documents, Set(all.map(\.key)))
  }

  private func localFiles(skipping paths: [String]) throws -> [CompareDocument] {
    let list = try FileList(
      files, isRecursive: recursive, skipping: FileList.ownFiles(at: paths),
      readNames: { try readNames() })
    for message in list.messages { Console.writeMessage("classify-bridge: \(message)") }
    let faults = list.entries.compactMap { entry in
      entry.fault.map { "\(PlainText.printable(entry.path)): \($0)" }
    }
    guard faults.isEmpty else { throw Self.failure(faults) }
    return list.entries.map { CompareDocument(path: $0.path) }
  }

  private func uploads() throws -> [CompareDocument] {
    let ids = try files.flatMap { $0 == FileList.standardInput ? try readNames() : [$0] }
    guard !ids.contains("") else {
      throw ValidationError("An ID of a file is empty: give the IDs without \"\".")
    }
    if let path = ids.first(where: { System.kind(ofFileAt: $0) != nil }) {
      throw ValidationError(
        "\"\(PlainText.printable(path))\" is a file on this machine: leave out --file-ids to upload "
          + "it.")
    }
    return ids.map { CompareDocument(fileID: $0) }
  }

  private func readNames() throws -> [String] {
    let list = try NameList.standardInput(
      endWithNUL: null, exists: { !areFileIDs && System.kind(ofFileAt: $0) != nil })
    if let message = list.message, !areFileIDs {
      Console.writeMessage("classify-bridge: \(message)")
    }
    return list.names
  }

  /// Checks that each file can be read, before anything is sent: half a comparison is worth little.
  private func checkReadable(_ documents: [CompareDocument]) throws(CommandFailure) {
    var faults: [String] = []
    for file in documents.compactMap(\.file) {
      do throws(CommandFailure) {
        try file.checkReadable()
      } catch {
        let reason = error.description
        faults.append(reason.contains(file.name) ? reason : "\(file.name): \(reason)")
      }
    }
    guard faults.isEmpty else { throw Self.failure(faults) }
  }

  /// Returns what to say of files without contents; `nil` if there are none.
  private static func emptyText(_ documents: [CompareDocument]) -> String? {
    let empty = documents.filter { $0.file.flatMap { System.size(ofFileAt: $0.path) } == 0 }
    guard let first = empty.first?.file?.name else { return nil }
    return "\(Counted.text(empty.count, "file")) \(empty.count == 1 ? "is" : "are") empty: "
      + (empty.count == 1 ? first : "\(first) and \(empty.count - 1) more")
  }

  /// Returns what to say of files that the list has by several paths; `nil` if there are none.
  private static func sameFileText(_ documents: [CompareDocument]) -> String? {
    var names: [System.FileIdentity: String] = [:]
    var pairs: [(first: String, other: String)] = []
    for file in documents.compactMap(\.file) {
      guard let identity = System.identity(ofFileAt: file.path) else { continue }
      if let first = names[identity] {
        pairs.append((first, file.name))
      } else {
        names[identity] = file.name
      }
    }
    guard let pair = pairs.first else { return nil }
    let others = pairs.count - 1
    return "\(pair.first) and \(pair.other) are the same file"
      + (others > 0 ? ", and so are \(Counted.text(others, "other pair"))" : "")
      + ": each path counts as a document, which makes the verdict surer than it is"
  }

  private static func failure(_ faults: [String]) -> CommandFailure {
    let others = faults.count - maximumNames
    return CommandFailure(
      "\(Counted.text(faults.count, "document")) can't be compared; "
        + (faults.count == 1
          ? "remove it from the list, or make it readable:"
          : "remove them from the list, or make them readable:")
        + faults.prefix(maximumNames).map { "\n  \($0)" }.joined()
        + (others > 0 ? "\n  and \(others) more" : ""))
  }
}
#endif
