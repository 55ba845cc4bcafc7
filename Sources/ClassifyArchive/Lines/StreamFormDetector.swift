// SPDX-License-Identifier: Apache-2.0

/// A detector of the form of a stream by its beginning.
///
/// - A stream that begins with `[` is an array, unless the array ends in its first line and an object
///   begins the next one: then the first line is a damaged record.
/// - One that begins with an object is a page if the object goes on behind its first line, and the
///   next line does not begin with `{` outside of `items`: that would be a record behind a damaged one.
///   It is a page too if it has a member `items` and its first line is longer than the maximum.
/// - Any other is JSON Lines.
///
/// Blank lines are ignored.
struct StreamFormDetector: Sendable {
  /// The number of bytes of white space after which nothing is expected behind it.
  static let maximumBlankBytes = 1 << 20
  /// The number of bytes in which the end of an array is searched.
  private static let maximumArrayBytes = 64 << 10

  /// The maximum number of bytes of a line.
  private let maximumLineBytes: Int
  /// The number of bytes without anything but white space.
  private var blankCount = 0
  /// The number of bytes in which the end of the first line was searched.
  private var searchedCount = 0

  /// Creates a detector.
  ///
  /// - Parameter maximumLineBytes: The maximum number of bytes of a line.
  init(maximumLineBytes: Int) {
    self.maximumLineBytes = maximumLineBytes
  }

  /// Returns the form of a stream.
  ///
  /// - Parameters:
  ///   - head: The stream so far, without a byte order mark; longer than in the call before.
  ///   - isWhole: Whether the stream ends there.
  /// - Returns: The form; `nil` if it is not yet known.
  mutating func form(of head: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> StreamForm? {
    while blankCount < head.count, WhiteSpace.contains(head[blankCount]) { blankCount += 1 }
    guard blankCount < head.count else {
      return isWhole || head.count >= Self.maximumBlankBytes ? .lines : nil
    }
    switch head[blankCount] {
    case UInt8(ascii: "["): return formOfArray(head, isWhole: isWhole)
    case UInt8(ascii: "{"): return formOfObject(head, isWhole: isWhole)
    default: return .lines
    }
  }

  private mutating func formOfArray(
    _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool
  ) -> StreamForm? {
    guard let end = endOfFirstLine(head) else {
      return isWhole || head.count - blankCount > Self.maximumArrayBytes ? .array : nil
    }
    let line = UnsafeBufferPointer(rebasing: head[blankCount..<end])
    guard case .ended = Self.end(of: line) else { return .array }
    guard let next = Self.next(in: head[end...], isWhole: isWhole) else { return nil }
    return next == UInt8(ascii: "{") ? .lines : .array
  }

  private mutating func formOfObject(
    _ head: UnsafeBufferPointer<UInt8>, isWhole: Bool
  ) -> StreamForm? {
    guard let end = endOfFirstLine(head) else {
      if isWhole { return .lines }
      guard head.count - blankCount > maximumLineBytes else { return nil }
      let object = UnsafeBufferPointer(rebasing: head[blankCount...])
      switch Self.end(of: object) {
      case .ended, .damaged: return .lines
      case .inString, .open: return items(of: object).hasItems ? .page : .lines
      }
    }
    let line = UnsafeBufferPointer(rebasing: head[blankCount..<end])
    // A string has no line break.
    guard case .open = Self.end(of: line) else { return .lines }
    guard let next = Self.next(in: head[end...], isWhole: isWhole) else { return nil }
    if next == UInt8(ascii: "{") { return items(of: line).isBeforeElement ? .page : .lines }
    return next == Newline.byte ? .lines : .page
  }

  private mutating func endOfFirstLine(_ head: UnsafeBufferPointer<UInt8>) -> Int? {
    searchedCount = max(searchedCount, blankCount)
    let end = Newline.firstIndex(in: head[searchedCount...])
    searchedCount = end ?? head.count
    return end
  }

  /// Returns the first byte that is no white space, or a newline if there is none; `nil` if it is not
  /// yet known.
  private static func next(
    in rest: Slice<UnsafeBufferPointer<UInt8>>, isWhole: Bool
  ) -> UInt8? {
    if let byte = rest.first(where: { !WhiteSpace.contains($0) }) { return byte }
    return isWhole || rest.count >= maximumBlankBytes ? Newline.byte : nil
  }

  /// How a text that begins with a value ends.
  private enum End {
    /// Behind the value.
    case ended
    case damaged
    case inString
    /// In the value, but in none of its strings.
    case open
  }

  private static func end(of text: UnsafeBufferPointer<UInt8>) -> End {
    var scanner = ValueScanner(maximumDepth: text.count)
    var position = 0
    var output: [UInt8]?
    do throws(ValueScanner.Fault) {
      if try scanner.scan(text, from: &position, into: &output) { return .ended }
    } catch {
      return .damaged
    }
    return scanner.isInString ? .inString : .open
  }

  /// Reads the beginning of an object as a page.
  private func items(of text: UnsafeBufferPointer<UInt8>) -> ElementSplitter {
    var splitter = ElementSplitter(form: .page, maximumBytes: text.count)
    _ = splitter.push(text)
    return splitter
  }
}
