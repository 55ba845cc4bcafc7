// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyBridge

/// The progress line of a conversion: the part that is read, the speed, and the time that is left.
struct ConvertProgress {
  private var line: Progress
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  /// The sizes of the inputs; `nil` if one is no regular file.
  private let sizes: [Int]?
  /// The number of bytes and lines before the run.
  private let earlierBytes: Int
  private let earlierLines: Int

  /// Creates a progress line that is shown if stderr is a terminal and the records do not go to one.
  ///
  /// - Parameters:
  ///   - settings: The settings of the conversion.
  ///   - done: The state from which it goes on; `nil` if it begins.
  init(_ settings: ConvertSettings, done: ConvertCheckpoint?) {
    let isShown =
      !settings.isQuiet && Terminal.at(.standardError).isInteractive
      && (settings.output != nil || !Terminal.at(.standardOutput).isInteractive)
    line = Progress(isShown: isShown)
    start = clock.now
    let sizes = settings.files.map { path in
      (path == FileList.standardInput
        ? System.state(of: .standardInput) : System.state(ofFileAt: path))?.size
    }
    self.sizes = sizes.contains(nil) ? nil : sizes.compactMap(\.self)
    earlierBytes =
      (self.sizes?.prefix(done?.file ?? 0).reduce(0, +) ?? 0) + (done?.position.offset ?? 0)
    earlierLines = done?.counts.lines ?? 0
  }

  /// Shows the progress, at most ten times a second.
  ///
  /// - Parameters:
  ///   - file: The index of the file that is read.
  ///   - offset: The number of bytes of the file that were read.
  ///   - counts: What became of the lines so far.
  mutating func show(file: Int, offset: Int, counts: ArchiveCounts) {
    let seconds = (clock.now - start) / .seconds(1)
    let (sizes, earlierBytes, earlierLines) = (sizes, earlierBytes, earlierLines)
    line.show(
      Self.text(
        bytes: (sizes?.prefix(file).reduce(0, +) ?? 0) + offset, of: sizes?.reduce(0, +),
        earlierBytes: earlierBytes, lines: counts.lines - earlierLines, rejected: counts.rejected,
        seconds: seconds))
  }

  /// Clears the line.
  func end() {
    line.end()
  }

  /// Returns text such as `42% of 3.1 GB, 512,000 records/s, 12 s left, 3 rejected`.
  ///
  /// - Parameters:
  ///   - bytes: The number of bytes that were read.
  ///   - total: The number of bytes of the input; `nil` if it is unknown.
  ///   - earlierBytes: The number of bytes that an earlier part of the run has read.
  ///   - lines: The number of lines of this part.
  ///   - rejected: The number of rejected lines.
  ///   - seconds: The time of this part.
  /// - Returns: The text, most important parts first.
  static func text(
    bytes: Int, of total: Int?, earlierBytes: Int, lines: Int, rejected: Int, seconds: Double
  ) -> String {
    var parts: [String] = []
    if let total, total > 0 {
      parts.append("\(min(100, Int(Double(bytes) / Double(total) * 100)))% of \(size(total))")
    } else {
      parts.append(size(bytes))
    }
    if seconds > 0 { parts.append("\(Int(Double(lines) / seconds)) records/s") }
    let speed = Double(bytes - earlierBytes) / max(seconds, 0.001)
    if let total, speed > 0 { parts.append("\(time(Double(total - bytes) / speed)) left") }
    if rejected > 0 { parts.append("\(rejected) rejected") }
    return parts.joined(separator: ", ")
  }

  private static func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 999.5 { return unit == "B" ? "\(bytes) B" : "\(short(value)) \(unit)" }
      value /= 1_000
    }
    return "\(short(value)) TB"
  }

  private static func short(_ value: Double) -> String {
    value < 9.95
      ? "\(Int((value * 10).rounded()) / 10).\(Int((value * 10).rounded()) % 10)"
      : "\(Int(value.rounded()))"
  }

  private static func time(_ seconds: Double) -> String {
    guard seconds < 360_000 else { return "more than 99 h" }
    let whole = Int(max(0, seconds).rounded(.up))
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3_600: return "\(whole / 60) min \(whole % 60) s"
    default: return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
    }
  }
}
