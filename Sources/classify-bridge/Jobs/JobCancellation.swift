// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The cancellation of a job while the user waits for the command to exit.
struct JobCancellation: Sendable {
  /// The outcome of a cancellation.
  enum Outcome: Sendable {
    /// The service responded with the job, which may have finished instead.
    case ended(ClassifyJob)
    /// The job continues at the service.
    case unfinished(reason: String)
  }

  /// The timeout of each call.
  private static let timeout = Duration.seconds(10)

  private let backend: any ClassifyBackend
  private let obstacle: String?

  /// Creates a cancellation of jobs of a version.
  init(_ connection: Connection, _ version: APIVersion, in scope: ProjectScope = ProjectScope()) {
    backend = connection.backend(version, in: scope, timeout: Self.timeout)
    obstacle = Self.obstacle(on: version, connection.translator.dialect)
  }

  /// Returns why jobs of a version can't be cancelled, or `nil` if they can.
  static func obstacle(on version: APIVersion, _ dialect: V2Dialect) -> String? {
    switch (version, dialect) {
    case (.v1, _): "v1 can't cancel jobs"
    case (.v2, .published): "the published dialect of v2 can't cancel jobs"
    case (.v2, .current): nil
    }
  }

  /// Cancels a job, or the members of a group; in an unstructured task, because the current one
  /// may be cancelled.
  ///
  /// The service refuses to cancel a job that has finished: that one is read.
  func cancel(_ id: JobID) async -> Outcome {
    if let obstacle { return .unfinished(reason: obstacle) }
    do {
      return .ended(try await Task { [backend] in try await backend.cancel(id) }.value)
    } catch let error as ClassifyError where error.status == 404 || error.status == 405 {
      return await keep(id, reason: "this v2 can't cancel jobs (\(error.status ?? 0))")
    } catch let error as ClassifyError where error.status != nil {
      return await keep(id, reason: error.serverMessage ?? error.message)
    } catch let error as ClassifyError {
      return .unfinished(reason: error.message)
    } catch {
      return .unfinished(reason: "\(error)")
    }
  }

  /// Reads a job that is not cancelled, once, because it may have finished; in an unstructured task.
  ///
  /// - Parameters:
  ///   - id: The ID of the job.
  ///   - reason: Why the job is not cancelled.
  /// - Returns: The job if it has finished.
  func keep(_ id: JobID, reason: String) async -> Outcome {
    let job = try? await Task { [backend] in try await backend.job(id) }.value
    guard let job, job.status.isFinished else { return .unfinished(reason: reason) }
    return .ended(job)
  }
}

extension CommandFailure {
  /// The failure to cancel a finished job.
  static func finished(_ status: String) -> CommandFailure {
    CommandFailure(
      "the job is already finished (\(PlainText.printable(status))); nothing was cancelled")
  }
}

extension Connection {
  /// Returns a backend for a version.
  ///
  /// - Parameters:
  ///   - version: The API version.
  ///   - scope: The organization and project; `nil` values are the command's.
  ///   - timeout: The timeout of a call; `nil` uses the configured one.
  ///   - observe: Called with the translation notes of each request.
  /// - Returns: The backend.
  func backend(
    _ version: APIVersion, in scope: ProjectScope = ProjectScope(), timeout: Duration? = nil,
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) -> any ClassifyBackend {
    var client = service
    if let id = scope.organizationID { client.configuration.organizationID = id }
    if let id = scope.projectID { client.configuration.projectID = id }
    if let timeout { client.configuration.timeout = timeout }
    return switch version {
    case .v1:
      V1Backend(
        client: client, translator: V1Translator(policy: translator.policy), observe: observe)
    case .v2:
      V2Backend(
        client: client, translator: translator, now: entropy.now, generator: entropy.generator,
        observe: observe)
    }
  }
}
