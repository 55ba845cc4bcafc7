// SPDX-License-Identifier: Apache-2.0

/// The properties of an output stream that rendering depends on.
struct Terminal: Sendable, Hashable {
  /// Whether the stream is a terminal; progress is shown only there.
  var isInteractive = false
  /// The number of columns; 80 by default.
  var width = 80
  /// Whether text may have color.
  var hasColor = false

  /// An output stream that is not a terminal: 80 columns, no color.
  static let none = Terminal()

  /// Inspects a file descriptor and the environment.
  ///
  /// `COLUMNS` overrides the width of the terminal. There is no color if `NO_COLOR` is set or `TERM`
  /// is `dumb`.
  ///
  /// - Parameters:
  ///   - descriptor: The output stream.
  ///   - environment: Returns an environment variable, or `nil` if it is not set or empty.
  /// - Returns: The properties of the stream.
  static func at(
    _ descriptor: FileDescriptor,
    environment: (String) -> String? = System.environment
  ) -> Terminal {
    let isInteractive = System.isTerminal(descriptor)
    let columns = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    return Terminal(
      isInteractive: isInteractive,
      width: columns ?? System.columns(of: descriptor) ?? 80,
      hasColor: isInteractive && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
    )
  }

  /// Returns text in a style; plain text if there is no color.
  func styled(_ text: String, _ style: TextStyle) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// A text style; the raw value is its SGR parameter (ECMA-48 §8.3.117).
enum TextStyle: Int {
  case bold = 1
  case faint = 2
  case red = 31
  case green = 32
  case yellow = 33
}

/// A progress line on stderr that is cleared at the end.
struct Progress {
  /// The characters that clear the line of a terminal.
  static let clearing = "\r\u{1B}[K"

  private let isShown: Bool
  private let width: Int
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant
  private var hasWritten = false

  /// Creates a progress line that appears after one second.
  ///
  /// - Parameters:
  ///   - isShown: Whether to show the line at all.
  ///   - width: The number of columns of the terminal; wider text is truncated.
  init(isShown: Bool, width: Int = Terminal.at(.standardError).width) {
    self.isShown = isShown
    self.width = width
    next = clock.now.advanced(by: .seconds(1))
  }

  /// Creates a progress line that is shown if stderr is a terminal and stdout is not.
  static func onTerminal() -> Progress {
    Progress(
      isShown: Terminal.at(.standardError).isInteractive
        && !Terminal.at(.standardOutput).isInteractive)
  }

  /// Shows text: at once, or after the first second and at most ten times per second.
  mutating func show(_ text: @autoclosure () -> String, atOnce: Bool = false) {
    guard isShown, atOnce || clock.now >= next else { return }
    next = clock.now.advanced(by: .milliseconds(100))
    hasWritten = true
    // A line that fills the terminal would wrap, and only its last part could be cleared.
    let line = PlainText.shortened(text(), to: width - 1)
    Console.writeMessage(Self.clearing + line, terminator: "")
  }

  /// Clears the line.
  func end() {
    if hasWritten { Console.writeMessage(Self.clearing, terminator: "") }
  }
}
