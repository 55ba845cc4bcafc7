// SPDX-License-Identifier: Apache-2.0

/// A line of a `.gitignore` file.
///
/// The meaning is that of gitignore(5): a pattern with a slash that is not its last character is
/// relative to the folder of its file, another one matches names at any depth below it.
struct IgnorePattern: Sendable, Hashable {
  /// Whether the pattern begins with `!` and includes again what an earlier one ignores.
  let isNegated: Bool
  /// Whether it ends with `/` and matches folders only.
  let isFolderOnly: Bool
  /// Whether it is compared with the last component of a path, instead of the whole path.
  let matchesName: Bool
  private let glob: Matcher

  private enum Matcher: Sendable, Hashable {
    case equal([UInt8])
    case suffix([UInt8])
    case glob(Glob)
  }

  /// Creates a pattern; nil for an empty line, a comment, or a pattern that can't match.
  ///
  /// - Parameter line: The line without its ending.
  init?(_ line: some Sequence<UInt8>) {
    var pattern = Self.withoutTrailingSpaces(Array(line))[...]
    guard let first = pattern.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { pattern.removeFirst() }
    isFolderOnly = pattern.last == UInt8(ascii: "/")
    if isFolderOnly { pattern.removeLast() }
    matchesName = !pattern.contains(UInt8(ascii: "/"))
    if pattern.first == UInt8(ascii: "/") { pattern.removeFirst() }
    guard !pattern.isEmpty else { return nil }
    if !pattern.contains(where: Glob.isSpecial) {
      glob = .equal(Array(pattern))
    } else if matchesName, pattern.first == UInt8(ascii: "*"),
      !pattern.dropFirst().contains(where: Glob.isSpecial)
    {
      glob = .suffix(Array(pattern.dropFirst()))
    } else {
      guard let compiled = Glob(pattern) else { return nil }
      glob = .glob(compiled)
    }
  }

  /// Whether the pattern matches.
  ///
  /// - Parameters:
  ///   - path: The path relative to the folder of the pattern's file.
  ///   - name: The last component of the path.
  ///   - isFolder: Whether it is a folder.
  /// - Returns: Whether the pattern matches.
  func matches(
    _ path: ArraySlice<UInt8>, name: ArraySlice<UInt8>, isFolder: Bool
  ) -> Bool {
    guard isFolder || !isFolderOnly else { return false }
    let text = matchesName ? name : path
    return switch glob {
    case .equal(let pattern): text.elementsEqual(pattern)
    case .suffix(let pattern): text.suffix(pattern.count).elementsEqual(pattern)
    case .glob(let pattern): pattern.matches(text)
    }
  }

  /// Removes spaces at the end unless a backslash precedes them.
  private static func withoutTrailingSpaces(_ line: [UInt8]) -> [UInt8] {
    var end = 0
    var position = 0
    while position < line.count {
      if line[position] == UInt8(ascii: "\\") {
        position = min(position + 2, line.count)
        end = position
      } else {
        position += 1
        if line[position - 1] != UInt8(ascii: " ") { end = position }
      }
    }
    return Array(line[..<end])
  }
}
