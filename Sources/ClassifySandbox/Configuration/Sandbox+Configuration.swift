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
