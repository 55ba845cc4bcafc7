// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import Testing

/// What a splitter makes of a stream.
struct SplitRecords {
  private(set) var text: [UInt8] = []
  private(set) var error: RecordSplitterError?
  private(set) var form: StreamForm?
  /// The positions after blocks, and the number of bytes returned before each.
  private(set) var positions: [(position: RecordPosition, count: Int)] = []

  /// Splits a stream that arrives in chunks of the given sizes, again and again.
  init(
    _ bytes: [UInt8], chunks: [Int], maximum: Int = 1 << 24, from start: RecordPosition = .start
  ) {
    var splitter = RecordSplitter(at: start, maximumLineBytes: maximum)
    var rest = bytes[start.offset...]
    var number = start.record
    var index = 0
    while !rest.isEmpty, splitter.error == nil {
      let chunk = rest.prefix(chunks[index % chunks.count])
      take(splitter.push(chunk.span), splitter, &number)
      rest = rest.dropFirst(chunk.count)
      index += 1
    }
    take(splitter.finish(), splitter, &number)
    let nothing = splitter.finish()
    #expect(nothing == nil || splitter.form != .lines)
    error = splitter.error
    form = splitter.form
  }

  private mutating func take(
    _ block: LineBlock?, _ splitter: RecordSplitter, _ number: inout Int
  ) {
    guard var block else { return }
    while block.next() != nil {
      #expect(block.line == number)
      number += 1
    }
    text += block.bytes
    positions.append((splitter.position, text.count))
    #expect(splitter.position.record == number)
  }
}
