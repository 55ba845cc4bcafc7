// SPDX-License-Identifier: Apache-2.0

/// Bodies in the gzip format (RFC 1952).
enum Gzip {
  /// The start of a gzip member, up to its first block.
  static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  /// A body whose only block is stored uncompressed; at most 65,535 bytes.
  static func stored(
    _ bytes: [UInt8], checksum: UInt32? = nil, size: UInt32? = nil
  ) -> [UInt8] {
    let count = UInt16(bytes.count)
    return header + [1] + littleEndian(count) + littleEndian(~count) + bytes
      + littleEndian(checksum ?? crc32(bytes)) + littleEndian(size ?? UInt32(bytes.count))
  }

  /// Zeros, as Python's `gzip.compress(bytes(100_000), 9, mtime=0)` writes them.
  static let zeros: [UInt8] =
    [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x31, 0x01, 0x00,
      0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x0D, 0x0F, 0xA0,
    ] + [UInt8](repeating: 0, count: 96) + [
      0x80, 0x57, 0x03, 0x7D, 0x95, 0x11, 0xD4, 0xA0, 0x86, 0x01, 0x00,
    ]
  /// The size of ``zeros`` when decompressed.
  static let zeroCount = 100_000

  /// The start of a block of zeros, and bytes that each time add 16 times 258 zeros.
  ///
  /// The block is written in the fixed code (RFC 1951 §3.2.6): a zero, and then matches of the
  /// greatest length with the byte before.
  static let endlessZeros: (start: [UInt8], repeated: [UInt8]) = {
    let isFinal: [UInt8] = [1]
    let fixedCode: [UInt8] = [1, 0]
    let literalZero: [UInt8] = [0, 0, 1, 1, 0, 0, 0, 0]
    let longestMatch: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]
    let start = isFinal + fixedCode + literalZero
    let bits = start + (0..<24).flatMap { _ in longestMatch }
    let bytes = stride(from: 0, to: bits.count - 7, by: 8).map { index in
      bits[index..<index + 8].reversed().reduce(0) { $0 << 1 | $1 }
    }
    // Sixteen matches are 26 bytes, so the bytes repeat from the third on.
    return (header + bytes[..<2], Array(bytes[2..<28]))
  }()

  /// The checksum of RFC 1952 §8.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian, Array.init)
  }
}
