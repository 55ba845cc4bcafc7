// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Converts blocks of lines, in parallel: each call is independent of the others.
///
/// The records of one job can be in several blocks, so that ``ArchiveConversion`` joins the results.
///
/// ```swift
/// let converter = BlockConverter(options: ArchiveOptions(target: .v2))
/// var conversion = ArchiveConversion(options: converter.options)
/// let chunk = conversion.append(converter.convert(block))
/// ```
public struct BlockConverter: Sendable {
  /// The options of all conversions.
  public let options: ArchiveOptions

  /// Creates a converter.
  public init(options: ArchiveOptions) {
    self.options = options
  }

  /// Converts the lines of a block.
  ///
  /// - Parameters:
  ///   - block: Whole lines.
  ///   - file: The name of the file for rejections and notes; `nil` to omit it.
  /// - Returns: The converted lines, and those that can belong to records in other blocks.
  /// - Complexity: O(*n*) in the bytes of the block.
  public func convert(_ block: consuming LineBlock, file: String? = nil) -> ConvertedBlock {
    var work = BlockWork(options: options)
    while let range = block.next() {
      work.convert(block.bytes.span.extracting(range), number: block.line, file: file)
    }
    return work.finish()
  }

  /// Converts one line.
  func convert(_ line: Span<UInt8>, number: Int) -> ConvertedBlock {
    var work = BlockWork(options: options)
    work.convert(line, number: number, file: nil)
    return work.finish()
  }
}

/// The results of one block, to be joined with those of the blocks around it.
public struct ConvertedBlock: Sendable {
  /// The run at the beginning, which can continue one of the block before.
  var head: RecordRun?
  /// Everything between the two runs.
  var chunk = ArchiveChunk()
  /// The run at the end; `nil` if there is none, or if it is the head.
  var tail: RecordRun?
  /// Whether there is only the head, and blank lines.
  var isOnlyHead = true
  /// Records that wait for others anywhere in the input.
  var waiting: [WaitingRecord] = []
}

/// A record that waits for the others of its group.
struct WaitingRecord: Sendable {
  let key: RecordKey
  let line: TiedLine
  /// What the block's results were before this record: the order of the output must not depend on
  /// the blocks.
  let place: ArchiveChunk.Sizes
}

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
