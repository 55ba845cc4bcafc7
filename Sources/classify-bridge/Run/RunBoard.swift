// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// How far a run is: what every file of it tells, from any task, and a line for who watches.
final class RunBoard: Sendable {
  /// Where a file is.
  enum Stage: Sendable {
    case uploading(UploadProgress?)
    case classifying
    case done
  }

  private struct State {
    var stages: [Int: Stage] = [:]
    var progress: Progress
    /// Why no further file is begun.
    var obstacle: String?
    var notes: [Note] = []
  }

  private let count: Int
  private let state: Mutex<State>

  /// Makes a board for a number of files.
  init(count: Int, progress: Progress) {
    self.count = count
    state = Mutex(State(progress: progress))
  }

  /// Says where a file is.
  func set(_ stage: Stage, of index: Int) {
    state.withLock { state in
      state.stages[index] = stage
      let line = Self.line(state.stages.values, of: count)
      state.progress.show(line)
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { $0.progress.end() }
  }

  /// Why no further file is to be begun, if there is a reason.
  var obstacle: String? { state.withLock { $0.obstacle } }

  /// Says that every further file would fare the same.
  func stop(because reason: String) {
    state.withLock { $0.obstacle = $0.obstacle ?? reason }
  }

  /// Keeps what was noted about a request.
  func note(_ notes: [Note]) {
    state.withLock { $0.notes += notes }
  }

  /// What was noted about all requests.
  var notes: [Note] { state.withLock { $0.notes } }

  private static func line(_ stages: some Collection<Stage>, of count: Int) -> String {
    var done = 0
    var classifying = 0
    var uploads: [Double] = []
    for stage in stages {
      switch stage {
      case .uploading(let progress): uploads.append(progress?.fraction ?? 0)
      case .classifying: classifying += 1
      case .done: done += 1
      }
    }
    var parts = ["\(done) of \(Counted.text(count, "file")) done"]
    if !uploads.isEmpty {
      let percent = Int(uploads.reduce(0, +) / Double(uploads.count) * 100)
      parts.append("\(uploads.count) uploading (\(percent) %)")
    }
    if classifying > 0 { parts.append("\(classifying) being classified") }
    return parts.joined(separator: ", ")
  }
}
