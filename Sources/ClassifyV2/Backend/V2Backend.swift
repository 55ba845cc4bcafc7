// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

/// The backend for Classify v2.
///
/// A request with one document creates a v2 job. A request with several creates a group: one job
/// for each document, handled as a single job. Groups are stored only in the service. Each member's
/// idempotency key encodes the group and the member's position (``GroupMemberKey``), and the
/// group's ID encodes its creation time and its number of members (``GroupID``). Any process that
/// has the ID can find the group, and submitting the request again creates only the missing
/// members.
public struct V2Backend: ClassifyBackend {
  /// The client that sends the requests; copies of the backend share the creation rate and the
  /// cache, whatever their client.
  package var client: ServiceClient
  /// The translator of requests and records; its dialect limits the operations.
  package var translator: V2Translator
  let options: V2Options
  /// The group of a request without a key or group of its own; `nil` for a new random one.
  package var derivedGroup: DerivedGroup?
  /// The time after a group's creation in which missing members count as unfinished, and after which
  /// they count as failed; `nil` if a group with missing members can't be read.
  package var missingMemberGrace: Duration?
  /// Whether a group that lacks members is searched for them even if one of the last searches has not
  /// found them.
  ///
  /// Another client can have created them since, and have told the caller that the job is finished.
  package var searchesAgain = false
  /// Called with the notes of each request, and with those of its jobs.
  package var observe: @Sendable ([Note]) -> Void
  let clock: any Clock<Duration>
  let now: @Sendable () -> Int64
  let generator: SharedGenerator
  let pacer: Pacer
  let knownMembers: GroupCache

  /// Creates a backend.
  ///
  /// - Parameters:
  ///   - client: The client that sends the requests.
  ///   - translator: The translator of requests and records, which selects the dialect.
  ///   - options: The options for creating and listing groups.
  ///   - clock: The clock that paces the creation of group members.
  ///   - now: Returns the current time in milliseconds since 1970, which group IDs encode.
  ///   - generator: The source of randomness for IDs and idempotency keys.
  ///   - observe: Called with the notes of each request, and with those of its jobs: that differ from
  ///     it, keep other webhooks, exist more than once, or may run after a cancelled call.
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
    knownMembers = GroupCache(capacity: options.cachedMemberCount)
  }

  /// The operations and inputs that v2 supports in the translator's dialect.
  public var capabilities: BackendCapabilities {
    let isCurrent = translator.dialect == .current
    return BackendCapabilities(
      version: .v2, canCancel: isCurrent, canDelete: isCurrent, supportsIdempotencyKeys: true,
      supportsSavedConfigurations: true, filtersOnServer: true, supportsParseJobs: true,
      supportsMultimodal: false)
  }

  /// Returns the ID of a new group, with which a request can be submitted again after a crash.
  ///
  /// The group is new to this client, and its copies, until a submission has completed it; to every
  /// other client it is one that any request may have used. See ``submit(_:)``.
  ///
  /// - Parameter memberCount: The number of documents, 1 to 500.
  /// - Returns: The ID; `nil` if the number is out of range.
  public func newGroup(memberCount: Int) -> GroupID? {
    guard ClassifyRequest.documentCounts.contains(memberCount) else { return nil }
    var generator = generator
    let group = GroupID(milliseconds: now(), memberCount: memberCount, using: &generator)
    if let group { knownMembers.addNew(group) }
    return group
  }

  /// Reads a job or a group.
  ///
  /// - Parameter id: The ID of a v2 job or of a group of v2 jobs.
  /// - Returns: The job with its documents and their results.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/incompleteGroup`` if only some
  ///   members of a group exist.
  public func job(_ id: JobID) async throws -> ClassifyJob {
    switch id {
    case .job(let text, .v2):
      let call = V2Calls.get(text, expandingUsage: options.readsUsage)
      return translator.job(from: try await client.send(call).value).value
    case .group(let group):
      return try await naming(id) { try await self.group(group) }
    case .job:
      throw Self.notOwnJob(id, operation: "classify.get")
    }
  }

  /// Runs an operation on a job or group, and names it in errors.
  func naming<Value>(
    _ id: JobID, _ operation: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await operation()
    } catch let error as ClassifyError {
      throw error.concerning(id)
    }
  }

  static func notOwnJob(_ id: JobID, operation: String) -> ClassifyError {
    ClassifyError(
      code: .invalidRequest,
      message: "job \(id) is not a v2 job; use a backend of its own version",
      operation: operation, jobID: id)
  }
}

/// Options of a v2 backend for creating, listing and reading jobs.
public struct V2Options: Sendable, Hashable {
  /// The action on a group's created members if another member can't be created, or if the task is
  /// cancelled.
  public enum IncompleteGroupAction: Sendable, Hashable {
    /// Cancels them if the service can; the request must then be submitted as a new group.
    ///
    /// Members that may exist although no response says so are looked for by their keys. In a task
    /// that is cancelled the members are cancelled, too, for up to a minute. A request with an
    /// explicit group ID always keeps its members, because it can be submitted again.
    case cancelMembers
    /// Keeps them; submitting the request again with the group's ID creates the missing ones.
    case keepMembers
  }

  /// The maximum number of group members created per second.
  ///
  /// The service allows 40 per second for each organization, and 20 per minute on free plans, which
  /// is 1/3 per second. The rate drops temporarily after 429 responses. Values below one per hour,
  /// and NaN, are replaced by one per hour.
  public var creationsPerSecond: Double {
    didSet { creationsPerSecond = Self.rate(creationsPerSecond) }
  }
  /// The maximum number of requests in flight for one group, clamped to 1...100.
  public var concurrency: Int {
    didSet { concurrency = Self.clamped(concurrency) }
  }
  /// The action on a group's created members if another member can't be created.
  public var incompleteGroupAction: IncompleteGroupAction
  /// Whether lists show a group as one job instead of its members.
  public var listsGroups: Bool
  /// Whether to read the credits billed for single jobs (`expand=usage`); groups are excluded.
  public var readsUsage: Bool
  /// The maximum number of group members whose IDs are cached.
  package var cachedMemberCount = 100_000

  /// Creates options; out-of-range values are clamped.
  public init(
    creationsPerSecond: Double = 40, concurrency: Int = 8,
    incompleteGroupAction: IncompleteGroupAction = .cancelMembers, listsGroups: Bool = true,
    readsUsage: Bool = false
  ) {
    self.creationsPerSecond = Self.rate(creationsPerSecond)
    self.concurrency = Self.clamped(concurrency)
    self.incompleteGroupAction = incompleteGroupAction
    self.listsGroups = listsGroups
    self.readsUsage = readsUsage
  }

  private static func clamped(_ concurrency: Int) -> Int {
    Swift.min(Swift.max(concurrency, 1), 100)
  }

  private static func rate(_ perSecond: Double) -> Double {
    perSecond > 1 / 3_600 ? Swift.min(perSecond, 1_000_000) : 1 / 3_600
  }
}
