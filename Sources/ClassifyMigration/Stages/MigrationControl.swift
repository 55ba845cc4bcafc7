// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The controls of a migration, which can be changed from any task while it runs.
///
/// A change takes effect on the next call of each ``MigratingBackend`` that has the controls. Calls
/// that have begun are not affected.
///
/// ```swift
/// let control = MigrationControl(stage: .shadow)
/// control.stage = .canary(Share(percent: 5), mirrors: true)
/// control.kill()
/// ```
public final class MigrationControl: Sendable {
  /// What one call needs to know, from one moment.
  struct Settings: Sendable {
    var stage: MigrationStage
    var sampling: Share
    var isKilled = false
  }

  private struct State {
    var settings: Settings
    var counts = RoutingCounts()
    var mirrors: [WeakMirror] = []
  }

  private struct WeakMirror {
    weak var mirror: JobMirror?
  }

  private let state: Mutex<State>

  /// Creates controls.
  ///
  /// - Parameters:
  ///   - stage: The first stage.
  ///   - sampling: The share of requests to mirror, in stages with a mirror.
  public init(stage: MigrationStage = .v1Only, sampling: Share = .all) {
    state = Mutex(State(settings: Settings(stage: stage, sampling: sampling)))
  }

  /// The stage; it is kept, but not in effect, after ``kill()``.
  public var stage: MigrationStage {
    get { settings.stage }
    set { state.withLock { $0.settings.stage = newValue } }
  }

  /// The share of requests to mirror, in stages with a mirror.
  public var sampling: Share {
    get { settings.sampling }
    set { state.withLock { $0.settings.sampling = newValue } }
  }

  /// Whether the kill switch is on.
  public var isKilled: Bool { settings.isKilled }

  /// How many requests each version answered, of all backends with these controls.
  public var counts: RoutingCounts { state.withLock { $0.counts } }

  /// The settings of this moment.
  var settings: Settings { state.withLock { $0.settings } }

  /// Turns the kill switch on: v1 answers every request, and nothing is mirrored.
  ///
  /// Mirrors drop the documents that wait or are in flight, and count them as
  /// ``MirrorCounts/DropReason/killed``. Jobs that exist are still read, listed, cancelled and deleted
  /// where they were created, and a request that continues a group still continues it on v2.
  public func kill() {
    let mirrors = state.withLock { state in
      state.settings.isKilled = true
      return state.mirrors.compactMap(\.mirror)
    }
    for mirror in mirrors { mirror.dropAll(for: .killed) }
  }

  /// Turns the kill switch off: ``stage`` is in effect again.
  public func revive() {
    state.withLock { $0.settings.isKilled = false }
  }

  /// Changes the counts.
  func count(_ change: (inout RoutingCounts) -> Void) {
    state.withLock { change(&$0.counts) }
  }

  /// Adds a mirror for ``kill()`` to empty, as long as it exists.
  func add(_ mirror: JobMirror) {
    let others = state.withLock { state in
      let existing = state.mirrors.compactMap(\.mirror).filter { $0 !== mirror }
      state.mirrors = (existing + [mirror]).map { WeakMirror(mirror: $0) }
      return existing
    }
    // One of these can be the last reference to a mirror, which must not be released under the lock.
    withExtendedLifetime(others) {}
  }
}
