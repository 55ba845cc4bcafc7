// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

extension CompareCommand {
  /// Runs the documents, prints the report, and ends with the exit code of the verdict.
  ///
  /// `planned` has the names of the documents, with those that `--max-documents` leaves out.
  func run(
    _ list: [CompareDocument], planned: Set<String>, _ request: CompareRequest,
    _ summary: ComparisonSummary, _ conclusion: CompareConclusion, _ notes: NoteLog
  ) async throws {
    let connection = try await service.connect(translator: request.v2.translator, notes: notes)
    var summary = summary
    var earlier: Set<String> = []
    let names = Set(list.map(\.name))
    let progress = CompareProgress(documentCount: list.count, line: progressLine)
    let log = try reportingResults {
      try ResultLog(try storage()) { result in
        let document = result.document
        guard earlier.insert(document.name).inserted else { return }
        summary.add(result)
        if names.contains(document.name) { progress.addEarlier(document) }
      }
    }
    try check(log.history, continuedBy: request)
    try writeStart(log.history, earlier: earlier, list)
    try printResults(of: log.history, to: conclusion.output)
    let execution = CompareExecution(
      connection: connection, request: request, options: options(connection.schedule),
      output: conclusion.output)
    let ending = await execution.run(list, log: log, summary, progress)
    notes.writeMessage()
    defer { writeEnd(ending) }
    // Results of a file that the run could not continue are not its own.
    let hasResults = ending.finishedCount > 0 || Interruption.status != nil && !earlier.isEmpty
    var verdict: Verdict?
    if ending.isComplete || hasResults {
      let stop = stop(of: ending, plannedCount: planned.union(earlier).count)
      verdict = try conclusion.finish(ending.summary, stop: stop)
    }
    if let status = Interruption.status { throw status }
    try await reportFailure(of: ending, connection)
    try notes.checkFile()
    if let verdict { try end(with: verdict) }
  }

  /// Returns what stopped a run early; `nil` if all planned documents have a result.
  private func stop(
    of ending: CompareExecution.Ending, plannedCount: Int
  ) -> MigrationReport.Stop? {
    let reason: String? =
      switch ending.result {
      case .success(let outcome) where outcome.end == .completed:
        documents.maxDocuments.map { "--max-documents \($0)" }
      case .success: "--max-credits"
      case .failure where Interruption.status != nil: "interrupted"
      case .failure(let error as ClassifyError):
        error.status.map { "\(error.code.rawValue) (\($0))" } ?? error.code.rawValue
      case .failure(is CancellationError): "the output can't be written"
      case .failure: "an error"
      }
    guard let reason, plannedCount > ending.summary.documentCount else { return nil }
    return MigrationReport.Stop(plannedCount: plannedCount, reason: reason)
  }

  private func options(_ schedule: PollingSchedule) -> ComparisonRun.Options {
    var schedule = schedule
    schedule.deadline = .seconds(timeout)
    return ComparisonRun.Options(
      concurrency: concurrency, schedule: schedule, maximumCredits: maxCredits,
      noise: noise.measure.map {
        ComparisonRun.NoiseSample(documentCount: noise.noise, measure: $0)
      })
  }

  /// Throws the error that ended the run, in words for the user.
  private func reportFailure(
    of ending: CompareExecution.Ending, _ connection: Connection
  ) async throws {
    guard case .failure(let error) = ending.result else { return }
    switch error {
    // The task is cancelled by a signal, whose exit code comes first, or by this.
    case is CancellationError: throw CommandFailure(OutputError.closed.description)
    case is ResultLogError: try reportingResults { () throws -> Void in throw error }
    default: try await connection.reportingErrors { () async throws -> Void in throw error }
    }
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
    var names: Set<String> = []
    _ = try reportingResults {
      try ResultLog.results(in: InputResultStorage(path: resultsPath)) { result in
        if names.insert(result.document.name).inserted { output.add(result) }
      }
    }
  }

  /// Says how many documents a verdict needs, where results are kept, and which are there already.
  private func writeStart(
    _ history: ResultHistory, earlier: Set<String>, _ list: [CompareDocument]
  ) throws {
    let count = earlier.union(list.map(\.name)).count
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
      Console.writeMessage(
        "classify-bridge: results are kept in \(name); if this command is stopped, repeat it to "
          + "continue")
      return
    }
    guard !service.sandbox || history.unfinishedCount == 0 else {
      throw CommandFailure(
        "\(name) has unfinished documents of an earlier sandbox, which is gone; remove the file")
    }
    let others = earlier.subtracting(list.map(\.name)).count
    Console.writeMessage(
      "classify-bridge: continuing \(name), which has "
        + "\(Counted.text(history.resultCount, "result")) and "
        + "\(Counted.text(history.unfinishedCount, "unfinished document"))"
        + (others > 0 ? "; \(others) of the results are of documents that are not in the list" : "")
    )
  }

  /// Says what an ended run leaves behind, and how to continue it.
  private func writeEnd(_ ending: CompareExecution.Ending) {
    var lines: [String] = []
    if case .success(let outcome) = ending.result {
      switch outcome.end {
      case .completed: return
      case .documentBudget: lines.append("Stopped at the maximum number of documents.")
      case .creditBudget:
        lines.append(creditBudgetText(outcome.credits))
      case .creditsUnknown:
        lines.append(
          "Stopped: v2 reports no credits, so --max-credits can't be kept. Use --max-documents.")
      }
    }
    if !ending.jobs.isEmpty { lines.append(InterruptionText.remaining(ending.jobs)) }
    let hasStarted = ending.finishedCount > 0 || !ending.jobs.isEmpty
    if let resultsPath, ending.isComplete || hasStarted || Interruption.status != nil {
      lines.append(
        "To continue, repeat the command: results so far are in \(PlainText.printable(resultsPath))."
      )
    }
    for line in lines { Console.writeMessage(line) }
  }

  /// Tells whether the budget is used up by reported credits, or by those and an estimate.
  private func creditBudgetText(_ reported: Double) -> String {
    let maximum = maxCredits ?? 0
    guard reported < maximum else {
      return "Stopped: v2 has reported \(reported) credits, and --max-credits is \(maximum)."
    }
    return "Stopped: v2 has reported \(reported) credits, for a part of its jobs. If the others "
      + "cost as much on average, --max-credits \(maximum) is used up."
  }

  /// The progress line, hidden if it would interleave with results on the terminal.
  private var progressLine: Progress {
    let isSeparate = format != .jsonl || !Terminal.at(.standardOutput).isInteractive
    return Progress(isShown: isSeparate && Terminal.at(.standardError).isInteractive)
  }
}
#endif
