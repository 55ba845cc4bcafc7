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

/// Records that wait for the others of their group, anywhere in the input.
struct WaitingGroups: Sendable {
  private let maximumBytes: Int
  /// The memory of a waiting line beside its bytes, roughly.
  private static let lineOverhead = 512

  private var groups: [RecordKey: (order: Int, run: RecordRun)] = [:]
  /// The number of groups so far, which orders them.
  private var count = 0
  private var byteCount = 0
  /// Groups of which a record needed too much memory: all of their records are rejected.
  private var rejectedKeys: Set<RecordKey> = []

  init(gathering: RecordGathering) {
    switch gathering {
    case .adjacent: maximumBytes = 0
    case .all(let maximumBytes): self.maximumBytes = maximumBytes
    }
  }

  mutating func append(
    _ record: WaitingRecord, _ runs: RunConverter, into chunk: inout ArchiveChunk
  ) {
    let size = record.line.line.bytes.count + Self.lineOverhead
    guard !rejectedKeys.contains(record.key), byteCount + size <= maximumBytes else {
      var lines = [record.line.line]
      if let (_, run) = groups.removeValue(forKey: record.key) {
        byteCount -= run.byteCount + run.lines.count * Self.lineOverhead
        lines = run.lines.map(\.line) + lines
      }
      rejectedKeys.insert(record.key)
      let rejection = ArchiveRejection(
        .groupTooLarge,
        message: "the records that wait for others of their groups would need more than "
          + "\(maximumBytes) bytes; allow more, or sort the records")
      return runs.reject(lines, rejection, in: &chunk)
    }
    byteCount += size
    // Removed, so that appending does not copy the run.
    var waiting = groups.removeValue(forKey: record.key)
    if waiting == nil {
      waiting = (count, RecordRun(record.line))
      count += 1
    } else {
      waiting?.run.append(record.line)
    }
    guard let (order, run) = waiting else { return }
    if run.isComplete {
      byteCount -= run.byteCount + run.lines.count * Self.lineOverhead
      runs.convert(run, into: &chunk)
    } else {
      groups[record.key] = (order, run)
    }
  }

  /// Converts what waits, in the order in which the groups began.
  mutating func finish(_ runs: RunConverter, into chunk: inout ArchiveChunk) {
    for (_, run) in groups.values.sorted(by: { $0.order < $1.order }) {
      runs.convert(run, into: &chunk)
    }
    self = WaitingGroups(maximumBytes: maximumBytes)
  }

  private init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }
}
