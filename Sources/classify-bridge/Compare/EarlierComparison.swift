// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// A file of results that is judged again; nothing is sent.
struct EarlierComparison {
  /// What tells a result from others: counted twice, it would make the verdict surer than it is.
  ///
  /// A mirror can have several results of a document, of different jobs.
  private struct Identity: Hashable {
    let key: DocumentName
    let v1: JobID?
    let v2: JobID?

    init(_ document: ComparedDocument) {
      key = DocumentName(document.name)
      v1 = document.v1.jobID
      v2 = document.v2.jobID
    }
  }

  private static let advice =
    "give the file of --results, or the output of compare --format jsonl"

  private let path: String
  private let history: ResultHistory
  private let documents: Set<DocumentName>
  /// The types that a version has answered.
  private let types: Set<String>
  private let hasRepetitions: Bool

  /// Reads a file of results.
  ///
  /// - Throws: ``CommandFailure`` with the line of a fault, or if there are no results.
  init(path: String) throws {
    guard System.kind(ofFileAt: path) != .stream, path != FileList.standardInput else {
      throw CommandFailure(
        "\(PlainText.printable(path)) can't be read twice, as compare does; give the path of a file"
      )
    }
    self.path = path
    var documents: Set<DocumentName> = []
    var types: Set<String> = []
    var hasRepetitions = false
    history = try Self.read(path) { result in
      documents.insert(DocumentName(result.document.name))
      for side in [result.document.v1, result.document.v2] {
        if case .type(let type) = side.label { types.insert(type) }
      }
      if result.document.repeated != nil { hasRepetitions = true }
    }
    guard !documents.isEmpty else {
      // A file of another kind can be one line without a newline.
      let fault = history.tornLine == 1 ? "is no results file" : "has no results"
      throw CommandFailure("\(PlainText.printable(path)) \(fault): \(Self.advice)")
    }
    self.documents = documents
    self.types = types
    self.hasRepetitions = hasRepetitions
  }

  /// The number of documents that were begun and have no result.
  var unfinishedCount: Int { history.unfinishedCount }

  /// The errors that were run again.
  var retried: MigrationReport.RetriedCounts { history.retried }

  /// Whether the results say that they are of the sandbox.
  var isOfSandbox: Bool { ComparedService.isSandbox(history.service) }

  /// Adds the results to a new summary and prints them, each once, and says on stderr what is not used.
  func summary(
    _ options: JudgementOptions, printingTo output: CompareOutput
  ) throws -> ComparisonSummary {
    let labels = try options.labels(types: nil)?.named(as: documents)
    let messages = [try labels?.check(documents), labels?.unansweredTypes(types, of: documents)]
    for message in messages {
      if let message { Console.writeMessage("classify-bridge: \(message)") }
    }
    if let line = history.tornLine {
      Console.writeMessage(
        "classify-bridge: \(PlainText.printable(path)): line \(line), the last one, is cut off and is "
          + "not used; remove it before lines are added to the file")
    }
    if isOfSandbox {
      Console.writeMessage(
        "classify-bridge: these results are of the sandbox, which answers alike on both versions")
    }
    if history.unfinishedCount > 0 {
      Console.writeMessage(
        "classify-bridge: \(Counted.text(history.unfinishedCount, "document")) not finished there")
    }
    if hasRepetitions, history.noise == nil {
      Console.writeMessage(
        "classify-bridge: second runs on v2 are not used, since these results do not say what they "
          + "measure; the file of --results does")
    }
    var summary = try options.summary(labels, noise: history.noise)
    var added: Set<Identity> = []
    _ = try Self.read(path) { result in
      if added.insert(Identity(result.document)).inserted {
        summary.add(result)
        output.add(result)
      }
    }
    let repetitions = history.resultCount - added.count
    if repetitions > 0 {
      Console.writeMessage(
        "classify-bridge: \(Counted.text(repetitions, "result")) left out, which the file has more "
          + "than once")
    }
    return summary
  }

  private static func read(
    _ path: String, _ onResult: (ComparisonResult) -> Void
  ) throws -> ResultHistory {
    let storage = try InputResultStorage(path: path)
    do throws(ResultLogError) {
      return try ResultLog.results(in: storage, onResult: onResult)
    } catch {
      let fault = "\(PlainText.printable(path)): \(PlainText.printable(error.message))"
      // A fault after good lines is damage; one at once means that the file is something else.
      guard error.line == 1 else { throw CommandFailure(fault) }
      throw CommandFailure(
        "\(fault)\n\(PlainText.printable(path)) is no results file: \(Self.advice)")
    }
  }
}
#endif
