// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The shared state of a comparison: how many documents are done and agree, and which jobs run.
///
/// Any task can update it. Each update redraws the progress line.
final class CompareProgress: Sendable {
  private struct State {
    var doneCount = 0
    var comparedCount = 0
    var agreedCount = 0
    /// The jobs of unfinished documents, by document.
    var jobs: [DocumentName: [JobID]] = [:]
    var line: Progress
  }

  private let documentCount: Int
  private let state: Mutex<State>

  /// Creates the state of a comparison that has not started.
  ///
  /// - Parameters:
  ///   - documentCount: The number of documents.
  ///   - line: The progress line.
  init(documentCount: Int, line: Progress) {
    self.documentCount = documentCount
    state = Mutex(State(line: line))
  }

  /// Counts one of the documents that has an earlier result.
  func addEarlier(_ document: ComparedDocument) {
    state.withLock { Self.add(document, to: &$0) }
  }

  /// The jobs of unfinished documents, which can run, sorted by document.
  var jobs: [JobID] {
    state.withLock { state in state.jobs.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  /// The number of documents with a result.
  var doneCount: Int { state.withLock { $0.doneCount } }

  /// Notes an event of the run.
  func note(_ event: ComparisonRun.Event) {
    update { state in
      switch event {
      case .started: break
      case .created(let job, let document):
        state.jobs[DocumentName(document), default: []].append(job)
      case .finished(let result): Self.add(result.document, to: &state)
      }
    }
  }

  private static func add(_ document: ComparedDocument, to state: inout State) {
    state.jobs[DocumentName(document.name)] = nil
    state.doneCount += 1
    switch Agreement(document.v1, document.v2) {
    case .agreed:
      state.comparedCount += 1
      state.agreedCount += 1
    case .disagreed: state.comparedCount += 1
    case .unanswered: break
    }
  }

  /// Erases the progress line.
  func end() {
    state.withLock { $0.line.end() }
  }

  private func update(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      let text = Self.text(state, of: documentCount)
      state.line.show(text, atOnce: true)
    }
  }

  private static func text(_ state: State, of documentCount: Int) -> String {
    var parts = ["\(state.doneCount) of \(Counted.text(documentCount, "document")) done"]
    if state.comparedCount > 0 {
      parts.append("\(state.agreedCount) of \(state.comparedCount) agree")
    }
    let jobCount = state.jobs.values.reduce(0) { $0 + $1.count }
    if jobCount > 0 { parts.append("\(Counted.text(jobCount, "job")) in flight") }
    return parts.joined(separator: ", ")
  }
}
