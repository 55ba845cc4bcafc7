// SPDX-License-Identifier: Apache-2.0

/// Recognizes files that are not plain UTF-8 by their first bytes.
enum TextEncoding {
  /// The bytes by which a compressed format is recognized, and the command that decompresses it.
  private static let compressions: [(name: String, offset: Int, mark: [UInt8], command: String)] = [
    ("gzip", 0, [0x1F, 0x8B], "gunzip -c"),
    ("xz", 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz -dc"),
    ("zstd", 0, [0x28, 0xB5, 0x2F, 0xFD], "zstd -dc"),
    // The beginning of a block, after "BZh" and a digit.
    ("bzip2", 4, Array("1AY&SY".utf8), "bzip2 -dc"),
  ]

  /// The byte order marks; the longer ones are first, because one begins with a shorter one.
  private static let byteOrderMarks: [(encoding: String, mark: [UInt8])] = [
    ("UTF-32", [0xFF, 0xFE, 0, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF]),
    ("UTF-16", [0xFF, 0xFE]), ("UTF-16", [0xFE, 0xFF]),
  ]

  /// Checks the encoding of the beginning of a file.
  ///
  /// - Parameters:
  ///   - bytes: At least the first ten bytes of the file, unless it is shorter.
  ///   - name: The name of the file, for messages.
  /// - Returns: The bytes without a byte order mark.
  /// - Throws: ``CommandFailure`` if the file is in UTF-16, UTF-32 or compressed.
  static func utf8(_ bytes: [UInt8], name: String) throws(CommandFailure) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    let compression = compressions.first { bytes.dropFirst($0.offset).starts(with: $0.mark) }
    if let compression {
      throw CommandFailure(
        "\(name) is compressed with \(compression.name); "
          + "decompress it with \(compression.command)")
    }
    let marked = byteOrderMarks.first { bytes.starts(with: $0.mark) }
    if let encoding = marked?.encoding ?? unmarkedUTF16(bytes) {
      throw CommandFailure(
        "\(name) is in \(encoding.prefix("UTF-16".count)); "
          + "convert it to UTF-8 with iconv -f \(encoding) -t UTF-8")
    }
    return bytes
  }

  /// Returns the byte order of a text without a mark; `nil` if its first character is not ASCII in
  /// UTF-16.
  private static func unmarkedUTF16(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0, 0): return nil
    case (0, _): return "UTF-16BE"
    case (_, 0): return "UTF-16LE"
    default: return nil
    }
  }
}
