// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The handling of `SIGPIPE`, which a write to a closed connection sends.
enum BrokenPipes {
  /// Ignores the signal in this process; evaluated once.
  ///
  /// Foundation's libcurl ignores it during its calls only, and then restores the handler that it
  /// found. Of two threads, one can so restore the default while the other writes, and the process
  /// ends without a message.
  static let areIgnored: Bool = {
    _ = signal(SIGPIPE, SIG_IGN)
    var action = sigaction()
    return sigaction(SIGPIPE, nil, &action) == 0
  }()
}
