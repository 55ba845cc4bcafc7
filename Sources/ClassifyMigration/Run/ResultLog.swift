// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// The results of a run as JSON Lines, from which a killed run goes on where it was.
///
/// Each line is appended at once, so that it survives the end of the process, and synchronized with
/// others at most ``synchronizationDelay`` later, so that it survives a power failure. After a power
/// failure, the intents of that time can be missing: their jobs on v1 are then created again, those
/// on v2 are found by their keys.
public actor ResultLog {
  /// The maximum time until a line is synchronized, apart from the time that this takes.
  public static let synchronizationDelay = Duration.milliseconds(500)
  /// The number of lines after which they are synchronized at once.
  public static let maximumBatchSize = 256

  private let storage: any ResultStorage
  private let clock: any Clock<Duration>
  /// The earlier part of the run, as of when the log was opened.
  public nonisolated let history: ResultHistory
  /// The jobs that a line names, also those of this part of the run.
  private(set) var claimed: Set<JobID>
  private var unsynchronizedCount = 0
  private var synchronization: Task<Void, Never>?
  private var failure: ResultLogError?

  /// Opens a log to begin or to continue its run.
  ///
  /// An incomplete last line, which a killed process leaves behind, is removed; nothing is removed
  /// from bytes that are not a log of a run.
  ///
  /// - Parameters:
  ///   - storage: The bytes of the log.
  ///   - clock: The clock that ``synchronizationDelay`` is measured with.
  ///   - retriesErrors: Whether documents of which a side has a transient error, such as a lost
  ///     connection, are unfinished. The other sides are kept. A job that exists is read, not created
  ///     again.
  ///   - onResult: Called with each earlier result of a finished document, those with transient
  ///     errors last; see ``ResultHistory/maximumExplainedCount``.
  /// - Throws: ``ResultLogError`` if the bytes are not a log of a run, with the line and the member of
  ///   a fault, or if the storage fails.
  public init(
    _ storage: any ResultStorage, clock: any Clock<Duration> = ContinuousClock(),
    retriesErrors: Bool = false, onResult: (ComparisonResult) -> Void = { _ in }
  ) throws(ResultLogError) {
    let (history, completeBytes) = try Self.read(
      storage, toContinue: true, retriesErrors: retriesErrors, onResult: onResult)
    if history.tornByteCount > 0 {
      do {
        try storage.truncate(to: completeBytes)
      } catch {
        throw Self.wrapped(error)
      }
    }
    self.storage = storage
    self.clock = clock
    self.history = history
    claimed = history.claimed
  }

  /// Reads the results of an earlier run, finished or not, and changes nothing.
  ///
  /// - Parameters:
  ///   - storage: The bytes of the log, or of any lines of ``ComparisonResult``.
  ///   - onResult: Called with each result. In the log of a run, those with transient errors come
  ///     last, and one that a later line of its document supersedes is left out; see
  ///     ``ResultHistory/maximumExplainedCount``.
  /// - Returns: What the log says about its run.
  /// - Throws: ``ResultLogError`` with the line and the member of a fault, or if the storage fails.
  public static func results(
    in storage: any ResultStorage, onResult: (ComparisonResult) -> Void
  ) throws(ResultLogError) -> ResultHistory {
    try read(storage, toContinue: false, retriesErrors: false, onResult: onResult).history
  }

  /// Reads the earlier part of a run that a log can continue, and changes nothing.
  ///
  /// - Parameters:
  ///   - storage: The bytes of the log.
  ///   - retriesErrors: Whether documents with a transient error are unfinished.
  ///   - onResult: Called as when the log is opened.
  /// - Returns: What the log says about its run.
  /// - Throws: ``ResultLogError`` as for opening the log.
  public static func earlierPart(
    in storage: any ResultStorage, retriesErrors: Bool = false,
    onResult: (ComparisonResult) -> Void = { _ in }
  ) throws(ResultLogError) -> ResultHistory {
    try read(
      storage, toContinue: true, retriesErrors: retriesErrors, onResult: onResult
    ).history
  }

  private static func read(
    _ storage: any ResultStorage, toContinue: Bool, retriesErrors: Bool,
    onResult: (ComparisonResult) -> Void
  ) throws(ResultLogError) -> (history: ResultHistory, completeBytes: Int) {
    var reader = ResultLogReader(storage)
    if toContinue, try !reader.isAtStart(of: ResultLogLine.Run.start) {
      throw ResultLogError(
        "the file has something other than results of a run; use another file, or remove this one")
    }
    var history = ResultHistory()
    func add(_ line: ResultLogLine) {
      if let result = history.add(line) { onResult(result) }
    }
    while let line = try reader.next() { add(line) }
    if !toContinue, let line = reader.unterminatedLine() {
      add(line)
    } else {
      history.tornByteCount = reader.tornBytes.count
      if history.tornByteCount > 0 { history.tornLine = reader.tornLine }
    }
    history.close(retryingErrors: retriesErrors, continues: toContinue).forEach(onResult)
    return (history, reader.completeBytes)
  }

  // MARK: - Writing

  /// Begins a run, or continues it if the log has one.
  ///
  /// - Returns: The run to continue; `run` itself if the log is new.
  func begin(_ run: ResultLogLine.Run) throws(ResultLogError) -> ResultLogLine.Run {
    guard let earlier = history.run else {
      try append(.run(run))
      return run
    }
    guard earlier.request == run.request else {
      throw ResultLogError(
        "the results are of a run with other rules or options; use another file, or the same rules")
    }
    guard earlier.service == run.service else {
      throw ResultLogError(
        "the results are of a run on \(Self.name(earlier.service)), and this one is on "
          + "\(Self.name(run.service)); use another file, or the same service")
    }
    guard earlier.noise == run.noise else {
      throw ResultLogError(
        "the results are of a run with \(Self.secondRuns(earlier.noise)), and this one has "
          + "\(Self.secondRuns(run.noise)); use another file, or the same noise sample")
    }
    return earlier
  }

  private static func name(_ service: String?) -> String {
    service ?? "a service without a name"
  }

  private static func secondRuns(_ noise: NoiseMeasure?) -> String {
    noise.map { "second runs (\($0.rawValue))" } ?? "no second runs"
  }

  /// Appends a line and lets it be synchronized.
  func append(_ line: ResultLogLine) throws(ResultLogError) {
    if let failure { throw failure }
    let bytes = line.jsonBytes() + [UInt8(ascii: "\n")]
    guard bytes.count <= ResultLogReader.maximumLineBytes else {
      throw fail(
        ResultLogError(
          "a line of \(bytes.count) bytes could not be read again: an ID of the service, or of a "
            + "document, is too long"))
    }
    do {
      try storage.append(bytes)
    } catch {
      throw fail(error)
    }
    if case .job(let job) = line { claimed.insert(job.id) }
    unsynchronizedCount += 1
    if unsynchronizedCount >= Self.maximumBatchSize {
      try synchronize()
    } else if synchronization == nil {
      synchronization = Task {
        try? await clock.sleep(for: Self.synchronizationDelay)
        synchronization = nil
        // The error is kept for the next line, or the end.
        try? synchronize()
      }
    }
  }

  /// Synchronizes all lines.
  ///
  /// Call it after the run; lines that are appended later are synchronized as before.
  ///
  /// - Throws: ``ResultLogError`` if this or an earlier call of the storage failed.
  public func synchronize() throws(ResultLogError) {
    if let failure { throw failure }
    guard unsynchronizedCount > 0 else { return }
    do {
      try storage.synchronize()
      unsynchronizedCount = 0
    } catch {
      throw fail(error)
    }
  }

  private func fail(_ error: any Error) -> ResultLogError {
    let failure = Self.wrapped(error)
    self.failure = failure
    return failure
  }

  private static func wrapped(_ error: any Error) -> ResultLogError {
    error as? ResultLogError ?? ResultLogError("the results can't be written: \(error)")
  }
}
