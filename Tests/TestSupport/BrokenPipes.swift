// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The handling of `SIGPIPE`, which a write to a closed connection sends.
///
/// On Linux, Foundation's libcurl ignores it during its calls only, and then restores the handler
/// that it found. Of two threads, one can so restore the default while the other writes, and the
/// process ends without a message. Elsewhere, the system's connections never send it.
enum BrokenPipes {
  /// Whether such a write fails without ending this process, which evaluating this ensures.
  static let areHarmless: Bool = {
    #if os(Linux)
    _ = signal(SIGPIPE, SIG_IGN)
    var action = sigaction()
    return sigaction(SIGPIPE, nil, &action) == 0
    #else
    return true
    #endif
  }()
}

#if os(macOS) || os(Linux)
extension Process {
  /// Sets the program and its arguments; it starts with the default handling of `SIGPIPE`.
  ///
  /// A program inherits the signals that its parent ignores, and a shell can't undo that: its `echo`
  /// to a closed pipe would print an error instead of ending it.
  func setCommand(_ program: URL, _ arguments: [String]) {
    #if os(Linux)
    executableURL = URL(filePath: "/usr/bin/env")
    self.arguments = ["--default-signal=PIPE", program.path] + arguments
    #else
    executableURL = program
    self.arguments = arguments
    #endif
  }
}
#endif
