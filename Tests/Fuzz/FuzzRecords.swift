// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON

/// Validates arbitrary bytes as page records.
///
/// Checks that each verdict is one line of JSON and doesn't depend on how the bytes are chunked.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecords(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let options = PageRecordOptions(expansionLimit: 1_000, pageCount: nil, maximumLineBytes: 4_096)
  let whole = verdicts(bytes, chunkSize: max(1, count), options: options)
  precondition(whole == verdicts(bytes, chunkSize: 7, options: options), "chunks change verdicts")
  precondition(whole == verdictsByBlocks(bytes, options: options), "blocks change verdicts")
  for line in whole.split(separator: UInt8(ascii: "\n")) {
    guard let verdict = try? JSONValue(json: Array(line)), case .object = verdict else {
      preconditionFailure("invalid JSON: \(String(decoding: line, as: UTF8.self))")
    }
  }
  return 0
}

private func verdicts(
  _ bytes: UnsafeBufferPointer<UInt8>, chunkSize: Int, options: PageRecordOptions
) -> [UInt8] {
  var stream = PageRecordStream(options: options)
  var output: [UInt8] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let chunk = UnsafeBufferPointer(rebasing: rest.prefix(chunkSize))
    stream.push(chunk.span) { $0.appendJSON(to: &output, source: $1) }
    rest = rest.dropFirst(chunkSize)
  }
  stream.finish { $0.appendJSON(to: &output, source: $1) }
  return output
}

/// Validates each line with a validator of its block, as parallel validation does.
private func verdictsByBlocks(
  _ bytes: UnsafeBufferPointer<UInt8>, options: PageRecordOptions
) -> [UInt8] {
  var blocks = LineBlocks(maximumLineBytes: options.maximumLineBytes)
  var output: [UInt8] = []
  func validate(_ block: LineBlock?) {
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
    validate(blocks.push(UnsafeBufferPointer(rebasing: rest.prefix(11)).span))
    rest = rest.dropFirst(11)
  }
  validate(blocks.finish())
  return output
}
