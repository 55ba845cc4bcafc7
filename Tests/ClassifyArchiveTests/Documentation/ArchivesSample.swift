// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel
import Foundation

/// The Swift sample of docs/archives.md.
struct ArchivesSample {
  let input: FileHandle
  let output: FileHandle
  let rejects: FileHandle

  func convert() throws -> ArchiveCounts {
    let options = ArchiveOptions(target: .v2)
    let converter = BlockConverter(options: options)
    var conversion = ArchiveConversion(options: options)
    var splitter = RecordSplitter()
    var counts = ArchiveCounts()

    func write(_ chunk: ArchiveChunk) throws {
      try output.write(contentsOf: chunk.output)
      try rejects.write(contentsOf: chunk.rejects)
      counts.add(chunk.counts)
    }

    while let bytes = try input.read(upToCount: 1 << 18), !bytes.isEmpty {
      if let block = splitter.push(Array(bytes).span) {
        try write(conversion.append(converter.convert(block)))
      }
      if let error = splitter.error { throw error }
    }
    if let block = splitter.finish() {
      try write(conversion.append(converter.convert(block)))
    }
    if let error = splitter.error { throw error }
    try write(conversion.finish())
    return counts
  }
}
