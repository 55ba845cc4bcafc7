// SPDX-License-Identifier: Apache-2.0

/// The shims that a run needs: one for each path, with the parts that are used.
struct ShimFiles {
  private let tree: any FileTree
  private var parts: [Key: Set<FileDraft.Shim.Part>] = [:]

  private struct Key: Hashable {
    var kind: FileDraft.Shim.Kind
    var path: FilePath
  }

  /// Creates a collection without files.
  init(tree: any FileTree) { self.tree = tree }

  /// Adds what one file needs.
  ///
  /// - Parameter shims: The shims of a draft whose edits are made.
  /// - Returns: The paths of the shims, which must exist before the edited file does.
  mutating func add(_ shims: Set<FileDraft.Shim>) -> Set<FilePath> {
    for shim in shims {
      parts[Key(kind: shim.kind, path: shim.path), default: []].insert(shim.part)
    }
    return Set(shims.map(\.path))
  }

  /// Returns a plan for each file that does not exist yet, or lacks a part.
  ///
  /// A file that was edited since it was generated is left alone. One that is gone is generated with
  /// the parts that files import still.
  func plans(in context: MigrationContext) -> [FilePlan] {
    parts.compactMap { key, parts in
      let old = try? SourceText(tree.read(key.path, limit: .max))
      let others =
        old.map { Self.parts(of: $0, key.kind) }
        ?? ShimImporters(of: key.path, key.kind, in: context).parts
      let text = ShimFile.text(kind: key.kind, parts: parts.union(others))
      guard let old else {
        return FilePlan(
          path: key.path, language: Language(fileName: key.path.name), text: nil, findings: [],
          generated: text)
      }
      guard ShimFile.isUnchanged(old), !ShimFile.isSame(old, as: text) else { return nil }
      return FilePlan(
        path: key.path, language: Language(fileName: key.path.name), text: old, findings: [],
        edits: .replacing(old, with: text.replacing("\n", with: old.lineEnding)))
    }
  }

  /// The parts of a file that an earlier run generated; all if another release generated it.
  private static func parts(
    of text: SourceText, _ kind: FileDraft.Shim.Kind
  ) -> Set<FileDraft.Shim.Part> {
    let all = Set(FileDraft.Shim.Part.allCases)
    let subsets = all.reduce(into: [Set<FileDraft.Shim.Part>()]) { subsets, part in
      subsets += subsets.map { $0.union([part]) }
    }
    return subsets.first {
      !$0.isEmpty && ShimFile.isSame(text, as: ShimFile.text(kind: kind, parts: $0))
    } ?? all
  }
}

extension EditSet {
  /// Edits that turn a text into another by replacing the lines that differ.
  static func replacing(_ old: SourceText, with new: String) -> EditSet {
    let bytes = ContiguousArray(new.utf8)
    let limit = min(old.count, bytes.count)
    var start = 0
    while start < limit, old.bytes[start] == bytes[start] { start += 1 }
    start = old.lineRange(old.lineIndex(at: start)).lowerBound
    var end = 0
    while end < limit - start, old.bytes[old.count - 1 - end] == bytes[bytes.count - 1 - end] {
      end += 1
    }
    // A character that both texts divide alike belongs to the replaced bytes.
    while end > 0, old.bytes[old.count - end] & 0xC0 == 0x80 { end -= 1 }
    var edits = EditSet()
    edits.add(
      Edit(
        start..<old.count - end,
        String(decoding: bytes[start..<bytes.count - end], as: UTF8.self)))
    return edits
  }
}
