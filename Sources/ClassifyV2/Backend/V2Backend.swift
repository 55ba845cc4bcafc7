// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

/// Classify v2 as a backend.
///
/// A request of one document becomes a v2 job. A request of several becomes a group: as many jobs,
/// which behave as one. The service itself is the store of groups. Each member is created with an
/// idempotency key that names the group and its place (``GroupMemberKey``), and the group's id
/// says when it was made and how many members it has (``GroupID``), so that any process that knows
/// the id finds the group again, and submitting it a second time creates only what is missing.
public struct V2Backend: ClassifyBackend {
  /// The way to the service; a copy with another one shares the pace of creation and the cache.
  package var client: ServiceClient
  let translator: V2Translator
  let options: V2Options
  let observe: @Sendable ([Note]) -> Void
  let clock: any Clock<Duration>
  let now: @Sendable () -> Int64
  let generator: SharedGenerator
  let pacer: Pacer
  let knownMembers: GroupCache

  /// Makes a backend.
  ///
  /// - Parameters:
  ///   - client: The way to the service.
  ///   - translator: How requests and records are translated, and into which dialect.
  ///   - options: How groups are created and listed.
  ///   - clock: What the creation of groups is paced by.
  ///   - now: The present in milliseconds since 1970, which goes into the ids of groups.
  ///   - generator: Where the random bits of ids and keys come from.
  ///   - observe: Called with the notes of each request.
  public init(
    client: ServiceClient, translator: V2Translator = V2Translator(),
    options: V2Options = V2Options(), clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Int64 = WallClock.milliseconds,
    generator: SharedGenerator = SharedGenerator(),
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) {
    self.client = client
    self.translator = translator
    self.options = options
    self.observe = observe
    self.clock = clock
    self.now = now
    self.generator = generator
    pacer = Pacer(perSecond: options.creationsPerSecond, clock: clock)
    knownMembers = GroupCache()
  }

  /// What v2 can do in the dialect that this backend writes.
  public var capabilities: BackendCapabilities {
    let isCurrent = translator.dialect == .current
    return BackendCapabilities(
      version: .v2, canCancel: isCurrent, canDelete: isCurrent, hasIdempotencyKeys: true,
      takesSavedConfigurations: true, filtersOnServer: true, takesParseJobs: true,
      takesMultimodal: false)
  }

  /// Makes the id of a new group, with which a request can be submitted again after a crash.
  ///
  /// - Parameter memberCount: The number of documents, 1 to 500.
  /// - Returns: The id; `nil` if the number does not fit.
  public func newGroup(memberCount: Int) -> GroupID? {
    guard ClassifyRequest.documentCounts.contains(memberCount) else { return nil }
    var generator = generator
    return GroupID(milliseconds: now(), memberCount: memberCount, using: &generator)
  }

  /// Reads a job or a group.
  ///
  /// - Parameter id: The id of a v2 job or of a group of them.
  /// - Returns: The job with what became of its documents.
  /// - Throws: ``ClassifyError``; for a group of which only some members exist with the code
  ///   ``ClassifyError/Code/incompleteGroup``.
  public func job(_ id: JobID) async throws -> ClassifyJob {
    switch id {
    case .job(let text, .v2):
      let call = V2Calls.get(text, expandingUsage: options.readsUsage)
      return translator.job(from: try await client.send(call).value).value
    case .group(let group):
      return try await self.group(group)
    case .job:
      throw Self.notOwnJob(id, operation: "classify.get")
    }
  }

  static func notOwnJob(_ id: JobID, operation: String) -> ClassifyError {
    ClassifyError(
      code: .invalidRequest,
      message: "job \(id) is not a v2 job; use a backend of its own version",
      operation: operation)
  }
}

/// How a v2 backend behaves beyond what the service prescribes.
public struct V2Options: Sendable, Hashable {
  /// What becomes of a group's members when another of them can't be created.
  public enum IncompleteGroupAction: Sendable, Hashable {
    /// They are cancelled, where the dialect can; the group is then lost.
    ///
    /// A request that is submitted with a group's id keeps them all the same: it is there to be
    /// submitted again.
    case cancelMembers
    /// They go on; submitting the request again with the group's id creates what is missing.
    case keepMembers
  }

  /// How many members of groups are created in a second at the most.
  ///
  /// The service takes 40 in a second from one organization, and on free plans 20 in a minute,
  /// which is a third of one in a second. It is made slower for a while when the service complains.
  /// Less than one in an hour, or no number, counts as that.
  public var creationsPerSecond: Double {
    didSet { creationsPerSecond = Self.rate(creationsPerSecond) }
  }
  /// How many requests of one group are under way at once, at least 1.
  public var concurrency: Int {
    didSet { concurrency = Swift.max(concurrency, 1) }
  }
  /// What becomes of a group's members when another of them can't be created.
  public var incompleteGroupAction: IncompleteGroupAction
  /// Whether the members of groups are listed as the group that they are.
  public var listsGroups: Bool
  /// Whether a job is asked for what it cost; groups are not.
  public var readsUsage: Bool

  /// Makes options.
  public init(
    creationsPerSecond: Double = 40, concurrency: Int = 8,
    incompleteGroupAction: IncompleteGroupAction = .cancelMembers, listsGroups: Bool = true,
    readsUsage: Bool = false
  ) {
    self.creationsPerSecond = Self.rate(creationsPerSecond)
    self.concurrency = Swift.max(concurrency, 1)
    self.incompleteGroupAction = incompleteGroupAction
    self.listsGroups = listsGroups
    self.readsUsage = readsUsage
  }

  private static func rate(_ perSecond: Double) -> Double {
    perSecond > 1 / 3_600 ? Swift.min(perSecond, 1_000_000) : 1 / 3_600
  }
}
