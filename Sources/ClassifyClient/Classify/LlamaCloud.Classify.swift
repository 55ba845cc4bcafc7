// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel
public import ClassifyV2

extension LlamaCloud {
  /// `client.classify`: Classify v2, `/api/v2/classify`.
  public var classify: Classify { Classify(client: self) }

  /// The calls of Classify v2.
  public struct Classify: Sendable {
    let client: LlamaCloud

    /// Creates a job, which classifies one document.
    ///
    /// A request without a `transaction_id`, or with an empty one, gets a new one, so that it can be sent again when the
    /// answer is lost. With one of the caller's, the service answers a repeated request with the
    /// first job; what that job has is compared with what was asked.
    ///
    /// - Parameters:
    ///   - params: What to classify, and how.
    ///   - scope: Where to work.
    ///   - options: What this call does otherwise than the configuration says.
    /// - Returns: The job as the service answered, finished or not.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/idempotencyMismatch`` if the
    ///   key belongs to a job of another document, other rules or other pages.
    public func create(
      _ params: V2.ClassifyCreateParams, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.Job {
      var params = params
      if params.transactionID.value?.isEmpty ?? true {
        var generator = client.generator
        params.transactionID = .value(TransactionKey.random(using: &generator))
      }
      let job = try await client.send(V2Calls.create(params), in: scope, options)
      try EchoCheck.check(job, against: params)
      return job
    }

    /// Lists jobs, newest first, fetching pages as they are needed.
    ///
    /// - Parameters:
    ///   - query: Which jobs, and where to begin.
    ///   - scope: Where to work.
    ///   - options: What these calls do otherwise than the configuration says.
    /// - Returns: The jobs; what goes wrong is thrown when a page is fetched.
    public func list(
      _ query: V2.ClassifyListParams = V2.ClassifyListParams(),
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
    ) -> Paged<V2.Job> {
      client.list(from: query.pageToken, in: scope, options) { token in
        V2Calls.list(query, pageToken: token)
      }
    }

    /// Reads a job.
    ///
    /// - Parameters:
    ///   - jobID: The id of the job.
    ///   - expand: What to say of it besides; the published dialect knows nothing of this.
    ///   - scope: Where to work.
    ///   - options: What this call does otherwise than the configuration says.
    /// - Returns: The job as it is now, with its result once it is complete.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if there is none.
    public func get(
      _ jobID: String, expand: Set<V2.Expansion> = [], in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.Job {
      let call = V2Calls.get(jobID, expandingUsage: expand.contains(.usage))
      return try await client.send(call, in: scope, options)
    }

    /// Stops an unfinished job, in the current dialect of v2.
    ///
    /// - Parameters:
    ///   - jobID: The id of the job.
    ///   - scope: Where to work.
    ///   - options: What this call does otherwise than the configuration says.
    /// - Returns: The job as it is then.
    /// - Throws: ``ClassifyError``, also for a job that has come to its end.
    public func cancel(
      _ jobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.Job {
      try await client.service(in: scope, options).cancelV2Job(jobID)
    }

    /// Deletes a finished job, in the current dialect of v2.
    ///
    /// - Parameters:
    ///   - jobID: The id of the job.
    ///   - scope: Where to work.
    ///   - options: What this call does otherwise than the configuration says.
    /// - Returns: The id of what was deleted, and the project unless that answer was lost.
    /// - Throws: ``ClassifyError``, also for a job that has not come to its end.
    @discardableResult
    public func delete(
      _ jobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V2.DeletedJob {
      try await client.service(in: scope, options).deleteV2Job(jobID)
    }
  }
}
