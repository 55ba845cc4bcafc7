// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyModel
public import ClassifyV1

extension LlamaCloud.Classifier {
  /// The jobs of Classify v1, `/api/v1/classifier/jobs`.
  public struct Jobs: Sendable {
    let client: LlamaCloud

    /// Creates a job, which classifies 1 to 500 files.
    ///
    /// v1 has no idempotency keys: a request that may have arrived is not sent again. Answered by
    /// v2, every request is safe to send again, and one with a group of its own also after the
    /// process has ended.
    ///
    /// - Parameters:
    ///   - params: What to classify, and how.
    ///   - group: The id of the job, made by ``newGroup(fileCount:)``; only v2 takes it. A job that
    ///     was created in part is completed.
    ///   - scope: Where to work.
    ///   - options: What each request does otherwise than the configuration says.
    /// - Returns: The job as the service answered, finished or not.
    /// - Throws: ``ClassifyError``; ``TranslationRefusal`` if v2 answers and can't say the request,
    ///   such as one with the mode `MULTIMODAL`.
    @available(
      *, deprecated,
      message: "Use classify.create(_:) for each file; see docs/migrating-from-v1.md#jobscreate"
    )
    public func create(
      _ params: V1.JobCreateParams, as group: GroupID? = nil,
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.Job {
      try await client.v1(in: scope, options).create(params, as: group)
    }

    /// Lists jobs, newest first, fetching pages as they are needed.
    ///
    /// Answered by v2 these are the jobs of v2, those of one group as one. A page then has 100 jobs
    /// at most, and may have fewer than the service's page or none.
    ///
    /// - Parameters:
    ///   - pageSize: `page_size`: the number of jobs on a page; `nil` leaves it to the service.
    ///   - pageToken: `page_token`: where to begin, the `nextToken` of a page; `nil` for the first.
    ///   - scope: Where to work.
    ///   - options: What these calls do otherwise than the configuration says.
    /// - Returns: The jobs; what goes wrong is thrown when a page is fetched.
    @available(
      *, deprecated, message: "Use classify.list(_:); see docs/migrating-from-v1.md#jobslist"
    )
    public func list(
      pageSize: Int? = nil, pageToken: String? = nil, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) -> Paged<V1.Job> {
      client.v1(in: scope, options).list(pageSize: pageSize, from: pageToken)
    }

    /// Reads a job.
    ///
    /// - Parameters:
    ///   - classifyJobID: The id of the job.
    ///   - scope: Where to work.
    ///   - options: What this call does otherwise than the configuration says.
    /// - Returns: The job as it is now.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if there is none.
    @available(
      *, deprecated, message: "Use classify.get(_:); see docs/migrating-from-v1.md#jobsget"
    )
    public func get(
      _ classifyJobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.Job {
      try await client.v1(in: scope, options).get(classifyJobID)
    }

    /// Reads the results of a job: an item for each file.
    ///
    /// Answered by v2 the items are complete and in the order of the request, on one page. The
    /// `result` of a file that failed or is not done is null.
    ///
    /// - Parameters:
    ///   - classifyJobID: The id of the job.
    ///   - scope: Where to work.
    ///   - options: What this call does otherwise than the configuration says.
    /// - Returns: The results.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if there is none.
    @available(
      *, deprecated,
      message: "Read the result of classify.get(_:); see docs/migrating-from-v1.md#jobsgetresults"
    )
    public func getResults(
      _ classifyJobID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> V1.ResultsPage {
      try await client.v1(in: scope, options).results(of: classifyJobID)
    }
  }
}
