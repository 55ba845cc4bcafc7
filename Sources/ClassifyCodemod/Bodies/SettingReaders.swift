// SPDX-License-Identifier: Apache-2.0

/// The places of a project's programs that expect v1's form of settings: annotations of
/// `target_pages` with a type of lists.
struct SettingReaders: Sendable {
  /// Such a place.
  struct Reader: Sendable, Hashable {
    var path: FilePath
    var range: ByteRange
    var line: Int

    /// `app/config.py:12`.
    var place: String { "\(path):\(line)" }
  }

  /// The places in the order of the files.
  let readers: [Reader]

  private static let name = "target_pages"
  private static let lists = [
    "list[int", "List[int", "Sequence[int", "number[]", "Array<number>", "ReadonlyArray<number>",
  ]

  /// Finds the readers among all programs that hold words of v1.
  init(in project: Project) {
    readers = project.candidates.filter(\.language.isProgram).flatMap(Self.annotations)
  }

  /// The annotations of `target_pages` with a type of lists.
  static func annotations(in file: SourceFile) -> [Reader] {
    guard let tree = file.tree, !ShimFile.isGenerated(file.text) else { return [] }
    let text = file.text
    return tree.tokens.compactMap { token in
      guard token.kind == .name, text[token.range] == name else { return nil }
      let line = text.lineRange(text.lineIndex(at: token.range.lowerBound))
      let rest = text[token.range.upperBound..<line.upperBound]
      let colon = rest.drop { $0 == "?" || $0 == " " }
      guard colon.first == ":", lists.contains(where: { colon.contains($0) }) else { return nil }
      return Reader(
        path: file.path, range: token.range,
        line: text.location(at: token.range.lowerBound).line)
    }
  }
}
