// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel
public import ClassifyV2

/// The version of Classify that serves the v1-shaped calls of a client.
public struct ClassifierService: Sendable, Hashable {
  /// v1 itself.
  public static let v1 = ClassifierService(version: .v1)

  /// v2, with the default translation.
  ///
  /// A request that v2 can only serve with other pages, cost or results is refused with a
  /// ``TranslationRefusal`` before anything is sent.
  public static let v2 = ClassifierService(version: .v2)

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
      version: .v2, translator: translator, options: options, readsV1Jobs: readsV1Jobs)
  }

  /// The version that serves the calls.
  public let version: APIVersion
  let translator: V2Translator
  let options: V2Options
  let readsV1Jobs: Bool

  private init(
    version: APIVersion, translator: V2Translator = V2Translator(),
    options: V2Options = V2Options(), readsV1Jobs: Bool = true
  ) {
    self.version = version
    self.translator = translator
    self.options = options
    self.readsV1Jobs = readsV1Jobs
  }
}

extension ClassifierService: CustomStringConvertible {
  /// The name of the version, such as `v2`.
  public var description: String { version.rawValue }
}

/// The notes of one v1-shaped call that v2 served, or of a created v2 job.
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
