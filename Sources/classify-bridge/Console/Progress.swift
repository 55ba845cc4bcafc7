// SPDX-License-Identifier: Apache-2.0

/// A line on a terminal that says how far a long work is, and goes away when it ends.
struct Progress {
  private let isShown: Bool
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant
  private var hasWritten = false

  /// Makes a line that begins to show after a second.
  ///
  /// - Parameter isShown: Whether to show it at all.
  init(isShown: Bool) {
    self.isShown = isShown
    next = clock.now.advanced(by: .seconds(1))
  }

  /// A line that shows if a person sees standard error, and no data in between.
  static func onTerminal() -> Progress {
    Progress(
      isShown: Terminal.at(.standardError).isInteractive
        && !Terminal.at(.standardOutput).isInteractive)
  }

  /// Shows a text, ten times a second at the most.
  mutating func show(_ text: @autoclosure () -> String) {
    guard isShown, clock.now >= next else { return }
    next = clock.now.advanced(by: .milliseconds(100))
    hasWritten = true
    Console.writeMessage("\r\u{1B}[K\(text())", terminator: "")
  }

  /// Takes the line away.
  func end() {
    if hasWritten { Console.writeMessage("\r\u{1B}[K", terminator: "") }
  }
}
