// SPDX-License-Identifier: Apache-2.0

/// Reports v1 code in the code blocks of Markdown files; it is never edited.
///
/// The code of documentation is incomplete by intent, so that no proof can be found for it.
struct MarkdownMigrator: FileMigrating {
  var languages: Set<Language> { [.markdown] }

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    let namesSDK = WordScan.sdks.matches(file.text.bytes)
    return FileDraft(
      findings: MarkdownBlock.blocks(of: file.text).compactMap { block in
        guard V1Text.isShown(in: file.text[block.content], namesSDK: namesSDK) else {
          return nil
        }
        return Finding(
          .documentation, at: block.range,
          "this code block shows v1; rewrite it, or run migrate on a file with its code")
      })
  }
}

/// A code block of a Markdown file: between fences, or indented by four spaces.
struct MarkdownBlock: Sendable, Hashable {
  /// The bytes from the opening to the closing fence, or those of the indented lines, without the
  /// blanks before and the line ending behind them.
  var range: ByteRange
  /// The bytes of the lines between the fences, or of the indented lines.
  var content: ByteRange

  /// The characters of a fence and their number.
  private struct Fence {
    var byte: UInt8
    var count: Int
    /// What follows the fence on its line, such as the language.
    var rest: String
  }

  /// Returns the blocks of a text, those in lists and quotes included; one without a closing fence
  /// reaches to the end of the text.
  static func blocks(of text: SourceText) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    var opening: (fence: Fence, start: Int, content: Int)?
    var indented = IndentedBlock()
    for index in 0..<text.lineCount {
      let line = text.lineRange(index)
      let found = fence(in: line, of: text)
      if let block = indented.block(after: index, isCode: opening == nil && found == nil, of: text)
      {
        blocks.append(block)
      }
      guard let (fence, start, end) = found else { continue }
      if let open = opening {
        guard fence.byte == open.fence.byte, fence.count >= open.fence.count, fence.rest.isEmpty
        else { continue }
        blocks.append(
          MarkdownBlock(range: open.start..<end, content: open.content..<line.lowerBound))
        opening = nil
      } else if fence.byte != UInt8(ascii: "`") || !fence.rest.contains("`") {
        opening = (fence, start, line.upperBound)
      }
    }
    if let open = opening {
      blocks.append(
        MarkdownBlock(range: open.start..<text.count, content: open.content..<text.count))
    }
    if let block = indented.end() { blocks.append(block) }
    return blocks
  }

  /// Returns the fence of a line with its offset and the end of the line's text.
  private static func fence(
    in line: ByteRange, of text: SourceText
  ) -> (fence: Fence, start: Int, end: Int)? {
    var end = line.upperBound
    while end > line.lowerBound, " \t\r\n".utf8.contains(text.bytes[end - 1]) { end -= 1 }
    let bytes = text.bytes[max(line.lowerBound, min(text.contentStart, end))..<end]
    // Lists and quotes indent their blocks.
    guard let start = bytes.firstIndex(where: { !" \t>".utf8.contains($0) }),
      bytes[start] == UInt8(ascii: "`") || bytes[start] == UInt8(ascii: "~")
    else { return nil }
    let byte = bytes[start]
    let count = bytes[start...].prefix { $0 == byte }.count
    guard count >= minimumFence else { return nil }
    let rest = text[start + count..<end].drop { $0 == " " || $0 == "\t" }
    return (Fence(byte: byte, count: count, rest: String(rest)), start, end)
  }

  private static let minimumFence = 3
}

/// Collects the lines of indented code blocks: they follow an empty line, and empty lines can be
/// between them.
private struct IndentedBlock {
  private var range: ByteRange?
  private var isAfterEmptyLine = true

  private static let indentation = ["    ", "\t"]

  /// Adds a line, and returns the block that ends before it.
  mutating func block(after index: Int, isCode: Bool, of text: SourceText) -> MarkdownBlock? {
    let content = text.trimmedLine(index)
    let line = text.lineRange(index)
    guard isCode else {
      isAfterEmptyLine = false
      return end()
    }
    guard !content.isEmpty else {
      isAfterEmptyLine = true
      return nil
    }
    defer { isAfterEmptyLine = false }
    guard Self.indentation.contains(where: text[line].hasPrefix), range != nil || isAfterEmptyLine
    else { return end() }
    range = (range?.lowerBound ?? content.lowerBound)..<content.upperBound
    return nil
  }

  /// Returns the block that the last line belongs to.
  mutating func end() -> MarkdownBlock? {
    defer { range = nil }
    return range.map { MarkdownBlock(range: $0, content: $0) }
  }
}
