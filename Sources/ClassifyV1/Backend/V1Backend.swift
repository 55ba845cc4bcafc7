// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
public import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

/// The backend for Classify v1.
///
/// v1 can't cancel or delete jobs, has no idempotency keys, and has no list filters: this type
/// filters each page after it is fetched.
public struct V1Backend: ClassifyBackend {
  private let client: ServiceClient
  private let translator: V1Translator
  private let observe: @Sendable ([Note]) -> Void
  /// A request and the body that it was read from, which is sent unchanged for this request.
  package var original: (request: ClassifyRequest, params: V1.JobCreateParams)?
  /// Called with each job that ``job(_:)`` has read, before its results are.
  package var onRead: @Sendable (V1.Job) -> Void = { _ in }

  /// Creates a backend.
  ///
  /// - Parameters:
  ///   - client: The client that sends the requests.
  ///   - translator: The translator of requests and records.
  ///   - observe: Called with the notes of each request or query that has any.
  public init(
    client: ServiceClient, translator: V1Translator = V1Translator(),
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) {
    self.client = client
    self.translator = translator
    self.observe = observe
  }

  /// The operations and inputs that v1 supports.
  public var capabilities: BackendCapabilities {
    BackendCapabilities(
      version: .v1, canCancel: false, canDelete: false, supportsIdempotencyKeys: false,
      supportsSavedConfigurations: false, filtersOnServer: false, supportsParseJobs: false,
      supportsMultimodal: true)
  }

  /// Creates a job.
  ///
  /// v1's response does not name the documents, so they are copied from the request.
  ///
  /// - Parameter request: The documents, the rules and the options.
  /// - Returns: The created job.
  /// - Throws: ``TranslationRefusal``, before anything is sent, if v1 can't represent the request;
  ///   ``ClassifyError`` if the request belongs to a group or the call fails.
  public func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    if case .group = request.idempotency {
      throw ClassifyError(
        code: .unsupported,
        message: "a group of jobs can't be continued on v1, which has no idempotency keys; "
          + "submit the request without the group",
        operation: "classifier.jobs.create")
    }
    let created = try await client.send(V1Calls.create(try params(from: request))).value
    var job = translator.job(from: created).value
    job.documents = request.documents.map { DocumentRecord(reference: $0, status: job.status) }
    return job
  }

  private func params(
    from request: ClassifyRequest
  ) throws(TranslationRefusal) -> V1.JobCreateParams {
    if let original, original.request == request { return original.params }
    let params = try translator.params(from: request)
    observe(params.notes)
    return params.value
  }

  /// Reads a job and, once it is finished, its results.
  ///
  /// A failed or cancelled job can have no results (404); it is returned without documents. A result
  /// that can't be read is a failed document whose error message says why.
  ///
  /// - Parameter id: The ID of a v1 job.
  /// - Returns: The job; it has no documents until it is finished.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/invalidRequest`` if the ID is
  ///   not that of a v1 job.
  public func job(_ id: JobID) async throws -> ClassifyJob {
    let id = try text(of: id, operation: "classifier.jobs.get")
    let job = try await client.send(V1Calls.get(id)).value
    onRead(job)
    guard job.status.jobStatus.isFinished, let results = try await results(of: job, id) else {
      return translator.job(from: job).value
    }
    return results.job(from: job, translator)
  }

  /// Returns the results of a finished job, or `nil` for a job that failed before it had any.
  private func results(of job: V1.Job, _ id: String) async throws -> V1.Results? {
    let pages = Paged<V1.FileClassification> { [client] token in
      try await client.send(V1Calls.results(id, pageToken: token)).value.page
    }
    var results = V1.Results()
    do {
      for try await page in pages.pages { results.append(page) }
    } catch let error as ClassifyError where error.code == .notFound && job.canLackResults {
      return nil
    }
    return results
  }

  /// Lists the jobs that match a query.
  ///
  /// The jobs have no documents, which would take another request for each job. If the query names
  /// job IDs, each is read by itself; all other filters are applied to each page on the client.
  ///
  /// - Parameter query: The filters, the page size, and the token of the first page.
  /// - Returns: The list. Fetching a page throws ``TranslationRefusal`` if the query filters by
  ///   configuration, because a v1 job does not name a saved configuration.
  public func jobs(matching query: JobQuery) -> JobPages {
    Paged<V1.Job>(from: query.pageToken) { [self] token in
      if token == query.pageToken { noteFilters(of: query) }
      if let configuration = query.configurationID {
        var ledger = Ledger()
        ledger.add(.queryConfiguration, at: "/configuration_id", before: configuration)
        throw TranslationRefusal(notes: ledger.notes, policy: translator.policy)
      }
      guard query.jobIDs.isEmpty else {
        return Paged<V1.Job>.Page(items: try await self.jobs(query.jobIDs), nextToken: nil)
      }
      return try await client.send(
        V1Calls.list(pageSize: query.pageSize, pageToken: token)
      ).value.page
    }.mapPages { [translator] jobs in
      jobs.map { translator.job(from: $0).value }.filter { query.matches($0) }
    }
  }

  /// Notes the filters that v1 does not have and that are applied on the client.
  private func noteFilters(of query: JobQuery) {
    var ledger = Ledger()
    for (member, value) in [
      ("status", query.status?.description),
      ("created_at_on_or_after", query.createdOnOrAfter?.text),
      ("created_at_on_or_before", query.createdOnOrBefore?.text),
    ] {
      if let value { ledger.add(.queryOnClient, at: "/\(member)", before: value) }
    }
    if !ledger.notes.isEmpty { observe(ledger.notes) }
  }

  /// Reads jobs one by one, skipping those that do not exist.
  private func jobs(_ ids: [JobID]) async throws -> [V1.Job] {
    var jobs: [V1.Job] = []
    for id in ids.compactMap({ $0.text(in: .v1) }) {
      do {
        jobs.append(try await client.send(V1Calls.get(id)).value)
      } catch let error as ClassifyError
        where error.code == .notFound || error.code == .unprocessable
      {
        // The service responds 422 to an ID that is not a UUID, which no job can have.
        continue
      }
    }
    return jobs
  }

  /// Throws an error, because v1 can't cancel jobs.
  ///
  /// - Parameter id: The ID of a job.
  /// - Returns: Never.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported``.
  public func cancel(_ id: JobID) async throws -> ClassifyJob {
    throw unsupported("cancel", id)
  }

  /// Throws an error, because v1 can't delete jobs.
  ///
  /// - Parameter id: The ID of a job.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported``.
  public func delete(_ id: JobID) async throws {
    throw unsupported("delete", id)
  }

  private func unsupported(_ operation: String, _ id: JobID) -> ClassifyError {
    ClassifyError(
      code: .unsupported,
      message: "v1 can't \(operation) jobs; \(id) is unchanged",
      operation: "classifier.jobs.\(operation)", jobID: id)
  }

  private func text(of id: JobID, operation: String) throws(ClassifyError) -> String {
    guard let text = id.text(in: .v1) else {
      throw ClassifyError(
        code: .invalidRequest,
        message: "job \(id) is not a v1 job; use a backend of its own version",
        operation: operation, jobID: id)
    }
    return text
  }
}

