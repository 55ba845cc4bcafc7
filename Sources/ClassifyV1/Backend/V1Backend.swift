// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
public import ClassifyHTTP
import ClassifyJSON
public import ClassifyModel

/// Classify v1 as a backend.
///
/// v1 neither stops nor deletes jobs, has no idempotency keys and filters no lists: what a query
/// asks for is filtered here, page by page.
public struct V1Backend: ClassifyBackend {
  private let client: ServiceClient
  private let translator: V1Translator
  private let observe: @Sendable ([Note]) -> Void

  /// Makes a backend.
  ///
  /// - Parameters:
  ///   - client: The way to the service.
  ///   - translator: How requests and records are translated.
  ///   - observe: Called with the notes of each request and query.
  public init(
    client: ServiceClient, translator: V1Translator = V1Translator(),
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) {
    self.client = client
    self.translator = translator
    self.observe = observe
  }

  /// What v1 can do.
  public var capabilities: BackendCapabilities {
    BackendCapabilities(
      version: .v1, canCancel: false, canDelete: false, hasIdempotencyKeys: false,
      takesSavedConfigurations: false, filtersOnServer: false, takesParseJobs: false,
      takesMultimodal: true)
  }

  /// Creates a job.
  ///
  /// v1's answer does not name the documents, so the request's are put in.
  ///
  /// - Parameter request: What to classify, and how.
  /// - Returns: The job as the service answered.
  /// - Throws: ``TranslationRefusal`` before anything is sent, if v1 can't say the request;
  ///   ``ClassifyError`` otherwise.
  public func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    if case .group = request.idempotency {
      throw ClassifyError(
        code: .unsupported,
        message: "a group of jobs can't be continued on v1, which has no idempotency keys; "
          + "submit the request without the group",
        operation: "classifier.jobs.create")
    }
    let params = try translator.params(from: request)
    observe(params.notes)
    let answer = try await client.send(V1Calls.create(params.value)).value
    var job = translator.job(from: answer).value
    job.documents = request.documents.map { DocumentRecord(reference: $0, status: job.status) }
    return job
  }

  /// Reads a job and, once it is finished, its results.
  ///
  /// - Parameter id: The id of a v1 job.
  /// - Returns: The job; without documents as long as it is unfinished.
  /// - Throws: ``ClassifyError``.
  public func job(_ id: JobID) async throws -> ClassifyJob {
    let id = try text(of: id, operation: "classifier.jobs.get")
    let job = try await client.send(V1Calls.get(id)).value
    guard translator.job(from: job).value.status.isFinished else {
      return translator.job(from: job).value
    }
    return translator.job(from: job, results: try await results(of: id)).value
  }

  private func results(of id: String) async throws -> [V1.FileClassification] {
    let pages = Paged<V1.FileClassification> { [client] token in
      try await client.send(V1Calls.results(id, pageToken: token)).value.page
    }
    var items: [V1.FileClassification] = []
    for try await page in pages.pages { items += page.items }
    return items
  }

  /// Reads the jobs that match a query.
  ///
  /// The jobs have no documents: v1 would need a further request for each. Ids in the query are
  /// read one by one; anything else is filtered here, page by page.
  ///
  /// - Parameter query: Which jobs.
  /// - Returns: The list; it throws ``TranslationRefusal`` for a query by configuration, which v1
  ///   can't tell.
  public func jobs(matching query: JobQuery) -> JobPages {
    Paged<V1.Job>(from: query.resumeToken) { [self] token in
      if token == query.resumeToken { noteFilters(of: query) }
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

  /// Notes the filters that v1 does not have, which are applied here.
  private func noteFilters(of query: JobQuery) {
    var ledger = Ledger()
    for (member, value) in [
      ("status", query.status?.description),
      ("job_ids", query.jobIDs.isEmpty ? nil : "\(query.jobIDs.count) IDs"),
      ("created_at_on_or_after", query.createdOnOrAfter?.text),
      ("created_at_on_or_before", query.createdOnOrBefore?.text),
    ] {
      if let value { ledger.add(.queryOnClient, at: "/\(member)", before: value) }
    }
    if !ledger.notes.isEmpty { observe(ledger.notes) }
  }

  /// Reads jobs one by one, passing over those that do not exist.
  private func jobs(_ ids: [JobID]) async throws -> [V1.Job] {
    var jobs: [V1.Job] = []
    for id in ids.compactMap({ $0.text(in: .v1) }) {
      do {
        jobs.append(try await client.send(V1Calls.get(id)).value)
      } catch let error as ClassifyError
        where error.code == .notFound || error.code == .unprocessable
      {
        // 422 is the answer to an id that is no UUID: no job has it either.
        continue
      }
    }
    return jobs
  }

  /// Refuses: v1 stops no job.
  ///
  /// - Parameter id: The id of a job.
  /// - Returns: Nothing.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported``.
  public func cancel(_ id: JobID) async throws -> ClassifyJob {
    throw unsupported("cancel", id)
  }

  /// Refuses: v1 deletes no job.
  ///
  /// - Parameter id: The id of a job.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported``.
  public func delete(_ id: JobID) async throws {
    throw unsupported("delete", id)
  }

  private func unsupported(_ operation: String, _ id: JobID) -> ClassifyError {
    ClassifyError(
      code: .unsupported,
      message: "v1 can't \(operation) jobs, so \(id) was left as it is",
      operation: "classifier.jobs.\(operation)")
  }

  private func text(of id: JobID, operation: String) throws(ClassifyError) -> String {
    guard let text = id.text(in: .v1) else {
      throw ClassifyError(
        code: .invalidRequest,
        message: "job \(id) is not a v1 job; use a backend of its own version",
        operation: operation)
    }
    return text
  }
}

/// The four operations of v1 as calls.
package enum V1Calls {
  private static let jobs = ["api", "v1", "classifier", "jobs"]

  /// `POST /api/v1/classifier/jobs`.
  ///
  /// v1 has no idempotency key, so a request that may have arrived
  /// is not sent again.
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
    ServiceCall(operation: "classifier.jobs.get", method: .get, path: jobs + [id])
  }

  /// `GET /api/v1/classifier/jobs/{classify_job_id}/results`.
  ///
  /// The reference has no parameters for its pages; a token is sent where the service names one.
  package static func results(_ id: String, pageToken: String?) -> ServiceCall<V1.ResultsPage> {
    var query = QueryItems()
    query.append("page_token", pageToken)
    return ServiceCall(
      operation: "classifier.jobs.getResults", method: .get, path: jobs + [id, "results"],
      query: query)
  }
}
