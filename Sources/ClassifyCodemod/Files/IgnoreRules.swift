// SPDX-License-Identifier: Apache-2.0

/// The patterns of one `.gitignore` file or of a file like it.
struct IgnoreRules: Sendable, Hashable {
  /// The folder that the patterns are relative to.
  let folder: FilePath
  /// The patterns, last one first: the last match decides.
  private let patterns: [IgnorePattern]

  /// Creates rules.
  ///
  /// - Parameters:
  ///   - text: The content of the file.
  ///   - folder: The folder that the patterns are relative to.
  init(_ text: some Collection<UInt8>, in folder: FilePath) {
    self.folder = folder
    let content = text.starts(with: SourceText.byteOrderMark) ? text.dropFirst(3) : text[...]
    patterns = content.split(separator: UInt8(ascii: "\n")).reversed().compactMap { line in
      IgnorePattern(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
  }

  /// Whether there are no patterns.
  var isEmpty: Bool { patterns.isEmpty }

  /// Returns whether a path is ignored; nil if no pattern matches it.
  ///
  /// - Parameters:
  ///   - path: The bytes of a path below ``folder``, relative to the root of the tree.
  ///   - isFolder: Whether it is a folder.
  /// - Returns: True or false by the last pattern that matches.
  func isIgnored(_ path: [UInt8], isFolder: Bool) -> Bool? {
    let prefix = folder.description.utf8.count
    let relative = path[(prefix == 0 ? 0 : min(prefix + 1, path.count))...]
    let slash = relative.lastIndex(of: UInt8(ascii: "/"))
    let name = relative[(slash.map { $0 + 1 } ?? relative.startIndex)...]
    return patterns.first { $0.matches(relative, name: name, isFolder: isFolder) }
      .map { !$0.isNegated }
  }
}
