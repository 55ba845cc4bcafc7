// SPDX-License-Identifier: Apache-2.0

/// What is known of the place where text will be read, so that rendering depends on nothing else.
struct Terminal: Sendable, Hashable {
  /// Tells whether a person is looking: progress is shown then.
  var isInteractive = false
  /// The number of columns; 80 where nobody says.
  var width = 80
  /// Tells whether text may have color.
  var hasColor = false

  /// Whatever is not a terminal: 80 columns, no color.
  static let none = Terminal()

  /// Looks at a file and the environment.
  ///
  /// `COLUMNS` goes before what the terminal says. Color is off if `NO_COLOR` is set to anything, and
  /// on a terminal that calls itself `dumb`.
  ///
  /// - Parameters:
  ///   - descriptor: The file that is written to.
  ///   - environment: Returns a variable of the environment, `nil` if it is not set or empty.
  /// - Returns: What text for that file may look like.
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
}

/// A color or weight of text on a terminal, by its code (ECMA-48, SGR).
enum TextStyle: Int {
  case bold = 1
  case faint = 2
  case red = 31
  case green = 32
  case yellow = 33
}

extension Terminal {
  /// Returns a text in a style, or as it is where there is no color.
  func styled(_ text: String, _ style: TextStyle) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
