// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// Repeats requests on the other version, apart from their callers, and compares the results.
///
/// Give it to a ``MigratingBackend``. For each request that the stage mirrors, the caller's task adds
/// one entry to a queue; everything else happens in tasks of the mirror. A caller never notices a
/// mirrored version that fails, hangs or floods. What does not fit into the bounds of
/// ``MirrorOptions`` is dropped, and counted with its reason (``MirrorCounts``).
///
/// A mirror keeps the requests of the documents that wait, up to ``MirrorOptions/queueBytes``, and of
/// those in flight; the finished jobs of their callers, as the answering version returned them; and
/// of the mirrored version, the job that each worker has read last. It also keeps the hashes of the
/// IDs of at least the last 10,000 jobs that it mirrored, so that a repeated request with the same key
/// is not mirrored again.
///
/// ### Comparison
///
/// Each document becomes a job of its own on the mirrored version, without webhooks, and with an
/// idempotency key that starts with `cb1-mirror.` if the version has keys. When it is finished, it is
/// compared with the caller's job: as the caller reads it through the `MigratingBackend`, or, if the
/// caller does not, as the mirror reads it, with growing pauses of 10 seconds up to a minute.
///
/// An error of the mirrored version is a result, too: it refuses the request, the service rejects the
/// document or fails after all retries, or the job does not finish in time. An error on the caller's
/// side is not, such as a rejected key, no credits, too many requests or no connection: the document is
/// dropped.
///
/// The time of the caller's job is measured from its submission to the first read by the caller that
/// found it finished, so it contains the caller's pause between reads; it is unknown if only the
/// mirror read the job.
///
/// ### Lifetime
///
/// ``stop()``, or releasing the last reference, cancels the mirror's tasks; mirrored jobs that exist
/// run on at the service. To shut down without losing what is in flight, call ``drain(within:)``
/// first.
public final class JobMirror: Sendable {
  private let core: MirrorCore

  /// Creates a mirror.
  ///
  /// The backends can be those of the callers. With backends of its own, the mirror shares neither
  /// connections nor limits of the creation rate with the callers, and can retry less. They must
  /// find the same documents.
  ///
  /// - Parameters:
  ///   - v1: The backend for requests that are mirrored to v1, and for reading callers' v1 jobs.
  ///   - v2: The backend for requests that are mirrored to v2, and for reading callers' v2 jobs. For a
  ///     credit budget, it must read usage.
  ///   - options: The bounds.
  ///   - clock: The clock for pauses, deadlines and times to result.
  ///   - onCompared: Called with each compared document and its drift, from several tasks at a time.
  ///     It must return soon: a document is in flight until it returns.
  public init(
    v1: any ClassifyBackend, v2: any ClassifyBackend, options: MirrorOptions = MirrorOptions(),
    clock: any Clock<Duration> = ContinuousClock(),
    onCompared: @escaping @Sendable (ComparisonResult) -> Void
  ) {
    core = MirrorCore(v1: v1, v2: v2, options: options, clock: clock, onCompared: onCompared)
  }

  deinit {
    core.dropAll(for: .stopped, stopping: true)
  }

  /// What became of the documents, at this moment.
  public var counts: MirrorCounts { core.counts }

  /// Waits until nothing is queued or in flight.
  ///
  /// Requests that are submitted meanwhile are mirrored, too.
  ///
  /// - Parameter limit: The maximum time to wait, 0 or more.
  /// - Returns: Whether nothing is left; `false` after the limit, or in a cancelled task.
  public func drain(within limit: Duration) async -> Bool {
    await core.drain(within: limit)
  }

  /// Drops everything that waits or is in flight, and mirrors nothing from now on.
  public func stop() {
    core.dropAll(for: .stopped, stopping: true)
  }

  // MARK: - For MigratingBackend

  /// Returns a stopwatch that starts now.
  func stopwatch() -> Stopwatch { Stopwatch(core.clock) }

  /// Adds a request that was answered, if it belongs to the sample.
  func offer(_ mirrored: MirroredRequest, sampling: Share, control: MigrationControl) {
    // The ID of a job is as good as random, and each request has a new one.
    let isSampled = sampling == .all || sampling.includes(mirrored.primaryID.text)
    core.offer(mirrored, isSampled: isSampled, control: control)
  }

  /// Counts the documents of a request that was not answered.
  func primaryFailed(_ request: ClassifyRequest) {
    core.reject(request.documents.count, for: .primaryFailed)
  }

  /// Stores a job that a caller has read, if it is finished and mirrored.
  func observe(_ job: ClassifyJob) {
    guard job.status.isFinished else { return }
    core.observe(job)
  }

  /// Drops everything that waits or is in flight.
  func dropAll(for reason: MirrorCounts.DropReason) {
    core.dropAll(for: reason, stopping: false)
  }
}
