// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyBridge

/// The messages at the end of a conversion.
enum ConvertReport {
  /// The counts in one sentence, which add up.
  static func sentence(_ counts: ArchiveCounts) -> String {
    "\(Counted.text(counts.lines, "line")): \(counts.converted) converted, "
      + "\(counts.unchanged) unchanged, \(counts.rejected) rejected, \(counts.blank) blank; "
      + "\(Counted.text(counts.written, "record")) written"
  }

  /// The message of a run that did not end; `nil` if there is nothing to say.
  ///
  /// - Parameters:
  ///   - waitingLines: The number of lines that wait for others of their group.
  ///   - partial: The path with the records so far; `nil` if the run can't be resumed.
  ///   - output: The path of the output, if it is not written in place.
  /// - Returns: The message.
  static func ending(waitingLines: Int, partial: String?, output: String?) -> String? {
    var sentences: [String] = []
    // A resumed run reads them again.
    if waitingLines > 0, partial == nil {
      sentences.append(
        "\(Counted.text(waitingLines, "line")) before the end can belong to a group that goes on "
          + "behind it, and had to be left out.")
    }
    if let output {
      sentences.append("\(PlainText.printable(output)) was not written.")
      if let partial {
        sentences.append(
          "\(PlainText.printable(partial)) has the records so far: the same command with --resume "
            + "goes on there.")
      }
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
