// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// What a job of a document is for.
enum JobRole: String, Sendable, Hashable, CaseIterable {
  /// The result on v1.
  case v1
  /// The result on v2.
  case v2
  /// The result of a second run on v2, which measures the noise.
  case repeated

  /// The version that has the job.
  var version: APIVersion { self == .v1 ? .v1 : .v2 }
}

/// A line of a result log.
///
/// | Line | Written |
/// |---|---|
/// | `{"run":{"id":…,"request":…,"service":…,"noise":…,"settings":…}}` | First |
/// | `{"files":{"document":…,"v1":REF,"v2":REF}}` | When the document is uploaded |
/// | `{"intent":{"document":…,"role":…,"file":REF,"time":…,"key":…}}` | Before a job is created |
/// | `{"job":{"document":…,"role":…,"id":…}}` | When its ID is known |
/// | `{"document":…,"v1":SIDE,"v2":SIDE,…}` | When it is finished: a ``ComparisonResult`` |
///
/// A result supersedes earlier ones of its document. A line of another kind after a result shows that
/// the document's failed sides are being run again.
///
/// REF is `{"kind":"file","id":…}`; `kind` is `file`, `parseJob` or `url`. `role` is `v1`, `v2` or
/// `repeated`.
enum ResultLogLine {
  /// The run that the log belongs to.
  struct Run: Sendable, Hashable {
    /// How the line begins, and so each log.
    static let start = Array(#"{"run":"#.utf8)

    /// The ID of the run, part of all idempotency keys.
    var id: String
    /// The fingerprint of the request's settings.
    var request: String
    /// The service, as the caller names it; `nil` if it does not.
    var service: String?
    /// What repeated runs measure; `nil` if there are none.
    var noise: NoiseMeasure?
    /// The settings of the request, to tell what differs; `nil` in a log that does not name them.
    var settings: [RunDifference.Setting: String]?
  }

  /// The references of a document.
  struct Files: Sendable, Hashable {
    var document: String
    var v1: DocumentReference
    var v2: DocumentReference
  }

  /// The intent to create a job.
  struct Intent: Sendable, Hashable {
    var document: String
    var role: JobRole
    var file: DocumentReference
    /// The time of the intent, by the local clock.
    var time: Timestamp.Instant
    /// The idempotency key; `nil` for a version without keys.
    var key: String?
  }

  /// A created job.
  struct Job: Sendable, Hashable {
    var document: String
    var role: JobRole
    var id: JobID
  }

  case run(Run)
  case files(Files)
  case intent(Intent)
  case job(Job)
  case result(ComparisonResult)
}
