// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import TestSupport
import Testing

@Suite struct PageSetUTF8Tests {
  @Test(arguments: [
    "1", "9-10", "99-100", "1,3,5-7", "99999999", "100000000", "1000000007", "12345678901234567",
    "1-9223372036854775807", "1,3,5,7,9,11,13,15,17-19,21",
  ])
  func appendsRangeString(text: String) throws {
    var buffer = Array("x".utf8)
    try PageSet(rangeString: text).appendUTF8(to: &buffer)
    #expect(String(decoding: buffer, as: UTF8.self) == "x" + text)
  }

  @Test(arguments: [
    [0], [0, 2, 4, 5, 6], [9, 10, 98, 99, 100, 101], [9_999_999, 10_000_000, 123_456_789_012],
  ])
  func appendsIndexArray(indices: [Int]) throws {
    var buffer: [UInt8] = []
    try PageSet(indices: indices).appendIndices(to: &buffer)
    #expect(
      String(decoding: buffer, as: UTF8.self)
        == "[\(indices.map { "\($0)" }.joined(separator: ","))]")
  }

  @Test func appendsNothingAboveLimit() throws {
    var buffer: [UInt8] = [1]
    #expect(throws: PageError.self) {
      try PageSet(rangeString: "1-9223372036854775807").appendIndices(to: &buffer)
    }
    #expect(buffer == [1])
  }

  @Test func writesNumbersOfAnyLengthLikeSwift() {
    var generator = SeededGenerator(seed: .random(in: .min ... .max))
    for shift in 1..<63 {
      for _ in 0..<50 {
        let number = Int(truncatingIfNeeded: generator.next() >> UInt64(64 - shift))
        guard let page = PageNumber(oneBased: number) else { continue }
        var buffer: [UInt8] = []
        PageSet(page).appendUTF8(to: &buffer)
        #expect(String(decoding: buffer, as: UTF8.self) == "\(number)", "seed \(generator.seed)")
      }
    }
  }
}
