// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel
public import ClassifyV1
public import ClassifyV2

/// The service behind the v1-shaped calls of a client.
public struct ClassifierService: Sendable {
  /// Creates a backend from those of both versions, with the overrides of one call.
  public typealias MakeBackend =
    @Sendable (_ v1: V1Backend, _ v2: V2Backend) -> any ClassifyBackend

  /// What serves the calls.
  enum Server: Sendable {
    case v1
    case v2(readsV1Jobs: Bool)
    case backend(MakeBackend, JobVersions)
  }

  /// v1 itself.
  public static let v1 = ClassifierService(server: .v1)

  /// v2, with the default translation.
  ///
  /// A request that v2 can only serve with other pages, cost or results is refused with a
  /// ``TranslationRefusal`` before anything is sent.
  public static let v2 = ClassifierService(server: .v2(readsV1Jobs: true))

  /// v2, with a translation of the caller's choice.
  ///
  /// - Parameters:
  ///   - translator: The policy, the dialect of v2, and the form of language codes and file IDs.
  ///   - options: The rate, concurrency and cleanup of job groups.
  ///   - readsV1Jobs: Whether to read a job from v1 if v2 does not have it, such as a job that was
  ///     created before the switch.
  /// - Returns: The service.
  public static func v2(
    translator: V2Translator = V2Translator(), options: V2Options = V2Options(),
    readsV1Jobs: Bool = true
  ) -> ClassifierService {
    ClassifierService(
      server: .v2(readsV1Jobs: readsV1Jobs), translator: translator, options: options)
  }

  /// A backend made of those of both versions, such as a `MigratingBackend`.
  ///
  /// The ID of a job does not say which version has the job. A job that this service created, listed
  /// or read is remembered; for any other ID that v1 could have assigned, a UUID, the version in the
  /// backend's capabilities is asked first, and then the other.
  ///
  /// If v1 answers a request to create a job, it gets the caller's body unchanged. A body that the
  /// translation refuses is sent to v1 itself, past the backend, if the backend's capabilities are
  /// those of v1 and the request has no group; so a mirror does not see it. The counts of a
  /// `MigratingBackend` have it as `inexpressible`, unless another backend wraps that. The notes are
  /// reported in either case: they say what v2 would get, or why it can't.
  ///
  /// - Parameters:
  ///   - translator: The policy, the dialect of v2, and the form of language codes and file IDs.
  ///   - options: The rate, concurrency and cleanup of job groups.
  ///   - make: Creates the backend; called for every call, so it must be cheap. What calls share,
  ///     such as the stage of a migration, is to be created before.
  /// - Returns: The service.
  public static func backend(
    translator: V2Translator = V2Translator(), options: V2Options = V2Options(),
    _ make: @escaping MakeBackend
  ) -> ClassifierService {
    ClassifierService(
      server: .backend(make, JobVersions()), translator: translator, options: options)
  }

  let server: Server
  let translator: V2Translator
  let options: V2Options

  private init(
    server: Server, translator: V2Translator = V2Translator(), options: V2Options = V2Options()
  ) {
    self.server = server
    self.translator = translator
    self.options = options
  }
}

extension ClassifierService: CustomStringConvertible {
  /// What serves the calls: `v1`, `v2`, or `a backend of both versions`.
  public var description: String {
    switch server {
    case .v1: APIVersion.v1.rawValue
    case .v2: APIVersion.v2.rawValue
    case .backend: "a backend of both versions"
    }
  }
}

/// The notes of one v1-shaped call that v2 served, or of a created v2 job.
///
/// With ``ClassifierService/backend(translator:options:_:)``, the translation of a request is noted
/// even if v1 then answers, which gets the request as it was.
public struct TranslationNotes: Sendable, Hashable {
  /// The call, named as in the service's reference, such as `classifier.jobs.create`.
  public let operation: String
  /// The job whose record was translated; `nil` if the notes are about a request.
  public let jobID: JobID?
  /// The notes, at least one.
  public let notes: [Note]

  init(operation: String, jobID: JobID? = nil, notes: [Note]) {
    self.operation = operation
    self.jobID = jobID
    self.notes = notes
  }

  /// Calls the observer unless there are no notes.
  func report(to observe: (TranslationNotes) -> Void) {
    if !notes.isEmpty { observe(self) }
  }
}
