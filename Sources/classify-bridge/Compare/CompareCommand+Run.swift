// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

extension CompareCommand {
  /// Runs the documents, prints the report, and ends with the exit code of the verdict.
  ///
  /// `planned` has the keys of the documents, with those that `--max-documents` leaves out.
  func run(
    _ list: [CompareDocument], planned: Set<DocumentName>, _ request: CompareRequest,
    _ summary: ComparisonSummary, _ conclusion: CompareConclusion, _ notes: NoteLog
  ) async throws {
    let connection = try await service.connect(translator: request.v2.translator, notes: notes)
    var summary = summary
    var earlier: Set<DocumentName> = []
    let listed = Set(list.map(\.key))
    let progress = CompareProgress(documentCount: list.count, line: progressLine)
    let log = try reportingResults {
      try ResultLog(try storage(), retriesErrors: retryErrors) { result in
        let document = result.document
        let key = DocumentName(document.name)
        guard earlier.insert(key).inserted else { return }
        summary.add(result)
        if listed.contains(key) { progress.addEarlier(document) }
      }
    }
    try check(log.history, continuedBy: request)
    try writeStart(log.history, earlier: earlier, list)
    try printResults(of: log.history, to: conclusion.output)
    let execution = CompareExecution(
      connection: connection, request: request, options: try options(connection.schedule),
      output: conclusion.output)
    let ending = await execution.run(list, log: log, summary, progress)
    notes.writeMessage()
    let history = finalHistory()
    defer { writeEnd(ending, of: list, history) }
    var verdict: Verdict?
    if ending.isComplete || ending.summary.documentCount > 0 {
      let stop = stop(of: ending, plannedCount: planned.union(earlier).count)
      verdict = try conclusion.finish(
        ending.summary, stop: stop, unfinishedCount: history?.unfinishedCount,
        retried: history?.retried, isOfSandbox: service.sandbox)
    }
    if let status = Interruption.status { throw status }
    try await reportFailure(of: ending, connection)
    try notes.checkFile()
    if let verdict { try end(with: verdict) }
  }

  private func options(_ schedule: PollingSchedule) throws -> ComparisonRun.Options {
    var schedule = schedule
    schedule.deadline = .seconds(timeout)
    return ComparisonRun.Options(
      concurrency: concurrency, schedule: schedule, maximumCredits: maxCredits,
      noise: noise.measure.map {
        ComparisonRun.NoiseSample(documentCount: noise.noise, measure: $0)
      }, service: try ComparedService.name(service))
  }

  // MARK: - Results

  private func storage() throws -> any ResultStorage {
    guard let resultsPath else { return DroppedResultStorage() }
    return try ResultsFile.open(resultsPath)
  }

  /// Names the file of results in its errors.
  func reportingResults<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as ResultLogError {
      let place = resultsPath.map { "\($0): " } ?? ""
      throw CommandFailure(PlainText.printable("\(place)\(error.message)"))
    }
  }

  /// Prints the results of an earlier part of the run, one after the other, so that the output of a
  /// continued run has all of them.
  private func printResults(of history: ResultHistory, to output: CompareOutput) throws {
    guard format == .jsonl, let resultsPath, history.resultCount > 0 else { return }
    var printed: Set<DocumentName> = []
    _ = try reportingResults {
      try ResultLog.earlierPart(
        in: InputResultStorage(path: resultsPath), retriesErrors: retryErrors
      ) { result in
        if printed.insert(DocumentName(result.document.name)).inserted { output.add(result) }
      }
    }
  }

  /// Says how many documents a verdict needs, where results are kept, and which are there already.
  private func writeStart(
    _ history: ResultHistory, earlier: Set<DocumentName>, _ list: [CompareDocument]
  ) throws {
    let count = earlier.union(list.map(\.key)).count
    Console.writeMessage(
      "classify-bridge: \(Counted.text(count, "document")); "
        + ComparePlan.fewestDocumentsText(
          margin: judgement.marginShare, hasNoiseFloor: noise.measure != nil))
    if service.sandbox {
      Console.writeMessage(
        "classify-bridge: the sandbox answers alike on both versions, so this shows the command and "
          + "not how v1 and v2 differ")
    }
    guard let resultsPath else { return }
    let name = PlainText.printable(resultsPath)
    guard history.resultCount + history.unfinishedCount > 0 else {
      // Another sandbox does not know the jobs of this one.
      let advice = service.sandbox ? "" : "; if this command is stopped, repeat it to continue"
      Console.writeMessage("classify-bridge: results are kept in \(name)\(advice)")
      return
    }
    guard !service.sandbox || history.unfinishedCount == 0 else {
      throw CommandFailure(
        "\(name) has unfinished documents of an earlier sandbox, which is gone; remove the file")
    }
    let others = earlier.subtracting(list.map(\.key)).count
    Console.writeMessage(
      "classify-bridge: continuing \(name), which has "
        + "\(Counted.text(history.resultCount, "result")) and "
        + "\(Counted.text(history.unfinishedCount, "unfinished document"))"
        + (others > 0 ? "; \(others) of the results are of documents that are not in the list" : "")
    )
    writeNoise(of: history)
  }

  /// The progress line, hidden if it would interleave with results on the terminal.
  private var progressLine: Progress {
    let isSeparate = format != .jsonl || !Terminal.at(.standardOutput).isInteractive
    return Progress(isShown: isSeparate && Terminal.at(.standardError).isInteractive)
  }
}
#endif
