// SPDX-License-Identifier: Apache-2.0

/// A detector of the form of a stream by its beginning.
///
/// - A stream that begins with `[` is an array.
/// - One that begins with an object is a page if the object goes on behind its first line, or if it
///   has a member `items` and its first line does not end within 1 MiB.
/// - Any other is JSON Lines.
struct StreamFormDetector: Sendable {
  /// The number of bytes after which a first line counts as one that does not end.
  static let maximumBytes = 1 << 20
  /// The maximum number of bytes of a record while an object is tried as a page.
  private static let trialBytes = 2 * maximumBytes

  /// The number of bytes without anything but white space.
  private var blankCount = 0
  /// The number of bytes in which the end of the first line was searched.
  private var searchedCount = 0

  /// Returns the form of a stream.
  ///
  /// - Parameters:
  ///   - head: The stream so far, without a byte order mark; longer than in the call before.
  ///   - isWhole: Whether the stream ends there.
  /// - Returns: The form; `nil` if it is not yet known.
  mutating func form(of head: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> StreamForm? {
    while blankCount < head.count, WhiteSpace.contains(head[blankCount]) { blankCount += 1 }
    guard blankCount < head.count else {
      return isWhole || head.count >= Self.maximumBytes ? .lines : nil
    }
    switch head[blankCount] {
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "{"): return formOfObject(head, isWhole: isWhole)
    default: return .lines
    }
  }

  private mutating func formOfObject(
    _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool
  ) -> StreamForm? {
    searchedCount = max(searchedCount, blankCount)
    if let end = Newline.firstIndex(in: head[searchedCount...]) {
      return isUnfinished(UnsafeBufferPointer(rebasing: head[blankCount..<end])) ? .page : .lines
    }
    searchedCount = head.count
    if isWhole { return .lines }
    guard head.count - blankCount >= Self.maximumBytes else { return nil }
    let object = UnsafeBufferPointer(rebasing: head[blankCount...])
    return isUnfinished(object) && hasItems(object) ? .page : .lines
  }

  /// Whether an object has no end, and the text does not end in a string, which has no line break.
  private func isUnfinished(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = ValueScanner(maximumDepth: text.count)
    var position = 0
    var output: [UInt8]?
    do throws(ValueScanner.Fault) {
      if try scanner.scan(text, from: &position, into: &output) { return false }
    } catch {
      return false
    }
    return text.count >= Self.maximumBytes || !scanner.isInString
  }

  private func hasItems(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var splitter = ElementSplitter(form: .page, maximumBytes: Self.trialBytes + text.count)
    _ = splitter.push(text)
    return splitter.hasItems
  }
}
