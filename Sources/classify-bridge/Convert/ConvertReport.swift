// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyBridge

/// The messages at the beginning and the end of a conversion.
enum ConvertReport {
  /// The message of a run with an unfinished output: where it goes on, or why it begins again; `nil` if
  /// it begins for the first time.
  ///
  /// - Parameters:
  ///   - resumed: The state from which it goes on; `nil` if it begins.
  ///   - former: What an earlier run left; `nil` if there was none.
  ///   - resumes: Whether it was to go on.
  ///   - partial: The path of the unfinished output.
  /// - Returns: The message.
  static func beginning(
    _ resumed: ConvertCheckpoint?, _ former: ConvertPaths.Former?, resumes: Bool, partial: String
  ) -> String? {
    let partial = PlainText.printable(partial)
    if let resumed, resumed.counts.lines > 0 {
      let isAtEnd = resumed.file == resumed.inputs.count
      let file =
        isAtEnd || resumed.inputs.count == 1
        ? "" : " of \(PlainText.printable(resumed.inputs[resumed.file].path))"
      let place = isAtEnd ? "behind the last line" : "with line \(resumed.nextLine)\(file)"
      return "classify-bridge: going on in \(partial) \(place)"
    }
    guard let former else { return nil }
    let reason =
      !resumes
      ? "without --resume"
      : resumed == nil ? "there is no checkpoint" : "no line was converted before"
    let loss =
      former == .unfinished ? "; what an interrupted run wrote to \(partial) is replaced" : ""
    return "classify-bridge: beginning again (\(reason))\(loss)"
  }

  /// The counts in one sentence, which add up.
  static func sentence(_ counts: ArchiveCounts) -> String {
    "\(Counted.text(counts.lines, "line")): \(counts.converted) converted, "
      + "\(counts.unchanged) unchanged, \(counts.rejected) rejected, \(counts.blank) blank; "
      + "\(Counted.text(counts.written, "record")) written"
  }

  /// The message about members of pages that are in no record; `nil` if there are none.
  ///
  /// - Parameter names: The names of the members.
  /// - Returns: The message.
  static func leftOut(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    let list = names.map(PlainText.printable).joined(separator: ", ")
    let isUnfinished = names.contains("next_page_token")
    return "classify-bridge: only the items of pages are records; left out: \(list)"
      + (isUnfinished ? "; a page with next_page_token is not the last one" : "")
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
