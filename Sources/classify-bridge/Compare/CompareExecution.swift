// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Synchronization

/// Runs documents on both versions, until a signal or a budget ends the run.
struct CompareExecution: Sendable {
  /// How a run ended.
  struct Ending: Sendable {
    /// The documents so far, with those of earlier parts of the run.
    let summary: ComparisonSummary
    /// The number of documents that this run has finished.
    let finishedCount: Int
    /// The end, or the error that ended the run early.
    let result: Result<ComparisonRun.Outcome, any Error>
    /// The jobs of unfinished documents, which can run.
    let jobs: [JobID]

    /// Whether the run ended by itself.
    var isComplete: Bool { if case .success = result { true } else { false } }
  }

  let connection: Connection
  let request: CompareRequest
  let options: ComparisonRun.Options
  let output: CompareOutput

  /// Runs the documents that have no result yet.
  ///
  /// Cancelling the run by a signal keeps its jobs: v1 can't cancel jobs, and the repeated command
  /// reads those of both versions.
  ///
  /// - Parameters:
  ///   - documents: The documents.
  ///   - log: The log of the results.
  ///   - summary: The results that the log has already; it gets the others.
  ///   - progress: The state of the run.
  /// - Returns: How the run ended.
  func run(
    _ documents: [CompareDocument], log: ResultLog, _ summary: ComparisonSummary,
    _ progress: CompareProgress
  ) async -> Ending {
    let accumulated = Mutex(summary)
    let earlierCount = progress.doneCount
    let run = ComparisonRun(
      v1: connection.backend(.v1), v2: v2Backend, request: request.template, options: options,
      now: { [entropy = connection.entropy] in Timestamp.Instant(milliseconds: entropy.now()) })
    let sources = documents.map { source(of: $0) }
    Interruption.installSignalHandlers(lastWords: InterruptionText.unknownJobs)
    let result = await Interruption.cancelOnSignal { [output] in
      do {
        let outcome = try await run.compare(sources, log: log) { event in
          if case .finished(let result) = event {
            accumulated.withLock { $0.add(result) }
            output.add(result)
          }
          progress.note(event)
        }
        return Result<ComparisonRun.Outcome, any Error>.success(outcome)
      } catch {
        return .failure(error)
      }
    } orWhen: { [output] in
      output.checkReader()
      return output.hasFailed
    } onInterruption: { [output] in
      let jobs = progress.jobs
      if !jobs.isEmpty { Interruption.setLastWords(InterruptionText.remaining(jobs)) }
      let cause = output.hasFailed ? "the output can't be written: " : ""
      InterruptionText.writeStart("\(cause)stopping; jobs continue, since v1 can't cancel them")
    }
    progress.end()
    return Ending(
      summary: accumulated.withLock(\.self), finishedCount: progress.doneCount - earlierCount,
      result: await checked(result, log), jobs: progress.jobs)
  }

  /// Returns the result of a run, or the error if its results can't be kept.
  private func checked(
    _ result: Result<ComparisonRun.Outcome, any Error>, _ log: ResultLog
  ) async -> Result<ComparisonRun.Outcome, any Error> {
    do {
      try await log.synchronize()
      return result
    } catch {
      return .failure(error)
    }
  }

  /// The backend of v2, which reads the credits of each job if the service reports them.
  private var v2Backend: V2Backend {
    let translator = connection.translator
    return V2Backend(
      client: connection.service, translator: translator,
      options: V2Options(readsUsage: translator.dialect == .current),
      now: connection.entropy.now, generator: connection.entropy.generator)
  }

  /// Returns a document whose file is uploaded when its turn comes, once for both versions, unless it
  /// is uploaded already.
  private func source(of document: CompareDocument) -> ComparisonRun.Document {
    switch document.source {
    case .uploaded(let fileID):
      let references = request.references(to: fileID)
      return ComparisonRun.Document(
        name: document.name, v1: references.v1, v2: references.v2)
    case .file(let path):
      return ComparisonRun.Document(name: document.name) { [connection, request] in
        let file = RunFile(name: PlainText.printable(document.name), path: path)
        try file.checkReadable()
        let upload = try await connection.client.files.create(file: try file.source())
        return request.references(to: upload.id)
      }
    }
  }
}
#endif
