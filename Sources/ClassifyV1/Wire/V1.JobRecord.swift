// SPDX-License-Identifier: Apache-2.0

extension V1 {
  /// A job together with its results, which v1 answers apart.
  public struct JobRecord: Sendable, Hashable {
    /// The job.
    public var job: Job
    /// The items of its results; `nil` if they are not known.
    public var results: [FileClassification]?

    /// Makes a record.
    public init(job: Job, results: [FileClassification]? = nil) {
      self.job = job
      self.results = results
    }
  }
}
