// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import ClassifyV2

/// Converts arbitrary lines to either version; the first byte selects the options.
///
/// Checks that every line has an outcome, that each result is one line of JSON, that neither blocks
/// nor counting notes change a byte, and that kept sources are restored.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzArchive(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  guard let selector = bytes.first else { return 0 }
  var lines = bytes.dropFirst().split(
    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
  )
  .map(Array.init)
  if lines.last?.isEmpty == true { lines.removeLast() }
  var options = ArchiveOptions(
    target: selector & 1 == 0 ? .v2 : .v1, policy: selector & 2 == 0 ? .standard : .permissive,
    dialect: selector & 4 == 0 ? .published : .current, keepsUnplaced: selector & 8 != 0)
  if selector & 16 != 0 { options.gathering = .all(maximumBytes: 1 << 20) }
  let whole = convert([lines], options)
  precondition(whole.counts.lines == lines.count, "lines without an outcome: \(whole.counts)")
  let single = convert(lines.map { [$0] }, options)
  precondition(whole.output == single.output, "blocks change the output")
  precondition(whole.counts == single.counts, "blocks change the counts")
  precondition(objects(whole.output).count == whole.counts.written, "lines that are not records")
  precondition(objects(whole.rejects).count == whole.counts.rejected, "rejects that are lost")
  var copying = options
  copying.countsNotes = false
  precondition(convert([lines], copying).output == whole.output, "counting changes the output")
  restore(lines, from: whole, options)
  return 0
}

/// Checks that a conversion in which every line was converted is undone.
private func restore(_ lines: [[UInt8]], from whole: ArchiveChunk, _ options: ArchiveOptions) {
  guard options.keepsUnplaced, !lines.isEmpty, whole.counts.converted == lines.count,
    options.gathering == .adjacent
  else { return }
  let written = whole.output.split(separator: UInt8(ascii: "\n")).map(Array.init)
  let back = convert([written], ArchiveOptions(target: options.target == .v1 ? .v2 : .v1))
  let source = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
  precondition(back.output == source, "not restored: \(String(decoding: source, as: UTF8.self))")
}

private func convert(_ blocks: [[[UInt8]]], _ options: ArchiveOptions) -> ArchiveChunk {
  let converter = BlockConverter(options: options)
  var conversion = ArchiveConversion(options: options)
  var chunk = ArchiveChunk()
  var line = 1
  for block in blocks where !block.isEmpty {
    let bytes = block.flatMap { $0 + [UInt8(ascii: "\n")] }
    chunk.append(conversion.append(converter.convert(LineBlock(bytes: bytes, firstLine: line))))
    line += block.count
  }
  chunk.append(conversion.finish())
  return chunk
}

private func objects(_ bytes: [UInt8]) -> [JSONObject] {
  bytes.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONObject(json: Array($0)) }
}
