// SPDX-License-Identifier: Apache-2.0

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
  ///   - observe: Called with what the translation of each request noted.
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

  /// Reads jobs one by one, passing over those that do not exist.
  private func jobs(_ ids: [JobID]) async throws -> [V1.Job] {
    var jobs: [V1.Job] = []
    for case .v1(let id) in ids {
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
      message: "v1 can't \(operation) job \(id); a job created on v2 can be",
      operation: "classifier.jobs.\(operation)")
  }

  private func text(of id: JobID, operation: String) throws(ClassifyError) -> String {
    guard case .v1(let text) = id else {
      throw ClassifyError(
        code: .invalidRequest, message: "job \(id) lives in v2; ask a v2 backend for it",
        operation: operation)
    }
    return text
  }
}
