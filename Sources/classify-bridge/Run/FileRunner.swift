// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Processes files with bounded concurrency.
struct RunQueue: Sendable {
  let runner: FileRunner
  /// The maximum number of files in flight, 1 or more.
  let concurrency: Int

  /// Processes files.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - report: Called with each result as it arrives, never concurrently.
  /// - Returns: The results, in the order of the files.
  func run(
    _ files: [RunFile], report: @Sendable (RunResult) -> Void
  ) async -> [RunResult] {
    var results: [Int: RunResult] = [:]
    await withTaskGroup(of: (Int, RunResult).self) { group in
      var pending = files.enumerated().makeIterator()
      func startNext() {
        guard let (index, file) = pending.next() else { return }
        group.addTask { (index, await runner.run(file, index: index)) }
      }
      for _ in 0..<concurrency { startNext() }
      for await (index, result) in group {
        results[index] = result
        report(result)
        startNext()
      }
    }
    return files.indices.compactMap { results[$0] }
  }
}

/// Uploads and classifies a single file.
struct FileRunner: Sendable {
  let connection: Connection
  let request: RunRequest
  let schedule: PollingSchedule
  let progress: RunProgress
  /// Whether a job is cancelled or kept if the run is interrupted.
  let interruptAction: InterruptAction
  /// The idempotency keys of a run that can be repeated; `nil` for random keys.
  let keys: RunKeys?

  /// Uploads and classifies a file.
  ///
  /// If the task is cancelled, so is the file's job, unless jobs are kept.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - index: The file's index in ``progress``.
  /// - Returns: The result; errors are part of it.
  func run(_ file: RunFile, index: Int) async -> RunResult {
    defer { progress.set(.done, of: index) }
    var result = RunResult(file: file, outcome: .interrupted)
    if Task.isCancelled { return result }
    if let reason = progress.abortReason {
      result.outcome = .requestFailed(reason: reason)
      return result
    }
    do {
      try file.checkReadable()
      progress.set(.uploading(nil), of: index)
      let fileID = try await upload(file, index)
      result.fileID = fileID
      progress.addUpload(fileID)
      progress.set(.classifying, of: index)
      let job = try await submit(file, fileID)
      result.job = job
      progress.add(job, of: index)
      result.outcome = try await outcome(of: job, file)
      progress.noteConnection(isBroken: false)
    } catch is CancellationError {
      if let job = result.job { result.outcome = await end(job) }
    } catch let failure as CommandFailure {
      result.outcome = .unreadable(reason: failure.description)
    } catch let unkept as UnkeptKey {
      result.job = unkept.job
      result.outcome = .requestFailed(reason: unkept.description)
    } catch let error as ClassifyError {
      result.outcome = outcome(of: error)
    } catch {
      result.outcome = .requestFailed(reason: "\(error)")
    }
    return result
  }

  // MARK: - Steps

  private func upload(_ file: RunFile, _ index: Int) async throws -> String {
    let source = try file.source()
    let progress = progress
    return try await connection.client.files.create(file: source) { upload in
      progress.set(.uploading(upload), of: index)
    }.id
  }

  /// Creates the job.
  ///
  /// The task is unstructured and not cancelled with this one, so its retries continue after a
  /// signal: a job whose ID is lost could not be cancelled.
  private func submit(_ file: RunFile, _ fileID: String) async throws -> JobID {
    let backend = connection.backend(request.version) { [notes = connection.notes] in
      notes.add($0, in: SystemText.displayed(file.path))
    }
    let request = request.request(for: fileID)
    try Task.checkCancellation()
    return try await Task {
      guard let keys else {
        let id = try await backend.submit(request).id
        try progress.take(id)
        return id
      }
      return try await createOnce(request, for: file, keys)
    }.value
  }

  private func outcome(of id: JobID, _ file: RunFile) async throws -> RunResult.Outcome {
    let polls = connection.backend(request.version).progress(of: id, schedule: schedule)
      .onMissedPoll { MissedPollText.writeMessage($0, of: file.name) }
    return Self.outcome(of: try await polls.last())
  }

  /// Returns the outcome of a finished job.
  private static func outcome(of job: ClassifyJob) -> RunResult.Outcome {
    guard let document = job.documents.first else {
      return .finished(.failed(message: job.errorMessage ?? "the job has no result"))
    }
    if case .failed(message: nil) = document.outcome {
      return .finished(.failed(message: job.errorMessage))
    }
    return .finished(document.outcome)
  }

  // MARK: - Cancellation and errors

  /// Cancels a job at the service, unless jobs are kept; one that has finished gets its result.
  private func end(_ id: JobID) async -> RunResult.Outcome {
    let cancellation = JobCancellation(connection, request.version)
    let obstacle = JobCancellation.obstacle(on: request.version, request.translator.dialect)
    let end =
      interruptAction == .cancel
      ? await cancellation.cancel(id)
      : await cancellation.keep(id, reason: obstacle ?? "the job was kept")
    switch end {
    case .ended(let job) where job.status == .cancelled: return .cancelled
    case .ended(let job) where job.status.isFinished: return Self.outcome(of: job)
    case .ended(let job): return .unfinished(reason: "the job is \(job.status)")
    case .unfinished(let reason): return .unfinished(reason: reason)
    }
  }

  /// Returns the outcome for an error, and aborts the run if every other file would fail alike.
  private func outcome(of error: ClassifyError) -> RunResult.Outcome {
    let isBroken = error.code == .connection && error.mayHaveBeenProcessed
    let isBrokenAgain = progress.noteConnection(isBroken: isBroken)
    switch error.code {
    case .authentication, .permissionDenied, .paymentRequired, .insecureConnection:
      progress.abort(reason: "not started: \(error.message)")
    case .connection where !isBroken:
      // No connection could be made: nothing was sent.
      progress.abort(reason: "not started: \(error.message)")
    case .connection where isBrokenAgain:
      progress.abort(
        reason: "not started: the connection broke for \(RunProgress.maximumBrokenConnections) "
          + "files in a row")
    default: break
    }
    if error.code == .timeout, case .job(let id, _)? = error.jobID {
      let end = error.message.hasSuffix(".") ? "" : "."
      return .requestFailed(reason: error.message + end + waitAdvice(id))
    }
    let advice = error.keyAdvice == nil ? "" : creationAdvice
    return .requestFailed(reason: error.message + advice)
  }

  /// The commands for a job that continues after the timeout, after a space.
  private func waitAdvice(_ id: String) -> String {
    let argument = ShellArgument.text(id) + connection.scopeFlags()
    return switch request.version {
    case .v1: " To wait again: classify-bridge classifier:jobs wait \(argument)"
    case .v2:
      " To wait again: classify-bridge classify wait \(argument); to cancel it: classify-bridge "
        + "classify cancel \(argument)"
    }
  }

  /// What to do about a creation whose outcome is not known, after a space.
  private var creationAdvice: String {
    keys == nil
      ? " A job may exist: classify-bridge classify list\(connection.scopeFlags()) lists the newest. "
        + "A run with --run-id can be repeated."
      : " A job may exist: run again with the same --run-id to get it."
  }
}
