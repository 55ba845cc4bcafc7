// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The cancellation of a job while the user waits for the command to exit.
struct JobCancellation: Sendable {
  /// The outcome of a cancellation.
  enum Outcome: Sendable {
    /// The service responded with the job, which may have finished before.
    case ended(ClassifyJob)
    /// The job continues at the service.
    case unfinished(reason: String)
  }

  /// The timeout of each call.
  private static let timeout = Duration.seconds(10)

  private let backend: any ClassifyBackend

  /// Creates a cancellation of jobs of a version.
  init(_ connection: Connection, _ version: APIVersion, in scope: ProjectScope = ProjectScope()) {
    backend = connection.backend(version, in: scope, timeout: Self.timeout)
  }

  /// Cancels a job, or the members of a group; in an unstructured task, because the current one
  /// may be cancelled.
  func cancel(_ id: JobID) async -> Outcome {
    guard backend.capabilities.canCancel else {
      let version = backend.capabilities.version
      let dialect = version == .v2 ? "the published dialect of " : ""
      return .unfinished(reason: "\(dialect)\(version) can't cancel jobs")
    }
    do {
      return .ended(try await Task { [backend] in try await backend.cancel(id) }.value)
    } catch let error as ClassifyError where error.status == 404 || error.status == 405 {
      return .unfinished(reason: "this v2 can't cancel jobs (\(error.status ?? 0))")
    } catch let error as ClassifyError {
      return .unfinished(reason: error.serverMessage ?? error.message)
    } catch {
      return .unfinished(reason: "\(error)")
    }
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
