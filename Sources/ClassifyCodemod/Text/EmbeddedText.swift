// SPDX-License-Identifier: Apache-2.0

/// Code inside another file, such as the cells of a notebook or a body in a shell string, and where
/// each of its bytes comes from.
///
/// Edits are made in ``text`` and translated to the containing file. A format that escapes its text
/// maps every escape to one segment.
struct EmbeddedText: Sendable {
  /// A run of the embedded text.
  struct Segment: Sendable, Hashable {
    /// The bytes in the embedded text.
    var inner: ByteRange
    /// The bytes in the containing file; empty for text that is not in it, such as the line break
    /// between two cells.
    var outer: ByteRange
    /// Whether the bytes are equal, so that a position inside the run can be translated.
    var isVerbatim: Bool
  }

  /// The embedded text as its language reads it.
  var text: SourceText

  /// The runs in ascending order, covering all of ``text``.
  var segments: [Segment]

  /// Writes new text in the containing file, for instance escaped for JSON.
  var encode: @Sendable (String) -> String

  /// Returns an edit of the containing file, or nil if the range begins or ends inside an escape, or
  /// contains text that is not in the file.
  func outer(_ edit: Edit) -> Edit? {
    guard let start = outerOffset(of: edit.range.lowerBound, isEnd: false) else { return nil }
    guard !edit.range.isEmpty else { return Edit(start..<start, encode(edit.replacement)) }
    guard let end = outerOffset(of: edit.range.upperBound, isEnd: true), start <= end,
      !segments(near: edit.range).contains(where: {
        $0.outer.isEmpty && $0.inner.overlaps(edit.range)
      })
    else { return nil }
    return Edit(start..<end, encode(edit.replacement))
  }

  /// Returns the offset in the containing file, or nil inside an escape or synthesized text.
  ///
  /// - Parameters:
  ///   - offset: An offset in ``text``.
  ///   - isEnd: Whether the offset ends a range: at a boundary it belongs to the run before it.
  /// - Returns: The offset in the containing file.
  func outerOffset(of offset: Int, isEnd: Bool) -> Int? {
    for segment in segments(near: offset..<offset) where !segment.outer.isEmpty {
      if !isEnd, offset == segment.inner.lowerBound { return segment.outer.lowerBound }
      if isEnd, offset == segment.inner.upperBound { return segment.outer.upperBound }
      if segment.isVerbatim, segment.inner.contains(offset) {
        return segment.outer.lowerBound + offset - segment.inner.lowerBound
      }
    }
    // An insertion at the very end of the text.
    if let last = segments.last, !last.outer.isEmpty, offset == last.inner.upperBound {
      return last.outer.upperBound
    }
    return nil
  }

  /// The runs that contain a part of a range or touch it.
  private func segments(near range: ByteRange) -> ArraySlice<Segment> {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].inner.upperBound < range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return segments[low...].prefix { $0.inner.lowerBound <= range.upperBound }
  }
}
