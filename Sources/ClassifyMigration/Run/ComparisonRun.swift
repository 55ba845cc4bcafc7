// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// Classifies documents on both versions, and logs the results.
///
/// ```swift
/// let log = try ResultLog(FileResultStorage(path: "results.jsonl")) { summary.add($0) }
/// let run = ComparisonRun(v1: v1, v2: v2, request: request) { now() }
/// let outcome = try await run.compare(documents, log: log) { event in … }
/// try await log.synchronize()
/// ```
///
/// A run that ended early, or was killed, is continued with its log and the same documents.
/// Finished documents are not run again, unless the log is opened with `retriesErrors`. A job whose ID
/// is in the log is read, not created again; one that the service does not know ends the run.
/// For a job that may have been created without its ID being logged, v2 gets the same idempotency
/// key again. v1 has no keys: its list is searched for a job of the same rules whose results name
/// the document and which no line claims, created from ``clockTolerance`` before the logged intent to
/// ``creationDeadline`` and ``clockTolerance`` after it, or at any time if the intent is in the future,
/// which proves that the clock was wrong. An unfinished job is waited for, since v1 names documents
/// only in results; a failed one without results is not recognized, and its document gets another
/// job. If it stays unknown whether a job exists, the run ends with an error. The list is searched at
/// the end of the run, too, if the response to a creation was lost; a document for which it stays
/// unknown then has no result, and is continued with the log.
///
/// A failed document is a result like any other. One whose job is not finished at the deadline of
/// ``Options/schedule`` has no result, and is continued with the log. Errors that would repeat with
/// every document, such as a rejected API key, an empty account, too many requests, no connection,
/// refused rules or a version that is switched off (410), end the run instead, and its documents in
/// flight are not finished.
public struct ComparisonRun: Sendable {
  /// By how much the local clock can differ from the service's while jobs are created: 10 minutes.
  ///
  /// If a created job shows a larger difference, later intents are logged with the service's time.
  public static let clockTolerance = Duration.seconds(600)
  /// The maximum time of the creation of a job, with all its retries: 10 minutes.
  public static let creationDeadline = Duration.seconds(600)
  /// The maximum number of v1 jobs that are searched for documents when a run is continued; if there
  /// are more, and a document's job is not among them, the run ends with an error.
  public static let maximumSearchedJobs = 1_000
  /// The number of pages in a row after which the search of v1's list ends, if all of their jobs are
  /// too old and each page is older than the one before: 3.
  ///
  /// The order of v1's list is not published; in any other order than newest first, the list is read
  /// to its end.
  public static let maximumOldPages = 3
  /// The number of documents in a row with a transient error after which the run ends: 20.
  public static let maximumOutageResults = 20
  /// The number of v2 jobs after which a run with a credit budget ends if none has reported
  /// credits.
  public static let maximumUnpricedJobs = 20

  let v1: any ClassifyBackend
  let v2: any ClassifyBackend
  /// The request of each document, apart from the document and the key.
  let template: ClassifyRequest
  let options: Options
  let clock: any Clock<Duration>
  let now: @Sendable () -> Timestamp.Instant

  /// Creates a run.
  ///
  /// - Parameters:
  ///   - v1: The backend of the left side.
  ///   - v2: The backend of the right side.
  ///   - request: The settings; its documents, webhooks and idempotency key are not used.
  ///   - options: The budgets, the noise sample, and how to wait.
  ///   - clock: The clock that times are measured and pauses are made with.
  ///   - now: Returns the current time, which intents are logged with.
  public init(
    v1: any ClassifyBackend, v2: any ClassifyBackend, request: ClassifyRequest,
    options: Options = Options(), clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Timestamp.Instant
  ) {
    self.v1 = v1
    self.v2 = v2
    template = ClassifyRequest(documents: [], configuration: request.configuration)
    self.options = options
    self.clock = clock
    self.now = now
  }

  func backend(of role: JobRole) -> any ClassifyBackend {
    role == .v1 ? v1 : v2
  }
}

extension ComparisonRun {
  /// A document to compare.
  public struct Document: Sendable {
    /// The references of a document on both versions.
    public struct References: Sendable, Hashable {
      /// The document on v1.
      public var v1: DocumentReference
      /// The document on v2.
      public var v2: DocumentReference

      /// Creates references.
      public init(v1: DocumentReference, v2: DocumentReference) {
        self.v1 = v1
        self.v2 = v2
      }
    }

    /// The name, unique among the documents of a run.
    public var name: String
    /// Returns the references; uploads the file first, if necessary.
    ///
    /// It is called at most once in a run that is not interrupted while it is called, and never for
    /// a document whose references are in the log.
    public var resolveReferences: @Sendable () async throws -> References
    /// Whether the caller has given the references.
    let isUploaded: Bool