/// The HTTP calls of v1's four operations.
package enum V1Calls {
  private static let jobs = ["api", "v1", "classifier", "jobs"]

  /// `POST /api/v1/classifier/jobs`.
  ///
  /// v1 has no idempotency keys, so a request that may have reached the service is not retried.
  package static func create(_ params: V1.JobCreateParams) -> ServiceCall<V1.Job> {
    ServiceCall(
      operation: "classifier.jobs.create", method: .post, path: jobs, body: .json(params),
      idempotency: .nonIdempotent)
  }

  /// `GET /api/v1/classifier/jobs`.
  package static func list(pageSize: Int?, pageToken: String?) -> ServiceCall<V1.JobPage> {
    var query = QueryItems()
    query.append("page_size", pageSize)
    query.append("page_token", pageToken)
    return ServiceCall(
      operation: "classifier.jobs.list", method: .get, path: jobs, query: query)
  }

  /// `GET /api/v1/classifier/jobs/{classify_job_id}`.
  package static func get(_ id: String) -> ServiceCall<V1.Job> {
    ServiceCall<V1.Job>(operation: "classifier.jobs.get", method: .get, path: jobs + [id])
      .about(.v1(id)) { [$0.id] }
  }

  /// `GET /api/v1/classifier/jobs/{classify_job_id}/results`.
  ///
  /// The reference documents no paging parameters; `page_token` is sent only for a token that the
  /// service returned.
  package static func results(_ id: String, pageToken: String?) -> ServiceCall<V1.ResultsPage> {
    var query = QueryItems()
    query.append("page_token", pageToken)
    return ServiceCall<V1.ResultsPage>(
      operation: "classifier.jobs.getResults", method: .get, path: jobs + [id, "results"],
      query: query
    ).about(.v1(id)) { page in page.items.map(\.classifyJobID) }
  }
}
