// SPDX-License-Identifier: Apache-2.0

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