    /// Creates a document that is uploaded when its turn comes.
    public init(
      name: String, resolveReferences: @escaping @Sendable () async throws -> References
    ) {
      self.name = name
      self.resolveReferences = resolveReferences
      isUploaded = false
    }

    /// Creates a document that is uploaded already.
    public init(name: String, v1: DocumentReference, v2: DocumentReference) {
      self.name = name
      resolveReferences = { References(v1: v1, v2: v2) }
      isUploaded = true
    }
  }

  /// The documents to run twice on v2, to measure the noise floor.
  ///
  /// They are the first ones of the run. The interval of the noise floor is right only for a random
  /// sample, so shuffle the documents before the run.
  public struct NoiseSample: Sendable, Hashable {
    /// The number of documents, 0 or more.
    public var documentCount: Int
    /// What is measured.
    ///
    /// With ``NoiseMeasure/classifier``, a document whose first run reports no parse job is not
    /// repeated, and the next one takes its place.
    public var measure: NoiseMeasure

    /// Creates a sample.
    public init(documentCount: Int, measure: NoiseMeasure) {
      self.documentCount = documentCount
      self.measure = measure
    }
  }

  /// The options of a run.
  public struct Options: Sendable {
    /// The number of documents in flight, clamped to 1...100; each has up to two jobs at a time.
    public var concurrency: Int {
      didSet { concurrency = Self.clamped(concurrency) }
    }
    /// The pauses between polls, and the deadline of each job.
    public var schedule: PollingSchedule
    /// The maximum number of documents, with those of earlier parts of the run; `nil` for all.
    public var maximumDocuments: Int?
    /// The credits after which no document is started, with those of earlier parts of the run;
    /// `nil` for no limit.
    ///
    /// Documents in flight are finished, so that up to ``concurrency`` documents more are paid for.
    /// Only v2 reports credits, and not always at once: a job without them counts with the mean of
    /// the others. If no job reports any, the run ends after ``ComparisonRun/maximumUnpricedJobs``.
    public var maximumCredits: Double?
    /// The documents to run twice on v2; `nil` for none.
    public var noise: NoiseSample?
    /// The ID of a new run, part of its idempotency keys; `nil` for a random one.
    public var runID: String?
    /// What the jobs of the run exist on, such as a base URL with an organization and a project;
    /// `nil` if the caller does not name it.
    ///
    /// It is written to the log, so it has no API key. A log is continued only with the same text:
    /// its jobs and files are unknown elsewhere.
    public var service: String?

    /// Creates options.
    public init(
      concurrency: Int = 8, schedule: PollingSchedule = PollingSchedule(),
      maximumDocuments: Int? = nil, maximumCredits: Double? = nil, noise: NoiseSample? = nil,
      runID: String? = nil, service: String? = nil
    ) {
      self.concurrency = Self.clamped(concurrency)
      self.schedule = schedule
      self.maximumDocuments = maximumDocuments
      self.maximumCredits = maximumCredits
      self.noise = noise
      self.runID = runID
      self.service = service
    }

    private static func clamped(_ concurrency: Int) -> Int {
      Swift.min(Swift.max(concurrency, 1), 100)
    }
  }

  /// Something that happened in a run.
  @nonexhaustive
  public enum Event: Sendable {
    /// A document is being uploaded or classified.
    case started(document: String)
    /// A job was created, or found again.
    case created(JobID, document: String)
    /// A document is finished, and its result is in the log.
    case finished(ComparisonResult)
  }

  /// How a run ended.
  public struct Outcome: Sendable, Hashable {
    /// The reason why a run ended.
    @nonexhaustive
    public enum End: Sendable, Hashable {
      /// All documents are finished.
      case completed
      /// ``Options/maximumDocuments`` is used up.
      case documentBudget
      /// ``Options/maximumCredits`` is used up.
      case creditBudget
      /// There is a credit budget, and the service reports no credits.
      case creditsUnknown
    }

    /// The reason.
    public var end: End
    /// The number of finished documents, with those of earlier parts of the run.
    public var finishedCount: Int
    /// The number of documents that this part of the run has started and not finished.
    ///
    /// A job of theirs was not finished at the deadline of the schedule, or may exist under an unknown
    /// ID. They are continued with the log.
    public var unfinishedCount: Int
    /// The number of documents that were left out because another one has the same name.
    public var duplicateCount: Int
    /// The credits that the service has reported, with those of earlier parts of the run.
    public var credits: Double
  }
}
