// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Joins converted blocks in the order of the input.
///
/// The records of one job that are in several blocks are converted when the last of them is known.
/// Memory is bounded: by 16 MiB for such records next to each other, and by the caller's limit for
/// those anywhere in the input.
public struct ArchiveConversion: Sendable {
  private let runs: RunConverter
  /// The run at the end of the last block.
  private var pending: RecordRun?
  private var waiting: WaitingGroups

  /// Creates a conversion at the beginning of the input.
  public init(options: ArchiveOptions) {
    runs = RunConverter(options: options)
    waiting = WaitingGroups(gathering: options.gathering)
  }

  /// Appends the next block.
  ///
  /// - Returns: What is known now: the results up to the last run of the block.
  public mutating func append(_ block: ConvertedBlock) -> ArchiveChunk {
    var chunk = ArchiveChunk()
    if let head = block.head { join(head, into: &chunk) }
    if block.isOnlyHead {
      chunk.append(block.chunk)
      return chunk
    }
    endPending(into: &chunk)
    pending = block.tail
    guard !block.waiting.isEmpty else {
      chunk.append(block.chunk)
      return chunk
    }
    var place = ArchiveChunk.Sizes()
    for record in block.waiting {
      chunk.appendLines(of: block.chunk, from: place, to: record.place)
      place = record.place
      waiting.append(record, runs, into: &chunk)
    }
    chunk.appendLines(of: block.chunk, from: place, to: block.chunk.sizes)
    chunk.counts.add(block.chunk.counts)
    return chunk
  }

  /// Ends a file: runs of adjacent records do not continue in the next one.
  public mutating func finishFile() -> ArchiveChunk {
    var chunk = ArchiveChunk()
    endPending(into: &chunk)
    return chunk
  }

  /// Ends the input, and converts the records that wait for others.
  public mutating func finish() -> ArchiveChunk {
    var chunk = finishFile()
    waiting.finish(runs, into: &chunk)
    return chunk
  }

  /// Adds the lines of a block's first run to the pending one, as if they were in one block.
  private mutating func join(_ run: RecordRun, into chunk: inout ArchiveChunk) {
    for line in run.lines {
      if let pending, !pending.includes(line.ties) { endPending(into: &chunk) }
      if pending == nil { pending = RecordRun(line) } else { pending?.append(line) }
      boundPending(into: &chunk)
    }
  }

  /// Converts the jobs before the last one of a large run, or rejects the run if it has only one.
  private mutating func boundPending(into chunk: inout ArchiveChunk) {
    guard let run = pending, run.isTooLarge || run.byteCount > RunConverter.maximumRunBytes else {
      return
    }
    if !run.isTooLarge, let start = Gathering.startOfLastJob(run.lines) {
      let (earlier, last) = run.divided(at: start)
      pending = last
      return runs.convert(earlier, into: &chunk)
    }
    if let lines = pending?.removeLines() { runs.reject(lines, .runTooLarge, in: &chunk) }
  }

  private mutating func endPending(into chunk: inout ArchiveChunk) {
    guard let run = pending else { return }
    pending = nil
    if !run.lines.isEmpty { runs.convert(run, into: &chunk) }
  }
}
