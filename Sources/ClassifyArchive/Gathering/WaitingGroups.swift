// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Records that wait for the others of their group, anywhere in the input.
struct WaitingGroups: Sendable {
  private let maximumBytes: Int
  /// The memory of a waiting line beside its bytes, roughly.
  private static let lineOverhead = 512
  /// The memory of a key beside its text, roughly.
  private static let keyOverhead = 64

  private var groups: [RecordKey: (order: Int, run: RecordRun)] = [:]
  /// The number of groups so far, which orders them.
  private var count = 0
  private var byteCount = 0
  /// Groups of which a record needed too much memory: all of their records are rejected.
  private var rejectedKeys: Set<RecordKey> = []
  /// The memory of ``rejectedKeys``, roughly; from the maximum on, no other group begins.
  private var rejectedByteCount = 0

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
    let isFull = rejectedByteCount >= maximumBytes && groups[record.key] == nil
    guard !isFull, !rejectedKeys.contains(record.key), byteCount + size <= maximumBytes else {
      var lines = [record.line.line]
      if let (_, run) = groups.removeValue(forKey: record.key) {
        byteCount -= run.byteCount + run.lines.count * Self.lineOverhead
        lines = run.lines.map(\.line) + lines
      }
      if !isFull, rejectedKeys.insert(record.key).inserted {
        rejectedByteCount += record.key.byteCount + Self.keyOverhead
      }
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
