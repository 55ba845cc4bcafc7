// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyMigration
import Synchronization

/// A mirror with the credentials of one caller, whose counts are kept when it is released.
final class CallerMirror: Sendable {
  let mirror: JobMirror
  private let onEnd: @Sendable (JobMirror) -> Void

  /// Creates a mirror of a caller.
  ///
  /// - Parameters:
  ///   - mirror: The mirror, which is stopped when this is released.
  ///   - onEnd: Called with the stopped mirror.
  init(_ mirror: JobMirror, onEnd: @escaping @Sendable (JobMirror) -> Void) {
    self.mirror = mirror
    self.onEnd = onEnd
  }

  deinit {
    mirror.stop()
    onEnd(mirror)
  }
}

/// The mirrors of one caller, one for each project.
final class MirrorsOfCaller: Sendable {
  /// The maximum number of mirrors; those that were not used lately are stopped.
  static let capacity = 16

  private let make: @Sendable (CallScope) -> CallerMirror
  private let mirrors = Mutex(RecentValues<CallScope, CallerMirror>(capacity: capacity))

  /// Creates mirrors when they are needed.
  init(_ make: @escaping @Sendable (CallScope) -> CallerMirror) {
    self.make = make
  }

  /// Returns the mirror of a project.
  func mirror(in scope: CallScope) -> CallerMirror {
    mirrors.withLock { mirrors in
      if let mirror = mirrors[scope] { return mirror }
      let mirror = make(scope)
      mirrors[scope] = mirror
      return mirror
    }
  }
}
#endif
