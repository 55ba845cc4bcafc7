// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

extension Sandbox {
  /// The behavior of a sandbox: choices that the contract leaves open, and settings for tests.
  public struct Configuration: Sendable {
    /// The seed of all IDs: the same seed and the same requests produce the same IDs.
    public var seed: UInt64 = 0
    /// The variant of the v2 API to serve.
    public var dialect: Dialect = .published
    /// The accepted API keys; `nil` accepts any key that is not empty.
    public var acceptedKeys: Set<String>?
    /// A function that returns the time in milliseconds since 1970, for timestamps and job progress.
    ///
    /// Times are clamped to the years 1970 to 9999.
    public var time: @Sendable () -> Int
    /// The latency of every request, drawn from this range by the seeded generator; bounds are
    /// clamped to 0 through 100 years.
    public var latency: ClosedRange<Duration> = .zero ... .zero
    /// The clock on which latencies are waited for.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// The durations of jobs; zero by default, so that a job is finished when it is first read.
    public var jobDurations = JobDurations()
    /// The number of items on a page if the request has no `page_size`; from 1 to 100.
    public var defaultPageSize = 50
    /// The maximum number of jobs created per second, v1 and v2 together; `nil` sets no limit.
    ///
    /// The service documents a limit of 40. A request within this limit counts even if it is
    /// rejected afterwards.
    public var creationsPerSecond: Int?
    /// The way in which a page limit and a page selection are combined.
    public var pageLimitPrecedence: PageLimitPrecedence = .selectionFirst
    /// The treatment of v2 page ranges that are not in canonical form.
    public var pageRangeSyntax: PageRangeSyntax = .canonical
    /// The field in which v2 echoes the document ID.
    public var documentField: DocumentField = .fileInput
    /// Whether timestamps omit the `Z`, as some versions of the service wrote them.
    public var zonelessTimestamps = false
    /// Documents whose file name ends with this suffix fail to classify; `nil` disables this.
    public var failingNameSuffix: String? = ".broken"
    /// The maximum size of a request body in bytes; a larger one is rejected with 413.
    public var maximumBodyBytes = 64 << 20
    /// The initial fault rules; ``Sandbox/inject(_:into:skipping:times:probability:)`` adds more.
    public var faults: [FaultRule] = []
    /// The maximum number of requests in ``Sandbox/requests``; the oldest are dropped first.
    public var requestLogCapacity = 10_000

    /// Creates a configuration with the default values.
    ///
    /// - Parameter time: Returns the time in milliseconds since 1970; `nil` uses the system clock.
    public init(time: (@Sendable () -> Int)? = nil) {
      self.time = time ?? { Int(WallClock.milliseconds()) }
    }
  }

  /// A variant of the v2 API.
  public enum Dialect: Sendable, Hashable, CaseIterable {
    /// The published API: four statuses, no cancel, delete, or usage; webhooks are ignored.
    case published
    /// Adds `CANCELLED`, cancel, delete, `expand=usage`, and the validation of webhooks.
    case current

    /// The job statuses that a list can be filtered by.
    var statuses: [String] {
      let published = ["PENDING", "RUNNING", "COMPLETED", "FAILED"]
      return switch self {
      case .published: published
      case .current: published + ["CANCELLED"]
      }
    }
  }

  /// The time that a job spends in each phase, measured by ``Configuration/time``.
  public struct JobDurations: Sendable, Hashable {
    /// The time from creation until the job runs.
    public var pending: Duration
    /// The time from the start of the job until it is finished; v1 still shows it as pending.
    public var running: Duration

    /// Creates durations, which are truncated to whole milliseconds; negative ones count as zero.
    public init(pending: Duration = .zero, running: Duration = .zero) {
      self.pending = pending
      self.running = running
    }
  }

  /// The combination of `max_pages` and `target_pages`, which is not published for Classify.
  public enum PageLimitPrecedence: Sendable, Hashable, CaseIterable {
    /// Reads the first `max_pages` of the selected pages.
    case selectionFirst
    /// Reads the selected pages among the first `max_pages` of the document.
    case limitFirst
    /// Reads all selected pages and ignores the limit.
    case selectionOnly
  }

  /// The handling of v2 page ranges that are not in canonical form.
  ///
  /// The canonical form is ascending, without overlaps, spaces, or leading zeros, and writes
  /// adjacent pages as a range: `1,3,5-7`. The meaning of other forms is not published.
  public enum PageRangeSyntax: Sendable, Hashable, CaseIterable {
    /// Rejects any other form with 422.
    case canonical
    /// Accepts spaces, leading zeros, any order, duplicates, and reversed ranges.
    case lenient
  }

  /// The field in which v2 echoes the document ID.
  public enum DocumentField: Sendable, Hashable, CaseIterable {
    /// `file_input`
    case fileInput
    /// `document_input_value`, as in the first release of v2.
    case documentInputValue
    /// Both fields.
    case both
  }
}
