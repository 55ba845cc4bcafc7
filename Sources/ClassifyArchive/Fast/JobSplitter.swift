// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV2

/// Converts usual v1 jobs with their results to v2 by copying the bytes of the line, several times
/// faster than by way of the typed translators.
///
/// What is unusual is left to these: unknown members inside of values, other types, texts that have
/// to be understood. Both ways write the same bytes, which tests compare; notes are only found by
/// the typed one.
struct JobSplitter: ~Copyable {
  private let dialect: V2Dialect
  private let isUsed: Bool
  private var reader = JSONReader(limits: JSONLimits(maximumBytes: RecordOutline.maximumBytes))
  private var places = JobPlaces()
  private var writer = ByteWriter()

  init(options: ArchiveOptions) {
    dialect = options.dialect
    // The strict policy refuses by notes, and a mapping of languages has to read them.
    isUsed =
      options.target == .v2 && !options.countsNotes && !options.keepsUnplaced
      && options.policy != .strict && options.languages == .unchanged
      && [nil, .jobWithResults].contains(options.kind)
  }

  /// The records written since the last call of ``removeAll()``.
  var bytes: UnsafeBufferPointer<UInt8> { writer.bytes }

  /// Forgets the written records.
  mutating func removeAll() {
    writer.truncate(to: 0)
  }

  /// Converts a line.
  ///
  /// - Returns: The number of written records; `nil` if the line is unusual.
  mutating func convert(_ line: Span<UInt8>) -> Int? {
    guard isUsed, line.count > 1, line[0] == UInt8(ascii: "{") else { return nil }
    return line.withUnsafeBufferPointer { line -> Int? in
      let isUsual: Bool
      do throws(JSONError) {
        try reader.restart(copying: UnsafeRawBufferPointer(line))
        isUsual = try places.read(&reader)
      } catch {
        isUsual = false
      }
      // The typed way rejects what would be written as too many bytes.
      let size = places.itemEnds.count.multipliedReportingOverflow(by: line.count)
      guard isUsual, !size.overflow, size.partialValue <= RunConverter.maximumWrittenBytes / 4,
        let line = UsualJob(line, places)
      else { return nil }
      let start = writer.count
      for position in places.itemEnds.indices {
        guard line.write(position, of: places, dialect, to: &writer) else {
          writer.truncate(to: start)
          return nil
        }
      }
      return places.itemEnds.count
    }
  }
}
