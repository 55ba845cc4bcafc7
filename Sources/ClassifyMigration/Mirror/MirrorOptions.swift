// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// The bounds of a mirror: memory, concurrency, time and cost.
public struct MirrorOptions: Sendable, Hashable {
  /// The allowed values of ``queueCapacity``.
  public static let queueCapacities = 1...100_000
  /// The allowed values of ``workers``.
  public static let workerCounts = 1...100
  /// The default of ``queueBytes``: 64 MiB.
  public static let defaultQueueBytes = 64 << 20

  /// The maximum number of documents that wait, clamped to 1...100,000.
  public var queueCapacity: Int {
    didSet { queueCapacity = Self.queueCapacities.clamping(queueCapacity) }
  }
  /// The maximum size of the texts of the requests that wait, in bytes, 0 or more.
  ///
  /// A request counts with its rules and the IDs of all its documents, until the last of them is in
  /// flight. Webhooks are not kept.
  public var queueBytes: Int {
    didSet { queueBytes = max(queueBytes, 0) }
  }
  /// The maximum time from the submission of a caller's request until a document of it is in
  /// flight; clamped to 0 through 100 years.
  ///
  /// A document that waits longer is dropped: hours later, a comparison would measure something
  /// else, such as another release of the service.
  public var queueTimeout: Duration {
    didSet { queueTimeout = WaitTime.clamped(queueTimeout) }
  }
  /// The maximum number of documents in flight, clamped to 1...100.
  ///
  /// A document is in flight until both versions have finished it, so for jobs of 10 seconds, 4
  /// workers compare about 24 documents per minute.
  public var workers: Int {
    didSet { workers = Self.workerCounts.clamping(workers) }
  }
  /// The maximum time for a document, from its creation on the mirrored version to its comparison;
  /// clamped to 0 through 100 years.
  ///
  /// The last tenth of it, at most a minute, is for the end of the caller's job: a mirrored job that
  /// is not finished before is compared as a timeout.
  public var deadline: Duration {
    didSet { deadline = WaitTime.clamped(deadline) }
  }
  /// The pauses between polls of a mirrored job; ``deadline`` replaces its deadline.
  public var polling: PollingSchedule
  /// The maximum number of documents to submit to the mirrored version; `nil` for no limit.
  public var documentBudget: Int?
  /// The credits after which no further document is submitted; `nil` for no limit.
  ///
  /// They are the credits that the mirrored version reports when a job is finished: v2 does if its
  /// backend reads them (`V2Options.readsUsage`) and the service has recorded them by then; v1 never
  /// does. A v2 job without credits counts with the mean of the others; if there are
  /// ``ComparisonRun/maximumUnpricedJobs`` and none has credits, nothing more is mirrored. Documents in
  /// flight can exceed the budget. Set ``documentBudget``, too: it always holds.
  public var creditBudget: Double?

  /// Creates options; out-of-range values are clamped.
  public init(
    queueCapacity: Int = 1_000, queueBytes: Int = Self.defaultQueueBytes,
    queueTimeout: Duration = .seconds(3_600), workers: Int = 4,
    deadline: Duration = .seconds(1_800), polling: PollingSchedule = PollingSchedule(),
    documentBudget: Int? = nil, creditBudget: Double? = nil
  ) {
    self.queueCapacity = Self.queueCapacities.clamping(queueCapacity)
    self.queueBytes = max(queueBytes, 0)
    self.queueTimeout = WaitTime.clamped(queueTimeout)
    self.workers = Self.workerCounts.clamping(workers)
    self.deadline = WaitTime.clamped(deadline)
    self.polling = polling
    self.documentBudget = documentBudget
    self.creditBudget = creditBudget
  }
}

extension ClosedRange {
  /// Returns the value of the range that is nearest to `value`.
  fileprivate func clamping(_ value: Bound) -> Bound {
    Swift.min(Swift.max(value, lowerBound), upperBound)
  }
}
