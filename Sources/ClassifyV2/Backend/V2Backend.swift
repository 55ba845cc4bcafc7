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
  ///   - observe: Called with what the translation of each request noted.
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
    case .v2(let id):
      let call = V2Calls.get(id, expandingUsage: options.readsUsage)
      return translator.job(from: try await client.send(call).value).value
    case .group(let group):
      return try await self.group(group)
    case .v1:
      throw Self.livesElsewhere(id, operation: "classify.get")
    }
  }

  static func livesElsewhere(_ id: JobID, operation: String) -> ClassifyError {
    ClassifyError(
      code: .invalidRequest, message: "job \(id) lives in v1; ask a v1 backend for it",
      operation: operation)
  }
}
