// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import Testing

@testable import classify_bridge

@Suite struct BlockPipelineTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The work on one line of a block, and the rest of it.
  private struct Part: Sendable {
    let text: String
    let rest: ReadBlock?

    init(_ block: ReadBlock) {
      var lines = block.lines
      text = lines.next().map { String(decoding: lines.bytes[$0], as: UTF8.self) } ?? ""
      rest = lines.isAtEnd ? nil : ReadBlock(lines: lines, start: block.start, end: block.end)
    }
  }

  private struct Refused: Error {}

  @Test func consumesInOrderOfInput() async throws {
    let path = try folder.file("a", (1...100).map { "\($0)\n" }.joined().utf8)
    var reader = try BlockReader(recordsOf: path, at: .start, maximumLineBytes: 100)
    var pipeline = BlockPipeline<Part>()
    var texts: [String] = []
    try await pipeline.run(
      &reader, transform: { Part($0) },
      consume: { part in
        texts.append(part.text)
        return part.rest
      }, flush: {})
    #expect(texts == (1...100).map(String.init))
  }

  @Test func consumesResultsBeforeError() async throws {
    let path = try folder.file("a", "[\"a\",\"b\" \"c\"]".utf8)
    var reader = try BlockReader(recordsOf: path, at: .start, maximumLineBytes: 100)
    var pipeline = BlockPipeline<Part>()
    var texts: [String] = []
    await #expect(throws: CommandFailure.self) {
      try await pipeline.run(
        &reader, transform: { Part($0) },
        consume: { part in
          texts.append(part.text)
          return part.rest
        }, flush: {})
    }
    #expect(texts == ["\"a\"", "\"b\""])
  }

  @Test func endsAtErrorOfConsumer() async throws {
    let path = try folder.file("a", "1\n2\n3\n".utf8)
    var reader = try BlockReader(recordsOf: path, at: .start, maximumLineBytes: 100)
    var pipeline = BlockPipeline<Part>()
    var count = 0
    await #expect(throws: Refused.self) {
      try await pipeline.run(
        &reader, transform: { Part($0) },
        consume: { part in
          count += 1
          if count == 2 { throw Refused() }
          return part.rest
        }, flush: {})
    }
    #expect(count == 2)
  }
}
