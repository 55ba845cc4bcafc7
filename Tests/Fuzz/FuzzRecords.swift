// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON

/// Validates any bytes as page records, and checks that each verdict is one line of JSON and that it
/// does not matter how the bytes arrive.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecords(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let options = PageRecordOptions(expansionLimit: 1_000, pageCount: nil, maximumLineBytes: 4_096)
  let whole = verdicts(bytes, pieceSize: max(1, count), options: options)
  precondition(whole == verdicts(bytes, pieceSize: 7, options: options), "pieces matter")
  precondition(whole == verdictsByBlocks(bytes, options: options), "blocks matter")
  for line in whole.split(separator: UInt8(ascii: "\n")) {
    guard let verdict = try? JSONValue(json: Array(line)), case .object = verdict else {
      preconditionFailure("no JSON: \(String(decoding: line, as: UTF8.self))")
    }
  }
  return 0
}

private func verdicts(
  _ bytes: UnsafeBufferPointer<UInt8>, pieceSize: Int, options: PageRecordOptions
) -> [UInt8] {
  var stream = PageRecordStream(options: options)
  var output: [UInt8] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let piece = UnsafeBufferPointer(rebasing: rest.prefix(pieceSize))
    stream.push(piece.span) { $0.appendJSON(to: &output, source: $1) }
    rest = rest.dropFirst(pieceSize)
  }
  stream.finish { $0.appendJSON(to: &output, source: $1) }
  return output
}

/// Judges whole lines apart from each other, as is done on many cores.
private func verdictsByBlocks(
  _ bytes: UnsafeBufferPointer<UInt8>, options: PageRecordOptions
) -> [UInt8] {
  var blocks = LineBlocks(maximumLineBytes: options.maximumLineBytes)
  var output: [UInt8] = []
  func judge(_ block: LineBlock?) {
    guard var block else { return }
    var validator = PageRecordValidator(options: options)
    while let line = block.next() {
      let source = block.bytes.span.extracting(line)
      guard !source.isBlankLine else { continue }
      validator.verdict(on: source, line: block.line).appendJSON(to: &output, source: source)
    }
  }
  var rest = bytes[...]
  while !rest.isEmpty {
    judge(blocks.push(UnsafeBufferPointer(rebasing: rest.prefix(11)).span))
    rest = rest.dropFirst(11)
  }
  judge(blocks.finish())
  return output
}
