// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyModel
public import ClassifyV1

extension LlamaCloud {
  /// `client.classifier`: the calls of Classify v1, deprecated.
  ///
  /// They are answered by v1, or by v2 in v1's shapes if the client was made with
  /// ``ClassifierService/v2``.
  public var classifier: Classifier { Classifier(client: self) }

  /// The calls of Classify v1.
  public struct Classifier: Sendable {
    let client: LlamaCloud

    /// `client.classifier.jobs`: the jobs of Classify v1.
    public var jobs: Jobs { Jobs(client: client) }

    /// Creates a job, waits until it has come to its end, and returns its results.
    ///
    /// A job that failed or was cancelled has results as well: those of files without one are null.
    ///
    /// - Parameters:
    ///   - params: What to classify, and how.
    ///   - schedule: How often the job is looked at, and for how long.
    ///   - scope: Where to work.
    ///   - options: What each call does otherwise than the configuration says.
    /// - Returns: The results.
    /// - Throws: What ``Jobs/create(_:as:in:options:)``,
    ///   ``Jobs/waitForCompletion(_:schedule:in:options:)`` and ``Jobs/getResults(_:in:options:)``
    ///   throw.
    @available(
      *, deprecated,
      message: "Use classify.run(_:) for each file; see docs/migrating-from-v1.md#classify"
    )
    public func classify(
      _ params: V1.JobCreateParams, schedule: PollingSchedule = PollingSchedule(),
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.ResultsPage {
      let job = try await jobs.create(params, in: scope, options: options)
      _ = try await jobs.waitForCompletion(job.id, schedule: schedule, in: scope, options: options)
      return try await jobs.getResults(job.id, in: scope, options: options)
    }
  }
}
