// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// What a search for jobs has found.
struct JobRecovery: Sendable {
  /// The documents, with the jobs that were found.
  fileprivate(set) var documents: [DocumentName: ResultHistory.Unfinished]
  /// Why it is unknown whether a document has a job; the job must not be created again.
  fileprivate(set) var doubts: [DocumentName: ResultLogError] = [:]

  /// The documents, if nothing is unknown.
  ///
  /// - Throws: The first doubt.
  var certainDocuments: [DocumentName: ResultHistory.Unfinished] {
    get throws(ResultLogError) {
      if let doubt = doubts.min(by: { $0.key < $1.key }) { throw doubt.value }
      return documents
    }
  }
}

extension DocumentComparison {
  /// Looks for the jobs that an earlier part of the run may have created without logging their IDs, on
  /// versions without idempotency keys, and logs those that it finds.
  ///
  /// - Parameter unfinished: The documents of earlier parts of the run, or of this one.
  /// - Returns: What was found.
  /// - Throws: ``ResultLogError`` if the log fails, and any error of the service.
  func recoverJobs(
    of unfinished: [DocumentName: ResultHistory.Unfinished]
  ) async throws -> JobRecovery {
    var recovery = JobRecovery(documents: unfinished)
    for roles in [[JobRole.v1], [.v2, .repeated]] {
      let backend = run.backend(of: roles[0])
      guard !backend.capabilities.supportsIdempotencyKeys else { continue }
      var orphans = orphans(with: roles, in: unfinished)
      guard !orphans.isEmpty else { continue }
      let candidates = try await candidates(in: backend, for: orphans)
      var unread: [ClassifyJob] = []
      var waiting: Stopwatch?
      for candidate in candidates.jobs {
        guard !orphans.isEmpty else { break }
        if !candidate.status.isFinished, waiting == nil { waiting = Stopwatch(run.clock) }
        let job: ClassifyJob
        do {
          job = try await finished(candidate, in: backend, waited: waiting?.elapsed() ?? .zero)
        } catch let error as ClassifyError where error.code == .notFound {
          continue
        } catch let error as ClassifyError where error.code == .timeout {
          unread.append(candidate)
          continue
        }
        guard let position = orphans.firstIndex(where: { $0.isCreator(of: job) }) else { continue }
        let orphan = orphans.remove(at: position)
        let line = ResultLogLine.Job(
          document: orphan.name.text, role: orphan.intent.role, id: job.id)
        try await log.append(.job(line))
        onEvent(.created(job.id, document: orphan.name.text))
        recovery.documents[orphan.name]?.jobs[orphan.intent.role] = job.id
      }
      for orphan in orphans {
        let count = unread.count { orphan.canHaveCreated($0) }
        if !candidates.isComplete {
          recovery.doubts[orphan.name] = orphan.unknownJob(
            because:
              "more than \(ComparisonRun.maximumSearchedJobs) jobs around then have the same "
              + "rules and options")
        } else if count > 0 {
          recovery.doubts[orphan.name] = orphan.unknownJob(
            because: "\(count) unfinished \(count == 1 ? "job" : "jobs") can be it, which is known "
              + "once they are finished; continue the run then")
        } else {
          // What does not exist is created, and its time measured.
          recovery.documents[orphan.name]?.intents[orphan.intent.role] = nil
        }
      }
    }
    return recovery
  }

  private func orphans(
    with roles: [JobRole], in unfinished: [DocumentName: ResultHistory.Unfinished]
  ) -> [Orphan] {
    // An intent can't be later than now, so that its clock was wrong.
    let latest = serviceTime.isLocalClockWrong ? nil : run.now()
    return unfinished.sorted { $0.key < $1.key }.flatMap { name, known in
      roles.compactMap { role in
        guard let intent = known.intents[role], known.jobs[role] == nil, known.kept[role] == nil
        else { return nil }
        let isTimeKnown = latest.map { intent.time <= $0 } ?? false
        return Orphan(
          name: name, intent: intent, creation: isTimeKnown ? intent.possibleCreation : nil)
      }
    }
  }

  /// Returns the listed jobs that the run can have created and that no line claims, finished ones
  /// first: at most ``ComparisonRun/maximumSearchedJobs``, and whether these are all.
  private func candidates(
    in backend: any ClassifyBackend, for orphans: [Orphan]
  ) async throws -> (jobs: [ClassifyJob], isComplete: Bool) {
    let times = orphans.compactMap(\.creation)
    let earliest = times.count == orphans.count ? times.map(\.lowerBound).min() : nil
    let latest = times.count == orphans.count ? times.map(\.upperBound).max() : nil
    // A filter on the client would hide how old the jobs of a page are.
    let isFiltered = backend.capabilities.filtersOnServer
    let claimed = await log.claimed
    let query = JobQuery(
      createdOnOrAfter: isFiltered ? earliest.map { Timestamp($0) } : nil,
      createdOnOrBefore: isFiltered ? latest.map { Timestamp($0) } : nil, pageSize: 100)
    var oldPages = OldPages(bound: earliest)
    var jobs: [ClassifyJob] = []
    var isComplete = true
    search: for try await page in backend.jobs(matching: query).pages {
      for job in page.items
      where !claimed.contains(job.id) && orphans.contains(where: { $0.canHaveCreated(job) })
        && job.canHaveSettings(of: run.template)
      {
        guard jobs.count < ComparisonRun.maximumSearchedJobs else {
          isComplete = false
          break search
        }
        jobs.append(job)
      }
      if oldPages.areEnough(with: page.items) { break }
    }
    let sorted = jobs.filter(\.status.isFinished) + jobs.filter { !$0.status.isFinished }
    return (sorted, isComplete)
  }

