// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import classify_bridge

@Suite struct LineWriterTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func writesBufferedLinesAtFlush() throws {
    let path = try folder.file("a", [])
    var writer = LineWriter(try System.create(path), path: path)
    try writer.append(Array("first\n".utf8))
    #expect(try folder.text("a").isEmpty)
    #expect(writer.size == 6)
    try writer.flush()
    #expect(try folder.text("a") == "first\n")
    let large = Array(repeating: UInt8(ascii: "x"), count: 100_000) + [UInt8(ascii: "\n")]
    try writer.append(large)
    #expect(try folder.text("a").utf8.count == 6 + large.count)
  }

  @Test func goesOnBehindSize() throws {
    let path = try folder.file("a", "first\nsecond\nhal".utf8)
    var writer = LineWriter(try System.create(path), path: path, size: 6)
    try writer.cut()
    try writer.append(Array("third\n".utf8))
    try writer.flush()
    #expect(try folder.text("a") == "first\nthird\n")
    #expect(writer.size == 12)
  }

  #if os(Linux)
  @Test func repeatsFirstError() throws {
    var writer = LineWriter(try System.create("/dev/full"), path: "/dev/full")
    try writer.append(Array("line\n".utf8))
    for _ in 0..<2 {
      let error = #expect(throws: CommandFailure.self) { try writer.flush() }
      #expect(error?.description == "can't write /dev/full: No space left on device")
    }
    #expect(throws: CommandFailure.self) { try writer.append(Array("line\n".utf8)) }
  }
  #endif
}
