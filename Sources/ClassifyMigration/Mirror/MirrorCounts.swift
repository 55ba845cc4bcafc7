// SPDX-License-Identifier: Apache-2.0

/// What became of the documents of a mirror, at one moment.
///
/// Every document is accounted for: ``offered`` is the sum of ``compared``, ``droppedTotal``,
/// ``queued`` and ``inFlight``.
public struct MirrorCounts: Sendable, Hashable {
  /// Why a document was not compared.
  @nonexhaustive
  public enum DropReason: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable
  {
    /// The request is not part of the sample (``MigrationControl/sampling``).
    case sampledOut
    /// The request was answered with a job that is mirrored already: its caller repeated it with the
    /// same key, or continued a group. At least the last 10,000 jobs are remembered.
    case repeated
    /// The queue was full, in documents (``MirrorOptions/queueCapacity``) or in bytes
    /// (``MirrorOptions/queueBytes``).
    case queueFull
    /// The document waited longer than ``MirrorOptions/queueTimeout``.
    case queueTimeout
    /// The document budget is used up.
    case documentBudget
    /// The credit budget is used up.
    case creditBudget
    /// There is a credit budget, and the mirrored version reports no credits.
    case creditsUnknown
    /// The answering version created no job.
    case primaryFailed
    /// The job of the answering version was cancelled.
    case primaryCancelled
    /// The finished job of the answering version could not be read in time.
    case primaryUnread
    /// The mirrored version created no job, for a reason on the caller's side (no connection, too many
    /// requests, no credits or a rejected key), or the call did not return in time.
    case creationFailed
    /// The mirrored job could not be read, for such a reason, or the call did not return in time.
    case waitFailed
    /// Too many calls neither returned by the deadline nor responded to cancellation.
    case stuck
    /// The kill switch was on.
    case killed
    /// The mirror was stopped.
    case stopped
  }

  /// The number of documents in the requests of stages with a mirror.
  public internal(set) var offered = 0
  /// The number of documents that were compared.
  public internal(set) var compared = 0
  /// The number of documents that were not compared, by reason; reasons without one are absent.
  public internal(set) var dropped: [DropReason: Int] = [:]
  /// The number of documents that wait, at most ``MirrorOptions/queueCapacity``.
  public internal(set) var queued = 0
  /// The number of documents in flight, at most ``MirrorOptions/workers``.
  public internal(set) var inFlight = 0
  /// The number of documents that were taken from the queue to be submitted to the mirrored version.
  public internal(set) var submitted = 0
  /// The credits that the mirrored version reported.
  public internal(set) var credits = 0.0
  /// The number of calls that have not returned, although their documents are accounted for.
  public internal(set) var abandonedCalls = 0

  /// Creates counts of zero.
  public init() {}

  /// The number of documents that were not compared.
  public var droppedTotal: Int { dropped.values.reduce(0, +) }

  mutating func drop(_ count: Int, for reason: DropReason) {
    if count > 0 { dropped[reason, default: 0] += count }
  }
}
