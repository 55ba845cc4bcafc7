// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

extension CompareCommand {
  /// Returns what stopped a run early; `nil` if all planned documents have a result.
  func stop(
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

  /// Throws the error that ended the run, in words for the user.
  func reportFailure(
    of ending: CompareExecution.Ending, _ connection: Connection
  ) async throws {
    guard case .failure(let error) = ending.result else { return }
    switch error {
    // The task is cancelled by a signal, whose exit code comes first, or by this.
    case is CancellationError: throw CommandFailure(OutputError.closed.description)
    case is ResultLogError: try reportingResults { () throws -> Void in throw error }
    default:
      do {
        try await connection.reportingErrors { () async throws -> Void in throw error }
      } catch let failure as ServiceFailure {
        // The repeated command has the key, or looks for the job.
        throw ServiceFailure(error: failure.error, showsKeyAdvice: false, hints: failure.hints)
      }
    }
  }

  /// Reads what the file of results says at the end of a run; `nil` if there is none.
  func finalHistory() -> ResultHistory? {
    resultsPath.flatMap { path in
      try? ResultLog.earlierPart(in: InputResultStorage(path: path))
    }
  }

  /// Says what an ended run leaves behind, and how to continue it.
  ///
  /// - Parameters:
  ///   - ending: How the run ended.
  ///   - list: The documents of the run.
  ///   - history: What the file of results says now; `nil` if there is none.
  func writeEnd(
    _ ending: CompareExecution.Ending, of list: [CompareDocument], _ history: ResultHistory?
  ) {
    var lines: [String] = []
    var isCompleted = false
    if case .success(let outcome) = ending.result {
      switch outcome.end {
      case .completed: isCompleted = true
      case .documentBudget: lines.append("Stopped at the maximum number of documents.")
      case .creditBudget: lines.append(creditBudgetText(outcome.credits))
      case .creditsUnknown:
        lines.append(
          "Stopped: v2 reports no credits, so --max-credits can't be kept. Use --max-documents.")
      }
    }
    // A command with other documents does not finish those of the file.
    let listed = Set(list.map(\.key))
    let unfinished = history?.unfinishedDocuments.filter {
      !isCompleted || listed.contains(DocumentName($0.name))
    }
    let jobs = unfinished?.flatMap(\.jobIDs) ?? ending.jobs
    if !jobs.isEmpty { lines.append(InterruptionText.remaining(jobs)) }
    let unknownCount = unfinished?.count(where: \.mayHaveUnknownV1Job) ?? 0
    if unknownCount > 0 {
      lines.append(
        "Up to \(Counted.text(unknownCount, "more job")) of v1 may exist; the repeated command looks "
          + "for \(unknownCount == 1 ? "it" : "them").")
    }
    guard !isCompleted || !lines.isEmpty else { return }
    let hasStarted = ending.finishedCount > 0 || !jobs.isEmpty || unknownCount > 0
    if let resultsPath, ending.isComplete || hasStarted || Interruption.status != nil {
      let place = "results so far are in \(PlainText.printable(resultsPath))."
      // The sandbox of the next command is a new one.
      lines.append(
        service.sandbox ? "The \(place)" : "To continue, repeat the command: \(place)")
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
}
#endif
