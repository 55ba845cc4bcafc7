// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// The result of cancelling one job.
enum MemberCancellation: Sendable {
  /// The job is cancelled, or had finished already; `nil` if the response has no body.
  case finished(V2.Job?)
  /// The service refused, and the job is unfinished, so it may go on.
  case refused(ClassifyError)
}

extension MemberCancellation {
  /// Cancels a job.
  ///
  /// The service refuses to cancel a job that has finished, so after an error the job is read again:
  /// only its status tells that it needs no cancelling. A 429 tells nothing, and is thrown.
  ///
  /// - Parameters:
  ///   - id: The ID of the job.
  ///   - client: The client that sends the requests.
  /// - Returns: The result.
  /// - Throws: ``ClassifyError`` if neither the job was cancelled nor its status could be read;
  ///   `CancellationError` in a cancelled task.
  static func cancel(_ id: String, with client: ServiceClient) async throws -> MemberCancellation {
    do {
      return .finished(try await client.requestV2Cancellation(id))
    } catch let error as ClassifyError where error.code != .rateLimited {
      let job = try await client.send(V2Calls.get(id, expandingUsage: false)).value
      return job.isFinished ? .finished(job) : .refused(error)
    }
  }

  /// Whether the service has no operation that cancels jobs: it does not know the route, although the
  /// job exists.
  var isUnsupported: Bool {
    guard case .refused(let error) = self else { return false }
    return [404, 405].contains(error.status)
  }
}

extension V2.Job {
  /// Whether the job's status is final.
  var isFinished: Bool { status.jobStatus.isFinished }
}
