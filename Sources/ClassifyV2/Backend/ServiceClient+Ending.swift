// SPDX-License-Identifier: Apache-2.0

package import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

// Ends a job once, although requests are repeated: after a lost answer the repetition finds the work
// done, and the service refuses what is done.
extension ServiceClient {
  /// Stops a job.
  ///
  /// - Returns: The job as it is then.
  package func cancelV2Job(_ id: String) async throws -> V2.Job {
    do {
      return try await send(V2Calls.cancel(id)).value
    } catch let error as ClassifyError where error.attempts > 1 && error.isRefusal {
      let job = try await send(V2Calls.get(id, expandingUsage: false)).value
      guard job.status == .known(.cancelled) else { throw error }
      return job
    }
  }

  /// Deletes a job.
  ///
  /// - Returns: What the service says of the deleted job; its id alone if that answer was lost.
  package func deleteV2Job(_ id: String) async throws -> V2.DeletedJob {
    do {
      return try await send(V2Calls.delete(id)).value
    } catch let error as ClassifyError where error.attempts > 1 && error.code == .notFound {
      return V2.DeletedJob(id: id)
    }
  }
}

extension ClassifyError {
  /// Whether the service refused to do what was asked, as opposed to being unable to.
  var isRefusal: Bool {
    switch code {
    case .badRequest, .conflict, .notFound, .unprocessable: true
    default: false
    }
  }
}
