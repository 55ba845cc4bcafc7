// SPDX-License-Identifier: Apache-2.0

/// A search for bytes, sixteen at a time.
enum ByteSearch {
  private typealias Block = SIMD16<UInt8>

  /// Returns the offset at which a word occurs first, or nil.
  ///
  /// Two bytes of the word, its first and its last, are compared at sixteen positions at once; the
  /// rest only where both are equal.
  ///
  /// - Parameters:
  ///   - word: The word, two bytes or more.
  ///   - bytes: The bytes to search.
  ///   - start: The first offset to look at.
  /// - Returns: An offset in all bytes.
  static func first(
    _ word: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int = 0
  ) -> Int? {
    guard let first = word.first, let last = word.last else { return nil }
    let distance = word.count - 1
    let firsts = Block(repeating: first)
    let lasts = Block(repeating: last)
    let positions = bytes.count - distance
    var offset = start
    while offset + Block.scalarCount <= positions {
      let starts = bytes.loadUnaligned(fromByteOffset: offset, as: Block.self)
      let ends = bytes.loadUnaligned(fromByteOffset: offset + distance, as: Block.self)
      let equal = (starts .== firsts) .& (ends .== lasts)
      if any(equal) {
        for lane in 0..<Block.scalarCount
        where equal[lane] && matches(word, in: bytes, at: offset + lane) { return offset + lane }
      }
      offset += Block.scalarCount
    }
    while offset < positions {
      if matches(word, in: bytes, at: offset) { return offset }
      offset += 1
    }
    return nil
  }

  private static func matches(
    _ word: [UInt8], in bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> Bool {
    for index in word.indices where bytes[offset + index] != word[index] { return false }
    return true
  }
}
