// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import ClassifyArchive

@Suite struct NewlineTests {
  /// Lengths around those of a word, of four words, and of the 255 words that are counted at once.
  static let lengths = Array(0...70) + [2_039, 2_040, 2_041, 2_047, 2_048, 4_080, 4_087, 10_000]

  @Test(arguments: lengths)
  func countsAndFindsNewlinesOnly(length: Int) {
    // U+000A, the bytes that differ from it by one or by a bit, and the ends of the range.
    let alphabet: [UInt8] = [0x0A, 0x09, 0x0B, 0x8A, 0x0E, 0x1A, 0x00, 0xFF]
    let texts =
      [[UInt8](repeating: 0x0A, count: length), [UInt8](repeating: 0x8A, count: length)]
      + (1...20).map { step in (0..<length).map { alphabet[($0 * $0 / step + $0) % 8] } }
    for text in texts {
      text.withUnsafeBufferPointer { bytes in
        for start in 0...min(9, length) {
          let part = bytes[start...]
          #expect(Newline.count(in: part) == part.count { $0 == 0x0A })
          #expect(Newline.firstIndex(in: part) == part.firstIndex(of: 0x0A))
        }
      }
    }
  }
}
