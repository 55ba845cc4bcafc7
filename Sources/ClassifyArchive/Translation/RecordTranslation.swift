// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// The records of one source in the other version, by way of the typed translators.
struct RecordTranslation {
  /// A translated record.
  struct Target {
    /// The parts of the record, as the typed values write themselves.
    enum Shape {
      case record([UInt8])
      /// A record that is written already.
      case written([UInt8])
      case jobWithResults(job: [UInt8], items: [[UInt8]])
    }

    let shape: Shape
    /// The source values whose members have the same meaning: of a record in the order in which they
    /// are looked at, of a job with results one for each item.
    let sources: [SourceValue]
  }

  /// The translated records.
  let targets: [Target]
  let notes: [SourceNote]

  /// Returns the translation of items of a page, with notes below their pointers.
  func below(_ pointers: [String]) -> RecordTranslation {
    RecordTranslation(targets: targets, notes: notes.map { $0.below(pointers) })
  }
}
