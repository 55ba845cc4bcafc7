// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive

/// Works on blocks of lines concurrently, and consumes the results in the order of the input.
struct BlockPipeline<Output: Sendable> {
  private var work: OrderedWork<Output>
  /// The weight of a record in addition to that of its bytes, each of which is 1.
  private let recordWeight: Int

  /// Creates a pipeline with an empty queue of work.
  ///
  /// - Parameters:
  ///   - work: The queue.
  ///   - recordWeight: The weight of a record of ``ReadBlock/recordCount``.
  init(work: OrderedWork<Output> = OrderedWork(), recordWeight: Int = 0) {
    self.work = work
    self.recordWeight = recordWeight
  }

  /// Reads an input to its end.
  ///
  /// Before a read that would block, every result is consumed and flushed: a process that writes line
  /// by line gets each result before it writes the next line.
  ///
  /// - Parameters:
  ///   - reader: The input.
  ///   - transform: Works on a block.
  ///   - consume: Takes a result, and returns the rest of the block if it needs more work.
  ///   - flush: Writes what is buffered.
  /// - Throws: ``CommandFailure`` if the input can't be read, or the ``ExitStatus`` of a signal, each
  ///   after the results of what was read; any error of `consume` and `flush`.
  mutating func run(
    _ reader: inout BlockReader, transform: @escaping @Sendable (ReadBlock) -> Output,
    consume: (Output) throws -> ReadBlock?, flush: () throws -> Void
  ) async throws {
    var end: (any Error)?
    reading: while true {
      if !reader.isReady {
        while try await consumeNext(transform, consume) {}
        try flush()
      }
      let part: BlockReader.Part
      do {
        try reader.waitForInput()
        part = try reader.read()
      } catch {
        // The results of what was read are consumed first.
        end = error
        break reading
      }
      switch part {
      case .more: continue
      case .end: break reading
      case .block(let block):
        let weight = weight(of: block)
        while !work.hasRoom(for: weight) { try await consumeNext(transform, consume) }
        work.append(weight: weight) { transform(block) }
      }
    }
    while try await consumeNext(transform, consume) {}
    if let end { throw end }
  }

  private func weight(of block: ReadBlock) -> Int {
    block.lines.bytes.count + recordWeight * block.recordCount
  }

  /// Waits for the next result and consumes it.
  ///
  /// - Returns: `false` if there is no more work.
  @discardableResult
  private mutating func consumeNext(
    _ transform: @escaping @Sendable (ReadBlock) -> Output, _ consume: (Output) throws -> ReadBlock?
  ) async throws -> Bool {
    guard let output = await work.next() else { return false }
    if let rest = try consume(output) {
      work.prepend(weight: weight(of: rest)) { transform(rest) }
    }
    return true
  }
}
