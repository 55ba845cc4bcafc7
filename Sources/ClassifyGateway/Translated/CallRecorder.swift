// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyHTTP
import ClassifyMigration
import ClassifyModel
import Synchronization

/// Collects what the translations of one request note: the first note of each code, and what this
/// version does not know.
final class CallRecorder: Sendable {
  /// The maximum number of findings that are kept.
  static let maximumFindings = 100

  private struct State {
    var notes: [Note] = []
    var codes: Set<NoteCode> = []
    var unknowns: Set<DriftFinding> = []
  }

  private let state = Mutex(State())

  /// The first note of each code.
  var notes: [Note] { state.withLock(\.notes) }
  /// What the service returned and this version does not know.
  var unknowns: [DriftFinding] { Array(state.withLock(\.unknowns)) }

  /// Records notes.
  func add(_ notes: [Note]) {
    state.withLock { state in
      for note in notes where state.codes.insert(note.code).inserted { state.notes.append(note) }
    }
  }

  /// Records what is unknown in a job.
  func add(_ job: ClassifyJob) { add(DriftFinding.findings(in: job)) }

  /// Records findings.
  func add(_ findings: [DriftFinding]) {
    guard !findings.isEmpty else { return }
    state.withLock { state in
      for finding in findings where state.unknowns.count < Self.maximumFindings {
        state.unknowns.insert(finding)
      }
    }
  }

  /// Returns options for the calls of the request.
  func options(missingMemberGrace: Duration) -> V1CallOptions {
    var options = V1CallOptions()
    options.missingMemberGrace = missingMemberGrace
    options.onTranslation = { self.add($0.notes) }
    options.onJob = { self.add($0) }
    return options
  }
}
extension DriftFinding {
  /// Returns the finding without secrets: of an unknown member's text, only the length is left.
  ///
  /// - Parameter redactor: The redactor of the caller's secrets.
  /// - Returns: The finding.
  func redacted(by redactor: Redactor) -> DriftFinding {
    // The text follows a colon.
    let sample = kind == .member ? String(sample.prefix { $0 != ":" }) : sample
    return DriftFinding(
      version: version, kind: kind, name: redactor.redacted(name),
      sample: redactor.redacted(sample))
  }
}
#endif
