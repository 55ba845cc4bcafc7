// SPDX-License-Identifier: Apache-2.0

import ClassifySandbox
import Synchronization

/// A time that only advances manually.
final class ManualTime: Sendable {
  private let milliseconds: Mutex<Int>

  init(_ milliseconds: Int) {
    self.milliseconds = Mutex(milliseconds)
  }

  var now: Int { milliseconds.withLock { $0 } }

  func advance(bySeconds seconds: Int) {
    milliseconds.withLock { $0 += seconds * 1_000 }
  }

  /// Returns a configuration that uses this time.
  func configuration(_ change: (inout Sandbox.Configuration) -> Void = { _ in })
    -> Sandbox.Configuration
  {
    var configuration = Sandbox.Configuration { self.now }
    change(&configuration)
    return configuration
  }

  /// 2019-12-27T18:11:19.117Z, the sample time of the published documentation, in milliseconds.
  static let sample = 1_577_470_279_117
}

extension Sandbox.Configuration {
  /// Returns the default configuration with changes.
  static func with(_ change: (inout Sandbox.Configuration) -> Void) -> Sandbox.Configuration {
    var configuration = Sandbox.Configuration()
    change(&configuration)
    return configuration
  }
}
