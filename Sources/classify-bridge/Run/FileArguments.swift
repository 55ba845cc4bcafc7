// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyModel

/// The files of a run.
struct FileArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      Files to classify, of any type that the service supports; folders with --recursive; - for \
      names on standard input, one per line
      """, valueName: "file"),
    completion: .file())
  var files: [String]

  @Flag(help: "Classify the files in folders, sorted, without hidden ones")
  var recursive = false

  @Flag(help: "Names on standard input end with NUL, as find -print0 prints them")
  var null = false

  @Option(
    help: ArgumentHelp(
      """
      Earlier output of --format jsonl: files that are classified or unmatched there are left out
      """, valueName: "file"),
    completion: .file())
  var resume: String?

  /// Whether names or earlier results are on standard input.
  var readsStandardInput: Bool {
    (files + [resume].compactMap(\.self)).contains(FileList.standardInput)
  }

  func validate() throws {
    let inputs = (files + [resume].compactMap(\.self)).count { $0 == FileList.standardInput }
    guard inputs <= 1 else { throw ValidationError("Standard input (-) can be read once.") }
    guard !null || files.contains(FileList.standardInput) else {
      throw ValidationError("--null is about names on standard input: give - as a file.")
    }
  }

  /// Reads the file of `--resume`, and says on stderr which lines are no results.
  func earlierResults() throws -> EarlierResults? {
    guard let earlier = try resume.map({ try EarlierResults(path: $0) }) else { return nil }
    if let message = earlier.message { Console.writeMessage("classify-bridge: \(message)") }
    return earlier
  }

  /// Lists the files without those that have a final result, and says on stderr which are skipped.
  ///
  /// - Parameters:
  ///   - earlier: The earlier results.
  ///   - paths: The paths of further files that the command reads or writes itself.
  /// - Returns: The files.
  /// - Throws: `ValidationError` if there are no files, even with a result; ``CommandFailure`` if
  ///   standard input can't be read.
  func list(
    without earlier: EarlierResults?, skipping paths: [String]
  ) throws -> [RunFile] {
    let ownFiles = FileList.ownFiles(at: paths + [resume].compactMap(\.self))
    let list = try FileList(
      files, isRecursive: recursive, skipping: ownFiles, readNames: readNames)
    for message in list.messages { Console.writeMessage("classify-bridge: \(message)") }
    guard !list.entries.isEmpty else { throw ValidationError("There are no files to classify.") }
    let all = zip(DistinctNames.names(of: list.entries.map(\.path)), list.entries).map {
      RunFile(name: $0, path: $1.path, fault: $1.fault)
    }
    guard let earlier else { return all }
    let rest = all.filter { !earlier.contain($0) }
    if rest.count < all.count {
      Console.writeMessage(
        "classify-bridge: \(Counted.text(all.count - rest.count, "file")) left out, which "
          + "\(PlainText.printable(earlier.path)) has results of")
    }
    return rest
  }

  private func readNames() throws -> [String] {
    let list = try NameList.standardInput(endWithNUL: null)
    if let message = list.message { Console.writeMessage("classify-bridge: \(message)") }
    return list.names
  }
}
#endif