  /// Returns a job with its documents once it is finished; an unfinished one is read at least once.
  ///
  /// - Parameters:
  ///   - job: The listed job.
  ///   - backend: Its backend.
  ///   - waited: The time since the first unfinished job, with which all of them share a deadline.
  /// - Returns: The finished job.
  /// - Throws: The errors of waiting, with the code `timeout` at the deadline, or `notFound`.
  private func finished(
    _ job: ClassifyJob, in backend: any ClassifyBackend, waited: Duration
  ) async throws -> ClassifyJob {
    var schedule = run.options.schedule
    if job.status.isFinished {
      schedule.initialDelay = .zero
    } else {
      schedule.deadline -= waited
    }
    return try await backend.waitUntilFinished(job.id, schedule: schedule, clock: run.clock)
  }
}

/// An intent to create a job whose ID is not in the log.
private struct Orphan {
  let name: DocumentName
  let intent: ResultLogLine.Intent
  /// When the job can have been created, by the service's clock; `nil` if that is unknown, since the
  /// clock of the intent was wrong.
  let creation: ClosedRange<Timestamp.Instant>?

  /// Whether the time of a job is not known to be another than that of the intent.
  func canHaveCreated(_ job: ClassifyJob) -> Bool {
    guard let creation, let time = job.createdAt?.instant else { return true }
    return creation.contains(time)
  }

  /// Whether a finished job with the settings of the run is the one that the intent is about.
  func isCreator(of job: ClassifyJob) -> Bool {
    guard job.documents.count == 1, let reference = job.documents.first?.reference else {
      return false
    }
    return canHaveCreated(job) && reference.isSameDocument(as: intent.file)
  }

  func unknownJob(because reason: String) -> ResultLogError {
    let version = intent.role.version.rawValue
    return ResultLogError(
      "it is unknown whether \(version) has a job of \(name.text), which the run was about to create "
        + "at \(intent.time): \(reason). To create it now, which is billed twice if it exists, remove "
        + "the line from the results that begins with {\"intent\" and has this document and the role "
        + "\(intent.role.rawValue)")
  }
}

extension ResultLogLine.Intent {
  /// When its job can have been created, by the service's clock, if the local clock was right.
  fileprivate var possibleCreation: ClosedRange<Timestamp.Instant> {
    let tolerance = ComparisonRun.clockTolerance.components.seconds
    let deadline = ComparisonRun.creationDeadline.components.seconds
    let earliest = Timestamp.Instant(seconds: time.seconds - tolerance)
    // Rounded up, as the earliest time is rounded down.
    let latest = Timestamp.Instant(seconds: time.seconds + deadline + tolerance + 1)
    return earliest...latest
  }
}

/// Recognizes that the rest of a list, which the service does not filter, is too old.
///
/// The order of v1's list is not published. A page counts only if it is older than all before, so that
/// a list in any other order than newest first is read to its end.
private struct OldPages {
  /// The time before which a page is too old; `nil` if none is.
  let bound: Timestamp.Instant?
  private var count = 0
  private var earliest: Timestamp.Instant?

  init(bound: Timestamp.Instant?) {
    self.bound = bound
  }

  /// Returns whether enough pages in a row are too old, the last one being that with these jobs.
  mutating func areEnough(with page: [ClassifyJob]) -> Bool {
    let times = page.compactMap { $0.createdAt?.instant }
    guard let bound, let oldest = times.min(), let newest = times.max() else { return false }
    let isOrdered = earliest.map { newest <= $0 } ?? true
    let isOld = times.count == page.count && newest < bound
    count = isOrdered && isOld ? count + 1 : 0
    earliest = min(earliest ?? oldest, oldest)
    return count >= ComparisonRun.maximumOldPages
  }
}

extension ClassifyJob {
  /// Whether the job has the rules, the mode and the parsing options of a request.
  fileprivate func canHaveSettings(of request: ClassifyRequest) -> Bool {
    guard case .inline(let configuration) = request.configuration else { return false }
    return rules == configuration.rules && (mode ?? .fast) == (configuration.mode ?? .fast)
      && parsing.canHaveOptions(configuration.parsing)
  }
}

extension ParsingRecord {
  /// Whether the record has the limit and the pages of a request, and can have its language: v1 has
  /// codes of its own, so that only English is known to be another language.
  fileprivate func canHaveOptions(_ options: ParsingOptions) -> Bool {
    pageLimit == .value(options.pageLimit) && pages == .value(options.pages)
      && isEnglish(language) == isEnglish(options.language)
  }

  private func isEnglish(_ language: Language?) -> Bool {
    language == nil || language?.rawValue == "en"
  }
}
