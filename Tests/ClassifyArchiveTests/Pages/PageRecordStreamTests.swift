// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import TestSupport
import Testing

@Suite struct PageRecordStreamTests {
  /// Validates a text that arrives in chunks of one size.
  private func output(of text: String, chunkSize: Int = 1_000_000) -> String {
    var stream = PageRecordStream()
    var output: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(chunkSize)
      stream.push(chunk.span) { $0.appendJSON(to: &output, source: $1) }
      rest = rest.dropFirst(chunkSize)
    }
    stream.finish { $0.appendJSON(to: &output, source: $1) }
    return String(decoding: output, as: UTF8.self)
  }

  @Test func writesDocumentedVerdicts() {
    let input = #"""
      {"v1":[0,2,2],"v2":"1,3"}

      {"v2":"2,5-3"}
      {"id":"x \u0041","v1":null,"v2":null}
      {"v1":[1,3],"v2":"1,3"}
      {"v1":null,"v2":"1-5"}
      """#
    let expected = #"""
      {"line":1,"ok":true,"v1":[0,2],"v2":"1,3","count":2,"notes":["pages.duplicate"]}
      {"line":3,"ok":false,"error":{"code":"pages.reversedRange","field":"v2","start":2,"end":5,"message":"\"5-3\" is reversed; write 3-5"}}
      {"line":4,"id":"x \u0041","ok":true,"v1":null,"v2":null,"count":null,"notes":[]}
      {"line":5,"ok":false,"error":{"code":"pages.mismatch","message":"v2 repeats v1's numbers and so selects other pages; if v1 is right, write \"2,4\" in v2; if v2 is right, write [0,2] in v1","onlyInV1":"2,4","onlyInV2":"1,3","hint":"offByOne"}}
      {"line":6,"ok":false,"error":{"code":"pages.mismatch","message":"v1 and v2 select different pages; correct the one that is wrong","onlyInV1":"6 to the end","onlyInV2":null}}

      """#
    #expect(output(of: input) == expected)
  }

  @Test func writesEachVerdictAsOneLineOfJSON() throws {
    var generator = SeededGenerator(seed: .random(in: .min ... .max))
    let lines = (0..<500).map { PageLines.line($0, using: &generator) }
    let verdicts = output(of: lines.joined(separator: "\n")).split(separator: "\n")
    #expect(verdicts.count == 500)
    for verdict in verdicts {
      #expect(throws: Never.self, "seed \(generator.seed): \(verdict)") {
        try JSONValue(json: String(verdict))
      }
    }
  }

  @Test func validatesIndependentlyOfChunks() {
    var generator = SeededGenerator(seed: .random(in: .min ... .max))
    let text = (0..<40).map { PageLines.line($0, using: &generator) + "\n" }.joined()
    let whole = output(of: text)
    for size in [1, 2, 3, 7, 64, 1_000] {
      #expect(output(of: text, chunkSize: size) == whole, "seed \(generator.seed)")
    }
  }

  @Test(arguments: [1, 3, 5, 100])
  func truncatesLongLineOneByteAboveMaximum(chunkSize: Int) {
    var stream = PageRecordStream(options: PageRecordOptions(maximumLineBytes: 4))
    var sources: [Int] = []
    var codes: [String?] = []
    func take(_ verdict: PageRecordVerdict, _ source: Span<UInt8>) {
      sources.append(source.count)
      if case .failure(let fault) = verdict.outcome { codes.append(fault.code) }
    }
    var rest = Array("1234567890\n1234\n\n1234567890".utf8)[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(chunkSize)
      stream.push(chunk.span, take)
      rest = rest.dropFirst(chunkSize)
    }
    stream.finish(take)
    #expect(sources == [5, 4, 5])
    #expect(stream.lineCount == 4)
    #expect(codes.count == 3 && codes[0] == codes[2] && codes[0] != codes[1])
  }
}
