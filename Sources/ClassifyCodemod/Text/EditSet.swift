// SPDX-License-Identifier: Apache-2.0

/// The replacement of a byte range of a file.
public struct Edit: Sendable, Hashable {
  /// The bytes of the old file that are replaced; empty for an insertion.
  public let range: ByteRange

  /// The new text; empty for a deletion.
  public let replacement: String

  /// Creates an edit.
  ///
  /// - Parameters:
  ///   - range: The replaced bytes of the old file.
  ///   - replacement: The new text, with the line endings of the file.
  init(_ range: ByteRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// Inserts text before the byte at an offset.
  static func insert(_ text: String, at offset: Int) -> Edit { Edit(offset..<offset, text) }

  /// Deletes a range.
  static func delete(_ range: ByteRange) -> Edit { Edit(range, "") }
}

/// Edits of one file: in ascending order, without overlaps.
///
/// An edit is added with all others of its group or not at all, so that half a rewrite never gets
/// into a file. Insertions at the same offset keep the order in which they were added.
public struct EditSet: Sendable, Hashable {
  /// The edits by ascending position.
  public private(set) var edits: [Edit] = []

  /// Creates an empty set.
  init() {}

  /// Whether the set changes nothing.
  public var isEmpty: Bool { edits.isEmpty }

  /// Adds a group of edits if none overlaps another edit.
  ///
  /// Edits that replace nothing by nothing are ignored, and an edit that is in the set already is
  /// not added again: several sites can add the same import.
  ///
  /// - Parameter group: Edits that only make sense together.
  /// - Returns: False if an edit overlaps one of the set or of the group; nothing is added then.
  /// - Complexity: O(*group* · log *edits*) if the edits come in ascending order.
  @discardableResult
  mutating func add(_ group: [Edit]) -> Bool {
    var added: [Edit] = []
    for edit in group where !(edit.range.isEmpty && edit.replacement.isEmpty) {
      let position = position(after: edit.range)
      if contains(edit, before: position) { continue }
      // The edits are disjoint, so that only the neighbours can overlap.
      let neighbors = edits[max(0, position - 1)..<min(edits.count, position + 1)]
      guard !neighbors.contains(where: { $0.range.conflicts(with: edit.range) }) else {
        remove(added)
        return false
      }
      edits.insert(edit, at: position)
      added.append(edit)
    }
    return true
  }

  /// Adds one edit; see ``add(_:)-([Edit])``.
  @discardableResult
  mutating func add(_ edit: Edit) -> Bool { add([edit]) }

  /// Returns the text with all edits applied.
  func applied(to text: SourceText) -> ContiguousArray<UInt8> {
    var result = ContiguousArray<UInt8>()
    result.reserveCapacity(text.count + edits.reduce(0) { $0 + $1.replacement.utf8.count })
    var offset = 0
    for edit in edits {
      result.append(contentsOf: text.bytes[offset..<edit.range.lowerBound])
      result.append(contentsOf: edit.replacement.utf8)
      offset = edit.range.upperBound
    }
    result.append(contentsOf: text.bytes[offset...])
    return result
  }

  /// Where the replacements are in the new file, in ascending order.
  var newRanges: [ByteRange] {
    var shift = 0
    return edits.map { edit in
      let start = edit.range.lowerBound + shift
      let length = edit.replacement.utf8.count
      shift += length - edit.range.count
      return start..<start + length
    }
  }

  // MARK: Positions

  /// The position of the first edit that comes after a range.
  private func position(after range: ByteRange) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if range.precedes(edits[middle].range) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether an edit is among those of the same range, which end before a position.
  private func contains(_ edit: Edit, before position: Int) -> Bool {
    edits[..<position].reversed().prefix { $0.range == edit.range }.contains(edit)
  }

  /// Removes edits that are in the set.
  private mutating func remove(_ group: [Edit]) {
    for edit in group.reversed() {
      let end = position(after: edit.range)
      guard let position = edits[..<end].lastIndex(of: edit) else { continue }
      edits.remove(at: position)
    }
  }
}

extension ByteRange {
  /// Whether two edits share a byte, or one inserts inside the other.
  fileprivate func conflicts(with other: ByteRange) -> Bool {
    lowerBound < other.upperBound && other.lowerBound < upperBound
  }

  /// Whether an edit comes before another; an insertion comes before a replacement at its offset.
  fileprivate func precedes(_ other: ByteRange) -> Bool {
    (lowerBound, upperBound) < (other.lowerBound, other.upperBound)
  }
}
