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

  private mutating func join(_ run: RecordRun, into chunk: inout ArchiveChunk) {
    let isSame = pending?.includes(run.key, isJob: run.hasJob) ?? false
    if !isSame { endPending(into: &chunk) }
    // Beyond the limit, the run is rejected anyhow, but only once its lines are known.
    if pending == nil { pending = run } else { pending?.append(run) }
    guard let joined = pending, joined.byteCount > RunConverter.maximumRunBytes else { return }
    endPending(into: &chunk)
  }

  private mutating func endPending(into chunk: inout ArchiveChunk) {
    guard let run = pending else { return }
    pending = nil
    runs.convert(run, into: &chunk)
  }
}

/// Records that wait for the others of their group, anywhere in the input.
struct WaitingGroups: Sendable {
  private let maximumBytes: Int
  private var groups: [RunKey: (order: Int, run: RecordRun)] = [:]
  /// The number of groups so far, which orders them.
  private var count = 0
  private var byteCount = 0

  init(gathering: RecordGathering) {
    switch gathering {
    case .adjacent: maximumBytes = 0
    case .all(let maximumBytes): self.maximumBytes = maximumBytes
    }
  }

  mutating func append(
    _ record: WaitingRecord, _ runs: RunConverter, into chunk: inout ArchiveChunk
  ) {
    let size = record.line.bytes.count
    guard byteCount + size <= maximumBytes else {
      let rejection = ArchiveRejection(
        .groupTooLarge,
        message: "the records that wait for others of their groups would need more than "
          + "\(maximumBytes) bytes; allow more, or sort the records")
      return runs.reject([record.line], rejection, in: &chunk)
    }
    byteCount += size
    // Removed, so that appending does not copy the run.
    var (order, run) = groups.removeValue(forKey: record.key) ?? (count, RecordRun(key: record.key))
    if order == count { count += 1 }
    run.append(record.line, isJob: record.isJob)
    if run.isComplete {
      byteCount -= run.byteCount
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
