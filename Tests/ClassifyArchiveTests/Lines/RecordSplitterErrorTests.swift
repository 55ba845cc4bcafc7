// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import Testing

@Suite struct RecordSplitterErrorTests {
  struct Case: CustomTestStringConvertible {
    let stream: String
    let lines: String
    let code: RecordSplitterError.Code
    let record: Int
    let offset: Int
    var maximum = 1_000
    var testDescription: String { stream.debugDescription }

    init(
      _ stream: String, _ lines: String, _ code: RecordSplitterError.Code, _ record: Int,
      _ offset: Int, maximum: Int = 1_000
    ) {
      self.stream = stream
      self.lines = lines
      self.code = code
      self.record = record
      self.offset = offset
      self.maximum = maximum
    }
  }

  @Test(arguments: [
    Case("[1 2]", "1\n", .missingComma, 2, 3), Case("[1:2]", "1\n", .missingComma, 2, 2),
    Case("[\"a\"\"b\"]", "\"a\"\n", .missingComma, 2, 4),
    Case("[{}{}]", "{}\n", .missingComma, 2, 3),
    Case("[1,,2]", "1\n", .missingValue, 2, 3), Case("[,1]", "", .missingValue, 1, 1),
    Case("[1,]", "1\n", .missingValue, 2, 3), Case("[1]]", "1\n", .textBehindEnd, 2, 3),
    Case("[1]\n[2]\n", "1\n", .textBehindEnd, 2, 4),
    Case("[1}", "1\n", .unbalancedBracket, 2, 2), Case("[{]", "", .unbalancedBracket, 1, 2),
    Case("[1,[2}]", "1\n", .unbalancedBracket, 2, 5),
    Case("[\"a\nb\"]", "", .lineBreakInString, 1, 3),
    Case("[1,\"a\\\nb\"]", "1\n", .lineBreakInString, 2, 6),
    Case("[", "", .unfinished, 1, 1), Case("[1,2", "1\n", .unfinished, 2, 4),
    Case("[1,{\"a\":", "1\n", .unfinished, 2, 8), Case("[1,2,", "1\n2\n", .unfinished, 3, 5),
    Case("{\n\"a\":1}", "", .noItems, 1, 7), Case("{\n}", "", .noItems, 1, 2),
    Case("{\n\"items\":1}", "", .itemsNotArray, 1, 10),
    Case("{\n\"items\":{}}", "", .itemsNotArray, 1, 10),
    Case("{\n\"items\":[1],\"items\":[2]}", "1\n", .repeatedItems, 2, 22),
    Case("{\n\"a\" 1}", "", .missingName, 1, 6), Case("{\n1}", "", .missingName, 1, 2),
    Case("{\n\"a\":1,}", "", .missingName, 1, 8), Case("{\n\"a\":,}", "", .missingValue, 1, 6),
    Case("{\n\"a\":1 \"b\":2}", "", .missingComma, 1, 8),
    Case("{\n\"a\":[1}", "", .unbalancedBracket, 1, 8),
    Case("{\n\"items\":[1]} x", "1\n", .textBehindEnd, 2, 15),
    Case("{\n\"items\":[1]", "1\n", .unfinished, 2, 13),
    Case("1\n12345\n123456\n2\n", "1\n12345\n", .tooLong, 3, 8, maximum: 5),
    Case("1\n12345\n123456", "1\n12345\n", .tooLong, 3, 8, maximum: 5),
    Case("\u{FEFF}123456", "", .tooLong, 1, 3, maximum: 5),
    Case("[12345,\"6789\",1]", "12345\n", .tooLong, 2, 7, maximum: 5),
    Case("{\n\"items\":[\"1234567890", "", .tooLong, 1, 11, maximum: 5),
    Case("{\n\"a\":[[[[[[]]]]]],\"items\":[]}", "", .tooLong, 1, 6, maximum: 5),
  ])
  func returnsRecordsBeforeError(example: Case) throws {
    let bytes = Array(example.stream.utf8)
    for size in 1...bytes.count {
      let records = SplitRecords(bytes, chunks: [size], maximum: example.maximum)
      #expect(String(decoding: records.text, as: UTF8.self) == example.lines)
      let error = try #require(records.error, "chunks of \(size)")
      #expect(error.code == example.code, "chunks of \(size)")
      #expect(error.record == example.record, "chunks of \(size)")
      #expect(error.offset == example.offset, "chunks of \(size)")
    }
  }

  @Test func describesPlaceAndRemedy() throws {
    let array = try #require(SplitRecords(Array("[1,,2]".utf8), chunks: [9]).error)
    #expect(array.description == "element 2, byte 3: an element is missing before ,")
    let lines = try #require(SplitRecords(Array("1\n22\n".utf8), chunks: [9], maximum: 1).error)
    #expect(
      lines.description == "line 2, byte 2: the line has more than 1 bytes; raise maximumLineBytes")
  }

  @Test func returnsNothingAfterError() {
    var splitter = RecordSplitter()
    let damaged = Array("[\n1 2".utf8)
    let more = Array(",3]".utf8)
    let first = splitter.push(damaged.span)
    #expect(first?.bytes == Array("1\n".utf8))
    let second = splitter.push(more.span)
    let last = splitter.finish()
    #expect(second == nil && last == nil)
    #expect(splitter.error?.code == .missingComma)
  }

  /// A line that is too long takes no more memory than the maximum.
  @Test(arguments: ["x", "[\"x", "{\n\"items\":[\"x"])
  func endsAtMaximum(start: String) {
    var splitter = RecordSplitter(maximumLineBytes: 10)
    let bytes = Array(start.utf8)
    _ = splitter.push(bytes.span)
    let chunk = Array(repeating: UInt8(ascii: "x"), count: 2 << 20)
    _ = splitter.push(chunk.span)
    #expect(splitter.error?.code == .tooLong)
    #expect(splitter.position.record == 1)
  }
}
