// SPDX-License-Identifier: Apache-2.0

/// A service that classifies documents, whichever version of the API it speaks.
///
/// ### Use a backend
///
/// ```swift
/// let job = try await backend.submit(request)
/// let finished = try await backend.waitUntilFinished(job.id)
/// for document in finished.documents { print(document.outcome) }
/// ```
///
/// ### Implement a backend
///
/// Every operation throws ``ClassifyError`` for what went wrong with the service,
/// ``TranslationRefusal`` for what its version can't say, and `CancellationError` in a cancelled
/// task. What the version does not have at all throws ``ClassifyError/Code/unsupported`` and is
/// `false` in ``capabilities``; nothing is ever silently left out.
public protocol ClassifyBackend: Sendable {
  /// What this backend can do.
  var capabilities: BackendCapabilities { get }

  /// Creates a job.
  ///
  /// - Parameter request: What to classify, and how.
  /// - Returns: The job as the service answered, finished or not.
  /// - Throws: ``TranslationRefusal`` before anything is sent, if the version can't say the request.
  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob

  /// Reads a job, with what became of its documents where that is known yet.
  ///
  /// - Parameter id: The id of a job that lives in this backend.
  /// - Returns: The job as it is now.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/notFound`` if there is none.
  func job(_ id: JobID) async throws -> ClassifyJob

  /// Reads the jobs that match a query, page by page as they are asked for.
  ///
  /// - Parameter query: Which jobs; an empty query is all jobs.
  /// - Returns: The list; what goes wrong is thrown when a page is fetched.
  func jobs(matching query: JobQuery) -> JobPages

  /// Stops a job.
  ///
  /// - Parameter id: The id of an unfinished job.
  /// - Returns: The job as it is then.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported`` if the version can
  ///   stop no job.
  func cancel(_ id: JobID) async throws -> ClassifyJob

  /// Deletes a finished job.
  ///
  /// - Parameter id: The id of the job.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/unsupported`` if the version can
  ///   delete no job.
  func delete(_ id: JobID) async throws
}
