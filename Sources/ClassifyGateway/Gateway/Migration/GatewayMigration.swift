// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyHTTP
import ClassifyMigration
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Synchronization

/// The stage of a gateway, which all callers share, and the mirrors of each caller.
///
/// A mirror has the credentials of its caller, so callers can't share one. The stage, the sample and
/// the document budget are those of all callers together.
final class GatewayMigration: Sendable {
  private struct State {
    var active: [ObjectIdentifier: JobMirror] = [:]
    /// The counts of mirrors that were stopped with their callers.
    var ended = ShadowCounts()
  }

  /// The stage and the kill switch, which can be changed at any time.
  let control: MigrationControl
  private let options: MirrorOptions
  private let budget: DocumentBudget?
  private let onCompared: @Sendable (ComparisonResult) -> Void
  private let state = Mutex(State())

  /// Creates the stage of a gateway.
  ///
  /// - Parameters:
  ///   - configuration: The first stage, and the bounds of the mirrors.
  ///   - onCompared: Called with each compared document, from several tasks at a time; must return
  ///     soon.
  init(
    _ configuration: GatewayConfiguration.Migration,
    onCompared: @escaping @Sendable (ComparisonResult) -> Void = { _ in }
  ) {
    control = MigrationControl(stage: configuration.stage, sampling: configuration.sampling)
    var options = configuration.mirror
    budget = options.documentBudget.map { DocumentBudget($0) }
    options.documentBudget = nil
    self.options = options
    self.onCompared = onCompared
  }

  /// What became of the documents of all mirrors.
  var counts: ShadowCounts {
    // Under the lock, so that a mirror that ends meanwhile is counted once.
    state.withLock { state in
      state.active.values.reduce(into: state.ended) { $0.add($1.counts) }
    }
  }

  /// Returns the service behind the v1-shaped calls of one caller.
  ///
  /// It keeps the caller's mirrors, so create it once, and keep it while the caller is remembered.
  ///
  /// - Parameters:
  ///   - client: A client with the credentials of the caller, for the calls of the mirrors.
  ///   - translator: The translator of requests to v2.
  ///   - options: The options of v2.
  /// - Returns: The service.
  func classifier(
    for client: ServiceClient, translator: V2Translator, options: V2Options
  ) -> ClassifierService {
    let mirrors = MirrorsOfCaller { [self] scope in
      var client = client
      client.configuration.organizationID = scope.organizationID
      client.configuration.projectID = scope.projectID
      return mirror(
        v1: V1Backend(client: client),
        v2: V2Backend(client: client, translator: translator, options: options))
    }
    return .backend(translator: translator, options: options) { [control, budget] v1, v2 in
      // What an earlier attempt began on v2 is continued there in every stage, and not mirrored again.
      if v2.derivedGroup?.mayHaveMembers == true { return v2 }
      // A mirror must have the call's organization and project to find the same files.
      let call = v2.client.configuration
      let scope = CallScope(organizationID: call.organizationID, projectID: call.projectID)
      return MigratingBackend(
        v1: v1, v2: v2, control: control,
        mirror: budget?.isUsedUp == true ? nil : mirrors.mirror(in: scope).mirror)
    }
  }

  private func mirror(v1: any ClassifyBackend, v2: any ClassifyBackend) -> CallerMirror {
    let mirror = JobMirror(
      v1: budget.map { BudgetedBackend(base: v1, budget: $0) } ?? v1,
      v2: budget.map { BudgetedBackend(base: v2, budget: $0) } ?? v2,
      options: options, onCompared: onCompared)
    state.withLock { $0.active[ObjectIdentifier(mirror)] = mirror }
    return CallerMirror(mirror) { [weak self] mirror in
      self?.state.withLock { state in
        state.active[ObjectIdentifier(mirror)] = nil
        state.ended.addEnded(mirror.counts)
      }
    }
  }

  /// Waits until no mirror has anything queued or in flight.
  ///
  /// - Parameter limit: The maximum time to wait, 0 or more.
  func drain(within limit: Duration) async {
    let active = state.withLock { Array($0.active.values) }
    await withTaskGroup { group in
      for mirror in active {
        group.addTask { _ = await mirror.drain(within: limit) }
      }
    }
  }
}
#endif
