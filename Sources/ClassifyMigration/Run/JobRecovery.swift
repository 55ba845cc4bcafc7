// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension DocumentComparison {
  /// An intent to create a job whose ID is not in the log.
  private struct Orphan {
    let document: String
    let intent: ResultLogLine.Intent

    /// Whether a finished job is the one that the intent is about.
    func isCreator(of job: ClassifyJob) -> Bool {
      guard job.documents.count == 1, let reference = job.documents.first?.reference else {
        return false
      }
      return reference.isSameDocument(as: intent.file)
    }
  }

  /// Looks for the jobs that an earlier part of the run may have created without logging their IDs, on
  /// versions without idempotency keys, and logs those that it finds.
  ///
  /// - Parameter history: The earlier part of the run.
  /// - Returns: The unfinished documents, with the jobs that were found.
  /// - Throws: ``ResultLogError``, and any error of the service: whether the jobs exist is then
  ///   unknown, and the run must not create them again.
  func recoverJobs(
    _ history: ResultHistory
  ) async throws -> [String: ResultHistory.Unfinished] {
    var unfinished = history.unfinished
    for sides in [[ComparisonSide.v1], [.v2, .repeated]] {
      let backend = run.backend(of: sides[0])
      guard !backend.capabilities.supportsIdempotencyKeys else { continue }
      var orphans = orphans(on: sides, in: unfinished)
      guard let earliest = orphans.map(\.intent.time).min() else { continue }
      for candidate in try await candidates(in: backend, since: earliest, history) {
        guard !orphans.isEmpty else { break }
        guard let job = try await finished(candidate, in: backend) else { continue }
        guard let position = orphans.firstIndex(where: { $0.isCreator(of: job) }) else { continue }
        let orphan = orphans.remove(at: position)
        let line = ResultLogLine.Job(
          document: orphan.document, side: orphan.intent.side, id: job.id)
        try await log.append(.job(line))
        onEvent(.created(job.id, document: orphan.document))
        unfinished[orphan.document]?.jobs[orphan.intent.side] = job.id
      }
      // What is not found does not exist: its job is created, and its time measured.
      for orphan in orphans { unfinished[orphan.document]?.intents[orphan.intent.side] = nil }
    }
    return unfinished
  }

  private func orphans(
    on sides: [ComparisonSide], in unfinished: [String: ResultHistory.Unfinished]
  ) -> [Orphan] {
    unfinished.sorted { $0.key < $1.key }.flatMap { document, known in
      sides.compactMap { side in
        guard let intent = known.intents[side], known.jobs[side] == nil else { return nil }
        return Orphan(document: document, intent: intent)
      }
    }
  }

  /// Returns the listed jobs that the run can have created and that no line claims, finished ones
  /// first: at most ``ComparisonRun/maximumSearchedJobs``.
  private func candidates(
    in backend: any ClassifyBackend, since earliest: Timestamp.Instant, _ history: ResultHistory
  ) async throws -> [ClassifyJob] {
    let tolerance = ComparisonRun.clockTolerance.components.seconds
    let start = Timestamp.Instant(seconds: earliest.seconds - tolerance)
    let query = JobQuery(createdOnOrAfter: Timestamp(start), pageSize: 100)
    var jobs: [ClassifyJob] = []
    for try await job in backend.jobs(matching: query) {
      guard !history.claimed.contains(job.id), hasRulesOfRun(job) else { continue }
      jobs.append(job)
      if jobs.count == ComparisonRun.maximumSearchedJobs { break }
    }
    return jobs.filter(\.status.isFinished) + jobs.filter { !$0.status.isFinished }
  }

  private func hasRulesOfRun(_ job: ClassifyJob) -> Bool {
    guard case .inline(let configuration) = run.template.configuration else { return false }
    return job.rules == configuration.rules
  }

  /// Waits for a job and returns it with its documents, or `nil` if it was deleted or is not finished
  /// at the deadline.
  private func finished(
    _ job: ClassifyJob, in backend: any ClassifyBackend
  ) async throws -> ClassifyJob? {
    do {
      return try await backend.waitUntilFinished(
        job.id, schedule: run.options.schedule, clock: run.clock)
    } catch let error as ClassifyError where error.code == .notFound || error.code == .timeout {
      return nil
    }
  }
}
