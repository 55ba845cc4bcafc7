// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

extension Sandbox {
  /// How a sandbox behaves: what the service's contract leaves open, and what tests need to set.
  public struct Configuration: Sendable {
    /// What all ids are made from: the same seed and the same requests give the same ids.
    public var seed: UInt64 = 0
    /// Which v2 the sandbox speaks.
    public var dialect: Dialect = .published
    /// The keys that are accepted; nil accepts any that is not empty.
    public var acceptedKeys: Set<String>?
    /// The time in milliseconds since 1970, by which jobs are dated and go on.
    ///
    /// Times before 1970 count as its beginning, and times after 9999 as its end.
    public var time: @Sendable () -> Int
    /// How long every request waits first; within the range the seed decides.
    public var latency: ClosedRange<Duration> = .zero ... .zero
    /// What latency is waited for on.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// How long jobs take; nothing by default, so that the first look finds them finished.
    public var jobDurations = JobDurations()
    /// How many items a list has where the request doesn't say; from 1 to 100.
    public var defaultPageSize = 50
    /// How many jobs of both versions may be created in a second; nil sets no limit.
    ///
    /// The service's documentation has 40. A request counts even if it is refused later on.
    public var creationsPerSecond: Int?
    /// What a page limit and a selection of pages mean together.
    public var pageLimitPrecedence: PageLimitPrecedence = .selectionFirst
    /// What becomes of a v2 page range that is not in its plainest form.
    public var oddPageRanges: OddPageRanges = .refuse
    /// Under which name v2 returns what the document was named by.
    public var documentEcho: DocumentEcho = .fileInput
    /// Whether timestamps have no zone, as some versions of the service wrote them; else `Z`.
    public var zonelessTimestamps = false
    /// A document whose name ends so fails when it is classified; nil lets none fail by its name.
    public var failingNameSuffix: String? = ".broken"
    /// The largest body that is accepted, in bytes.
    public var maximumBodyBytes = 64 << 20
    /// What goes wrong from the beginning; ``Sandbox/inject(_:into:skipping:times:probability:)`` adds.
    public var faults: [FaultRule] = []
    /// How many requests the log keeps: the latest ones.
    public var requestLogCapacity = 10_000

    /// Makes a configuration with every property at its default.
    ///
    /// - Parameter time: The time in milliseconds since 1970; nil takes the system's.
    public init(time: (@Sendable () -> Int)? = nil) {
      self.time = time ?? { Int(WallClock.milliseconds()) }
    }
  }
}

extension Sandbox {
  /// The state of v2 that a sandbox speaks.
  public enum Dialect: Sendable, Hashable, CaseIterable {
    /// Four statuses; no way to cancel, to delete or to see usage; webhooks are ignored.
    case published
    /// `CANCELLED`, cancelling, deleting, `expand=usage` and webhooks besides.
    case current

    /// The statuses that a job can have, and a list can ask for.
    var statuses: [String] {
      let published = ["PENDING", "RUNNING", "COMPLETED", "FAILED"]
      return switch self {
      case .published: published
      case .current: published + ["CANCELLED"]
      }
    }
  }
}

extension Sandbox {
  /// How long a job takes, by the time in ``Configuration/time``.
  public struct JobDurations: Sendable, Hashable {
    /// How long a job waits.
    public var pending: Duration
    /// How long a job runs thereafter; v1 shows both as waiting.
    public var running: Duration

    /// Makes durations; parts of a millisecond are dropped.
    public init(pending: Duration = .zero, running: Duration = .zero) {
      self.pending = pending
      self.running = running
    }
  }
}

extension Sandbox {
  /// What `max_pages` and `target_pages` mean together, which is not published for Classify.
  public enum PageLimitPrecedence: Sendable, Hashable, CaseIterable {
    /// The first so many of the selected pages are read.
    case selectionFirst
    /// The selected ones of the document's first so many pages are read.
    case limitFirst
    /// The selected pages are read, whatever the limit says.
    case selectionOnly
  }
}

extension Sandbox {
  /// What becomes of page ranges of which it is not published what they mean.
  ///
  /// The plainest form is ascending, without overlaps, spaces or leading zeros, with neighbouring
  /// pages as a range: `1,3,5-7`.
  public enum OddPageRanges: Sendable, Hashable, CaseIterable {
    /// Any other form is refused with 422.
    case refuse
    /// Spaces, leading zeros, any order, repetitions and reversed ranges are understood.
    case accept
  }
}

extension Sandbox {
  /// Under which name v2 returns what a document was named by.
  public enum DocumentEcho: Sendable, Hashable, CaseIterable {
    /// As `file_input`.
    case fileInput
    /// As `document_input_value`, as the first v2 had it.
    case documentInputValue
    /// Under both names.
    case both
  }
}
