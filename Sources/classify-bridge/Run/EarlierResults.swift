// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The results of earlier runs in JSON Lines, with which a run is resumed.
struct EarlierResults {
  /// The maximum size of a file of results: 256 MiB.
  private static let maximumBytes = 256 << 20
  /// The outcomes that a further run would not change.
  private static let finalOutcomes: Set<String> = ["classified", "unmatched"]
  private static let lineFeed = UInt8(ascii: "\n")

  /// The path of the file.
  let path: String
  /// Whether the last line has no line feed, as after a kill.
  let endsInsideLine: Bool
  /// The lines that are no results, counted from 1.
  let invalidLines: [Int]
  /// The keys of the files with a final result; see ``FileList/key(of:)``.
  private let keys: Set<[UInt8]>

  /// Reads a file of results, which can be empty.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be read, is too large, or has several lines and
  ///   no result.
  init(path: String) throws {
    var input = try ByteInput(path: path)
    guard let bytes = try input.all(upTo: Self.maximumBytes) else {
      throw CommandFailure(
        "\(PlainText.printable(path)) is larger than \(Self.maximumBytes >> 20) MiB; "
          + "split off the results that are not needed")
    }
    try self.init(path: path, bytes: bytes)
  }

  /// Reads results.
  ///
  /// - Throws: ``CommandFailure`` if there are several lines and no result, or they are not UTF-8.
  init(path: String, bytes: [UInt8]) throws(CommandFailure) {
    let bytes = try TextEncoding.utf8(bytes, name: PlainText.printable(path))
    self.path = path
    endsInsideLine = bytes.last.map { $0 != Self.lineFeed } ?? false
    var keys: Set<[UInt8]> = []
    var invalidLines: [Int] = []
    var count = 0
    let lines = bytes.split(separator: Self.lineFeed, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      count += 1
      let result = try? JSONValue(json: Array(line))
      guard let file = result?["file"]?.string, let outcome = result?["outcome"]?.string else {
        invalidLines.append(index + 1)
        continue
      }
      if Self.finalOutcomes.contains(outcome) { keys.insert(FileList.key(of: file)) }
    }
    guard count <= 1 || invalidLines.count < count else {
      throw CommandFailure(
        "\(PlainText.printable(path)) has no results: give what run --format jsonl printed")
    }
    self.keys = keys
    self.invalidLines = invalidLines
  }

  /// Whether a file has a final result.
  func contain(_ file: RunFile) -> Bool {
    keys.contains(FileList.key(of: SystemText.displayed(file.path)))
  }

  /// What to say of the lines that are no results; `nil` if there are none.
  var message: String? {
    guard let line = invalidLines.first else { return nil }
    return "\(PlainText.printable(path)): \(Counted.text(invalidLines.count, "line")) without a "
      + "result ignored, the first is line \(line)"
  }
}
