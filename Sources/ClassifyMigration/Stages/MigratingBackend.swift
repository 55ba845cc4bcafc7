// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// A backend made of two, v1 and v2, for moving from one to the other in stages.
///
/// ```swift
/// let control = MigrationControl(stage: .shadow)
/// let mirror = JobMirror(v1: v1, v2: v2) { result in summary.add(result) }
/// let backend = MigratingBackend(v1: v1, v2: v2, control: control, mirror: mirror)
/// let job = try await backend.submit(request)  // v1's job; v2 classifies the same documents later
/// ```
///
/// ### Routing
///
/// The stage of ``MigrationControl`` decides which version answers a new request. A request that
/// continues a group (`ClassifyRequest.Idempotency.group(_:)`) always continues on v2. Jobs are read,
/// cancelled and deleted on the version of their IDs, in every stage and after a restart.
///
/// A canary is sticky: requests with the same key go to the same version, in every process, and
/// raising the share never moves a key back to v1. A request that the chosen version can't express
/// (`TranslationRefusal`) goes to the other one, so that a canary refuses nothing that one of the
/// versions accepts. Other errors are thrown: the request is not repeated on the other version,
/// because a job may exist.
///
/// ### Lists
///
/// Lists have the jobs of both versions, in every stage: first all of the version that leads, then
/// all of the other. They omit v2 jobs that a mirror created, unless the query names them; v1's
/// records do not tell such jobs from others. A version that is switched off (404, 410, or no such
/// operation) is left out and counted, unless it leads. A page token contains the versions that are
/// still to be listed, so a list can be continued after a change of the stage.
public struct MigratingBackend: ClassifyBackend, InexpressibleRequestCounting {
  /// The controls.
  public let control: MigrationControl
  /// The mirror; `nil` if nothing is mirrored, whatever the stage.
  public let mirror: JobMirror?
  let v1: any ClassifyBackend
  let v2: any ClassifyBackend
  private let stickyKey: @Sendable (ClassifyRequest) -> String

  /// Creates a backend.
  ///
  /// - Parameters:
  ///   - v1: The backend for v1.
  ///   - v2: The backend for v2.
  ///   - control: The stage and the kill switch, which can be changed at any time.
  ///   - mirror: The mirror for stages that have one; `nil` to mirror nothing.
  ///   - stickyKey: Returns the key of a request, which decides its version in a canary; by default
  ///     the IDs of its documents. Return the ID of a customer, for instance, to move customers
  ///     instead of documents.
  public init(
    v1: any ClassifyBackend, v2: any ClassifyBackend, control: MigrationControl,
    mirror: JobMirror? = nil,
    stickyKey: @escaping @Sendable (ClassifyRequest) -> String = Self.documentIdentifiers
  ) {
    self.v1 = v1
    self.v2 = v2
    self.control = control
    self.mirror = mirror
    self.stickyKey = stickyKey
    if let mirror { control.add(mirror) }
  }

  /// Returns the IDs of a request's documents, in their order; file IDs without the prefix `dfl-`.
  @Sendable
  public static func documentIdentifiers(_ request: ClassifyRequest) -> String {
    request.documents.map { document in
      if case .file(let id) = document { FileID.bare(id) } else { document.identifier }
    }.joined(separator: "\n")
  }

  // MARK: - Routing

  /// Returns the backend of a version.
  func backend(_ version: APIVersion) -> any ClassifyBackend {
    switch version {
    case .v1: v1
    case .v2: v2
    }
  }

  /// Returns the version that a request is sent to.
  func version(for request: ClassifyRequest, in settings: MigrationControl.Settings) -> APIVersion {
    if case .group = request.idempotency { return .v2 }
    guard !settings.isKilled else { return .v1 }
    switch settings.stage {
    case .v1Only, .shadow: return .v1
    case .rampDown, .v2Only: return .v2
    case .canary(.none, _): return .v1
    case .canary(.all, _): return .v2
    case .canary(let share, _): return share.includes(stickyKey(request)) ? .v2 : .v1
    }
  }

  /// Returns whether a request goes to the other version if the chosen one can't express it.
  func reroutes(_ request: ClassifyRequest, in settings: MigrationControl.Settings) -> Bool {
    if case .group = request.idempotency { return false }
    guard case .canary = settings.stage else { return false }
    return !settings.isKilled
  }

  // MARK: - Operations

  /// Creates a job on the version that the stage chooses, and offers the request to the mirror.
  ///
  /// - Parameter request: The documents, and how to classify them.
  /// - Returns: The job as the version returned it.
  /// - Throws: The errors of the version; in a canary, its `TranslationRefusal` only if the other
  ///   version refuses the request, too.
  public func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    let settings = control.settings
    let chosen = version(for: request, in: settings)
    let stopwatch = mirror?.stopwatch()
    let job: ClassifyJob
    let answering: APIVersion
    do {
      (job, answering) = try await submit(
        request, to: chosen, reroutes: reroutes(request, in: settings))
    } catch {
      control.count { $0.failed += 1 }
      if !settings.isKilled, settings.stage.mirroredVersion(of: chosen) != nil {
        mirror?.primaryFailed(request)
      }
      throw error
    }
    control.count { $0.addAnswer(by: answering, chosen: chosen) }
    if let mirror, let stopwatch, !settings.isKilled,
      let mirrored = settings.stage.mirroredVersion(of: answering)
    {
      mirror.offer(
        MirroredRequest(
          request: request, primaryID: job.id, version: mirrored, sinceSubmission: stopwatch),
        sampling: settings.sampling, control: control)
    }
    return job
  }

  private func submit(
    _ request: ClassifyRequest, to version: APIVersion, reroutes: Bool
  ) async throws -> (ClassifyJob, APIVersion) {
    do {
      return (try await backend(version).submit(request), version)
    } catch let refusal as TranslationRefusal where reroutes {
      do {
        return (try await backend(version.other).submit(request), version.other)
      } catch is TranslationRefusal {
        throw refusal
      }
    }
  }

  /// Reads a job on the version of its ID.
  ///
  /// The mirror compares the documents of the finished job that the caller reads here.
  ///
  /// - Parameter id: The ID of a job of either version, or of a group.
  /// - Returns: The job in its current state.
  /// - Throws: The errors of the version.
  public func job(_ id: JobID) async throws -> ClassifyJob {
    let job = try await backend(id.version).job(id)
    mirror?.observe(job)
    return job
  }

  /// Cancels a job on the version of its ID; mirrored jobs run on.
  ///
  /// - Parameter id: The ID of an unfinished job of either version, or of a group.
  /// - Returns: The job after the cancellation.
  /// - Throws: The errors of the version.
  public func cancel(_ id: JobID) async throws -> ClassifyJob {
    let job = try await backend(id.version).cancel(id)
    mirror?.observe(job)
    return job
  }

  /// Deletes a job on the version of its ID; mirrored jobs are kept.
  ///
  /// - Parameter id: The ID of a finished job of either version, or of a group.
  /// - Throws: The errors of the version.
  public func delete(_ id: JobID) async throws {
    try await backend(id.version).delete(id)
  }

  /// Counts a v1-shaped request that the model can't express.
  package func countInexpressibleRequest() {
    control.count { $0.inexpressible += 1 }
  }
}
