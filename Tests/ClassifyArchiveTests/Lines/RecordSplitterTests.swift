// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import TestSupport
import Testing

@Suite struct RecordSplitterTests {
  // MARK: Forms

  /// Streams, the lines that they become, and their form.
  static let streams: [(String, String, StreamForm)] = [
    ("\n", "\n", .lines),
    ("{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}\n{\"b\":2}\n", .lines),
    ("\r\n{\"a\":1}\r\n\n{\"b\":2}", "\r\n{\"a\":1}\r\n\n{\"b\":2}", .lines),
    ("\u{FEFF}{\"a\":1}\n2", "{\"a\":1}\n2", .lines),
    ("no JSON\n[1]\n", "no JSON\n[1]\n", .lines),
    // The first line ends in a string, which has no line break: it is a damaged record.
    ("{\"a\nb\"}\n{}\n", "{\"a\nb\"}\n{}\n", .lines),
    ("{\"items\":[1]}\n{\"items\":[2]}\n", "{\"items\":[1]}\n{\"items\":[2]}\n", .lines),
    // A damaged first record.
    ("{\"a\":\n{\"b\":2}\n", "{\"a\":\n{\"b\":2}\n", .lines),
    ("{\n\n \t{\"b\":2}\n", "{\n\n \t{\"b\":2}\n", .lines),
    ("{\"items\":[{\"a\":1\n{\"b\":2}\n", "{\"items\":[{\"a\":1\n{\"b\":2}\n", .lines),
    ("{\n", "{\n", .lines), ("[]\n{\"b\":2}\n", "[]\n{\"b\":2}\n", .lines),
    ("[1] 2\r\n\n{\"b\":2}\n", "[1] 2\r\n\n{\"b\":2}\n", .lines),
    ("{\"items\":[\n{\"a\":1}\n]}", "{\"a\":1}\n", .page), ("[\n{}\n]\n", "{}\n", .array),
    ("{\"items\":[{\"a\":1},\n{\"b\":2}]}", "{\"a\":1}\n{\"b\":2}\n", .page),
    ("[1]\n", "1\n", .array),
    ("{\"items\":[1,", "{\"items\":[1,", .lines),
    ("[]", "", .array), (" [ ] \n", "", .array), ("\u{FEFF}\n[1,\n 2]", "1\n2\n", .array),
    ("[1, \"a\",null\t,{}]", "1\n\"a\"\nnull\n{}\n", .array),
    (
      "[{\"a\" : [1,\n  2 ], \"b\":\"x\\\"],\\\\\"},\n\n  \"s\\n\" , null\r\n]\n",
      "{\"a\" : [1,2 ], \"b\":\"x\\\"],\\\\\"}\n\"s\\n\"\nnull\n", .array
    ),
    (
      """
      {
        "n": [{"items": [9, "]"]}], "items": [
          {"a": 1,\r
      \t "b": {}},
       2 ],
       "t": null }

      """, "{\"a\": 1,\"b\": {}}\n2\n", .page
    ),
    ("{\n \"it\\u0065ms\": [1]}", "1\n", .page), ("{\n \"items\": []}\n", "", .page),
    ("  \n\n{\"items\":[1,\n2]}", "1\n2\n", .page),
    ("{\n\"\(String(repeating: "i", count: 100))\":1,\"items\":[[]]}", "[]\n", .page),
  ]

  @Test(arguments: streams)
  func splitsIndependentlyOfChunks(stream: String, lines: String, form: StreamForm) {
    let bytes = Array(stream.utf8)
    for first in 1...bytes.count {
      for second in [1, 2, 3, bytes.count] {
        let records = SplitRecords(bytes, chunks: [first, second])
        #expect(String(decoding: records.text, as: UTF8.self) == lines)
        #expect(records.error == nil)
        #expect(records.form == form)
      }
    }
  }

