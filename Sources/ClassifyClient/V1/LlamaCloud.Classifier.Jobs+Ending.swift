// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyV1

// v1 itself can neither cancel nor delete a job.
extension LlamaCloud.Classifier.Jobs {
  /// Cancels an unfinished job; only if served by v2.
  ///
  /// Of a job with several files, every unfinished member is cancelled, even if some members were
  /// never created. v2 as first published can't cancel jobs.
  ///
  /// - Parameters:
  ///   - classifyJobID: The ID of the job.
  ///   - scope: The organization and project; `nil` values are the client's.
  ///   - options: Per-call overrides of the client's defaults, for every request.
  /// - Returns: The job after the cancellation.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/unsupported`` for a job of v1,
  ///   or if v1 serves the call, or ``ClassifyError/Code/notFound`` if the job does not exist.
  @available(
    *, deprecated, message: "Use classify.cancel(_:); see docs/migrating-from-v1.md#jobscancel"
  )
  public func cancel(
    _ classifyJobID: String, in scope: ProjectScope = ProjectScope(),
    options: ServiceOptions = ServiceOptions()
  ) async throws -> V1.Job {
    try await client.v1(in: scope, options).cancel(classifyJobID)
  }

  /// Deletes a finished job; only if served by v2.
  ///
  /// Of a job with several files, every member is deleted; calling this again after an error
  /// deletes the rest. v2 as first published can't delete jobs.
  ///
  /// - Parameters:
  ///   - classifyJobID: The ID of the job.
  ///   - scope: The organization and project; `nil` values are the client's.
  ///   - options: Per-call overrides of the client's defaults, for every request.
  /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/unsupported`` for a job of v1,
  ///   or if v1 serves the call, ``ClassifyError/Code/notFound`` if the job does not exist, or
  ///   ``ClassifyError/Code/invalidRequest``, before anything is deleted, if a member of a job with
  ///   several files is unfinished.
  @available(
    *, deprecated, message: "Use classify.delete(_:); see docs/migrating-from-v1.md#jobsdelete"
  )
  public func delete(
    _ classifyJobID: String, in scope: ProjectScope = ProjectScope(),
    options: ServiceOptions = ServiceOptions()
  ) async throws {
    try await client.v1(in: scope, options).delete(classifyJobID)
  }
}
