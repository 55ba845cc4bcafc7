// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// The conversion of one block.
struct BlockWork: ~Copyable {
  private let runs: RunConverter
  private let gathersAll: Bool
  private var block = ConvertedBlock()
  private var run: RecordRun?
  private var splitter: JobSplitter

  init(options: ArchiveOptions) {
    splitter = JobSplitter(options: options)
    runs = RunConverter(options: options)
    if case .all = options.gathering { gathersAll = true } else { gathersAll = false }
  }

  mutating func convert(_ line: Span<UInt8>, number: Int, file: String?) {
    if line.isBlankLine {
      block.chunk.counts.blank += 1
      return
    }
    if let count = splitter.convert(line) {
      endRun()
      block.isOnlyHead = false
      block.chunk.counts.converted += 1
      block.chunk.counts.written += count
      return
    }
    flush()
    let source = SourceLine(
      number: number, file: file, bytes: line.withUnsafeBufferPointer { Array($0) })
    let record: FormedRecord
    do throws(ArchiveRejection) {
      record = try FormedRecord(source, runs.options)
    } catch {
      endRun()
      block.isOnlyHead = false
      return runs.reject([source], error, in: &block.chunk)
    }
    let tied = TiedLine(line: source, ties: record.ties)
    guard !record.ties.isEmpty else {
      endRun()
      block.isOnlyHead = false
      return runs.convert(record, into: &block.chunk)
    }
    if gathersAll, let key = record.ties.key {
      block.isOnlyHead = false
      block.waiting.append(
        WaitingRecord(key: key, line: tied, place: block.chunk.sizes))
      return
    }
    if let run, !run.includes(record.ties) { endRun() }
    if run == nil { run = RecordRun(tied) } else { run?.append(tied) }
  }

  /// Moves what the splitter has written to the output.
  private mutating func flush() {
    guard !splitter.bytes.isEmpty else { return }
    block.chunk.output.append(contentsOf: splitter.bytes)
    splitter.removeAll()
  }

  /// Ends the current run: the first of the block becomes its head, others are converted.
  private mutating func endRun() {
    guard let ended = run else { return }
    run = nil
    if block.isOnlyHead, block.head == nil {
      block.head = ended
    } else {
      block.isOnlyHead = false
      runs.convert(ended, into: &block.chunk)
    }
  }

  consuming func finish() -> ConvertedBlock {
    flush()
    if block.isOnlyHead, block.head == nil {
      block.head = run
    } else if run != nil {
      block.tail = run
      block.isOnlyHead = false
    }
    return block
  }
}