  @Test(arguments: [
    (#""items": [1], "next_page_token": null"#, []),
    (#""next_page_token": "x", "items": [1], "total": 2"#, ["next_page_token", "total"]),
    (#""\u0061": null, "n": {"items": null}, "items": []"#, ["n"]),
    (#""\#(String(repeating: "i", count: 100))": 1, "items": [], "b\n": false"#, ["b\n"]),
  ])
  func namesOtherMembersOfPage(members: String, names: [String]) {
    let page = Array("{\n\(members)\n}".utf8)
    for size in 1...page.count {
      var splitter = RecordSplitter()
      for start in stride(from: 0, to: page.count, by: size) {
        _ = splitter.push(Array(page[start..<min(start + size, page.count)]).span)
      }
      _ = splitter.finish()
      #expect(splitter.otherMembers == names)
    }
  }

  @Test func boundsOtherMembersOfPage() {
    var splitter = RecordSplitter()
    let members = (1...100).map { #""m\#($0)": 1, "# }.joined()
    _ = splitter.push(Array("{\n\(members)\"items\": []}".utf8).span)
    #expect(splitter.otherMembers == (1...16).map { "m\($0)" })
  }

  @Test func returnsNothingForEmptyStream() {
    let records = SplitRecords([], chunks: [1])
    #expect(records.text.isEmpty && records.error == nil && records.positions.isEmpty)
  }

  @Test(arguments: streams)
  func resumesAtEachPosition(stream: String, lines: String, form: StreamForm) {
    let bytes = Array(stream.utf8)
    for size in 1...bytes.count {
      for (position, count) in SplitRecords(bytes, chunks: [size]).positions {
        #expect(position.form == form)
        let rest = SplitRecords(bytes, chunks: [3], from: position)
        #expect(Array(lines.utf8.prefix(count)) + rest.text == Array(lines.utf8))
        #expect(rest.error == nil)
      }
    }
  }

  /// The splitter compared with a reader of the whole text.
  @Test func splitsRandomArraysAndPages() throws {
    var generator = SeededGenerator(seed: .random(in: .min ... .max))
    let seed = generator.seed
    var random = RandomJSON(generator)
    for round in 0..<300 {
      let values = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        random.value(depth: 3)
      }
      let isPage = round.isMultiple(of: 2)
      let value = isPage ? Self.page(of: values, using: &random) : JSONValue.array(values)
      let text = value.jsonText(pretty: isPage || Bool.random(using: &generator))
      let records = SplitRecords(
        Array(text.utf8), chunks: [Int.random(in: 1...64, using: &generator)])
      #expect(records.error == nil, "seed \(seed): \(text)")
      let lines = records.text.split(separator: UInt8(ascii: "\n"))
      #expect(try lines.map { try JSONValue(json: Array($0)) } == values, "seed \(seed): \(text)")
    }
  }

  private static func page(
    of values: [JSONValue], using random: inout RandomJSON
  ) -> JSONValue {
    var object = JSONObject()
    object.append("before", random.value(depth: 2))
    object.append("items", .array(values))
    object.append("after", random.value(depth: 2))
    return .object(object)
  }

  // MARK: First lines without an end

  @Test(arguments: [
    (#"{"next":null,"items":["#, "]}\n", 1 << 20, StreamForm.page),
    (#"{"next":null,"items":["#, "]}\n", 2 << 20, .lines), ("[", "]\n", 1 << 20, .array),
    (#"{"results":{"items":["#, "]}}\n", 2 << 20, .lines),
  ])
  func readsLongFirstLine(start: String, end: String, maximum: Int, form: StreamForm) {
    let element = #"{"x":"\#(String(repeating: "y", count: 1_000))"}"#
    let elements = Array(repeating: element, count: 1_200)
    let text = start + elements.joined(separator: ",") + end
    let records = SplitRecords(Array(text.utf8), chunks: [100_000], maximum: maximum)
    #expect(records.form == form)
    #expect(records.error == nil)
    let expected = form == .lines ? text : elements.map { $0 + "\n" }.joined()
    #expect(records.text == Array(expected.utf8))
  }

  @Test func refusesLongFirstLineWithoutItems() {
    let text = #"{"results":{"items":["# + String(repeating: "1,", count: 1_000)
    let records = SplitRecords(Array(text.utf8), chunks: [100], maximum: 500)
    #expect(records.form == .lines && records.error?.code == .tooLong)
  }

  @Test func boundsWhiteSpaceAtBeginning() {
    var splitter = RecordSplitter()
    let blank = Array(repeating: UInt8(ascii: "\n"), count: 1 << 20)
    let block = splitter.push(blank.span)
    #expect(splitter.form == .lines)
    #expect(block?.bytes.count == blank.count)
  }
}
