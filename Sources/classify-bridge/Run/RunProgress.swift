// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The shared state of a run: the stage of each file, and why the run was aborted.
///
/// Any task can update it. Each update redraws the progress line.
final class RunProgress: Sendable {
  /// The stage of a file.
  enum Stage: Sendable {
    case uploading(UploadProgress?)
    case classifying
    case done
  }

  private struct State {
    /// The stages of the files that have started, by index.
    var stages: [Int: Stage] = [:]
    /// The unfinished jobs, by the index of their file.
    var jobs: [Int: JobID] = [:]
    /// The jobs that the service gave to a file.
    var givenJobs: Set<JobID> = []
    /// The bare IDs of the uploaded files.
    var uploads: Set<String> = []
    /// The number of files in a row whose connection broke.
    var brokenConnections = 0
    var line: Progress
    var abortReason: String?
  }

  /// The number of files in a row whose connection broke after which the others would fail alike.
  static let maximumBrokenConnections = 3

  private let fileCount: Int
  private let state: Mutex<State>

  /// Creates the state of a run that has not started.
  init(fileCount: Int, line: Progress) {
    self.fileCount = fileCount
    state = Mutex(State(line: line))
  }

  /// Sets the stage of a file and redraws the progress line: at once, unless only the progress of
  /// an upload has changed.
  func set(_ stage: Stage, of index: Int) {
    state.withLock { state in
      state.stages[index] = stage
      if case .done = stage { state.jobs[index] = nil }
      let text = Self.text(state.stages.values, of: fileCount)
      if case .uploading(.some) = stage {
        state.line.show(text)
      } else {
        state.line.show(text, atOnce: true)
      }
    }
  }

  /// Adds the unfinished job of a file, until the file is done.
  func add(_ job: JobID, of index: Int) {
    state.withLock { $0.jobs[index] = job }
  }

  /// Notes that the service responded with a job to the creation of a file's job.
  ///
  /// - Throws: `ClassifyError` if it did so for another file, or twice for one.
  func take(_ job: JobID) throws(ClassifyError) {
    guard state.withLock({ $0.givenJobs.insert(job).inserted }) else {
      throw ClassifyError(
        code: .idempotencyMismatch,
        message: "the service responded with job \(job.text), which it also gave to another file "
          + "of this run: neither result is certain; report this to the operators of the service",
        operation: "classify.create")
    }
  }

  /// Notes the ID of an uploaded file.
  func addUpload(_ fileID: String) {
    state.withLock { _ = $0.uploads.insert(FileID.bare(fileID)) }
  }

  /// Returns whether a file is an upload of this run.
  func hasUploaded(_ fileID: String) -> Bool {
    state.withLock { $0.uploads.contains(FileID.bare(fileID)) }
  }

  /// The unfinished jobs, in the order of their files.
  var jobs: [JobID] {
    state.withLock { state in state.jobs.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// Erases the progress line.
  func end() {
    state.withLock { $0.line.end() }
  }

  /// Notes whether the connection of a file broke.
  ///
  /// - Returns: Whether ``maximumBrokenConnections`` files in a row have that error.
  @discardableResult
  func noteConnection(isBroken: Bool) -> Bool {
    state.withLock { state in
      state.brokenConnections = isBroken ? state.brokenConnections + 1 : 0
      return state.brokenConnections >= Self.maximumBrokenConnections
    }
  }

  /// The reason why no further file may start; `nil` while the run continues.
  var abortReason: String? { state.withLock { $0.abortReason } }

  /// Keeps further files from starting; the first reason is kept.
  func abort(reason: String) {
    state.withLock { $0.abortReason = $0.abortReason ?? reason }
  }

  private static func text(_ stages: some Collection<Stage>, of fileCount: Int) -> String {
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
    var parts = ["\(done) of \(Counted.text(fileCount, "file")) done"]
    if !uploads.isEmpty {
      let percent = Int(uploads.reduce(0, +) / Double(uploads.count) * 100)
      parts.append("\(uploads.count) uploading (\(percent)%)")
    }
    if classifying > 0 { parts.append("\(classifying) classifying") }
    return parts.joined(separator: ", ")
  }
}
