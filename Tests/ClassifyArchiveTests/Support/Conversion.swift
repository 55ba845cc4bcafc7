// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON

/// The results of converting a whole text.
struct Conversion {
  let chunk: ArchiveChunk

  /// Converts a text.
  ///
  /// - Parameters:
  ///   - text: Lines, the last with or without a newline.
  ///   - options: The options.
  ///   - blockLines: The number of lines of a block; `nil` for one block.
  init(of text: String, _ options: ArchiveOptions, blockLines: Int? = nil) {
    self.init(of: Array(text.utf8), options, blockLines: blockLines)
  }

  init(of bytes: [UInt8], _ options: ArchiveOptions, blockLines: Int? = nil) {
    let converter = BlockConverter(options: options)
    var conversion = ArchiveConversion(options: options)
    var chunk = ArchiveChunk()
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var start = 0
    while start < lines.count {
      let block = lines[start..<min(start + (blockLines ?? lines.count), lines.count)]
      let bytes = Array(block.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
      chunk.append(
        conversion.append(converter.convert(LineBlock(bytes: bytes, firstLine: start + 1))))
      start += block.count
    }
    chunk.append(conversion.finish())
    self.chunk = chunk
  }

  var output: String { String(decoding: chunk.output, as: UTF8.self) }
  var counts: ArchiveCounts { chunk.counts }
  /// The rejections, in the order in which they were found.
  var rejects: [JSONObject] { Self.objects(chunk.rejects) }
  var notes: [JSONObject] { Self.objects(chunk.notes) }
  /// The codes of the rejections.
  var rejectCodes: [String] { rejects.compactMap { $0["code"]?.string } }

  private static func objects(_ lines: [UInt8]) -> [JSONObject] {
    lines.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONObject(json: Array($0)) }
  }
}
