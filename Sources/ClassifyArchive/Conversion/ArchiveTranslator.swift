// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel
public import ClassifyV1
public import ClassifyV2

/// Translates typed records from one version to the other, as a conversion of lines does.
///
/// A record is refused if the policy refuses a note of reading or of writing it.
public struct ArchiveTranslator: Sendable, Hashable {
  /// The options; ``ArchiveOptions/target`` is not used.
  public var options: ArchiveOptions

  /// Creates a translator.
  public init(options: ArchiveOptions) {
    self.options = options
  }

  /// Translates a v1 job to v2, one job for each result.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - results: Its results; `nil` if they are not known.
  /// - Returns: The jobs, with notes whose pointers refer to the job, to its results below `/items`,
  ///   or to the array of written jobs.
  /// - Throws: ``TranslationRefusal`` if the policy refuses a note.
  public func v2Jobs(
    from job: V1.Job, results: [V1.FileClassification]? = nil
  ) throws(TranslationRefusal) -> Translation<[V2.Job]> {
    try checked(
      try options.v1.job(from: job, results: results).then { (model) throws(TranslationRefusal) in
        try options.v2.jobs(from: model)
      })
  }

  /// Translates the v2 jobs of one group, or one other v2 job, to a v1 job with its results.
  ///
  /// - Parameter jobs: The jobs in the order of the group, at least one.
  /// - Returns: The job with its results, with notes whose pointers refer to the array of jobs, or to
  ///   the written job and its `/items`; `nil` if there are no jobs.
  /// - Throws: ``TranslationRefusal`` if the policy refuses a note.
  public func v1Job(
    from jobs: [V2.Job]
  ) throws(TranslationRefusal) -> Translation<V1.JobRecord>? {
    guard let first = jobs.first else { return nil }
    let isGroup = first.transactionID.value.flatMap { GroupMemberKey($0) } != nil
    let job = isGroup ? options.v2.job(fromGroup: jobs) : options.v2.job(from: first)
    guard let job else { return nil }
    return try checked(
      try job.then { (model) throws(TranslationRefusal) in try options.v1.record(from: model) })
  }

  /// Translates a v1 request body to v2, one body for each file.
  ///
  /// - Throws: ``TranslationRefusal`` if the body is invalid or the policy refuses a note.
  public func v2Bodies(
    from params: V1.JobCreateParams
  ) throws(TranslationRefusal) -> Translation<[V2.ClassifyCreateParams]> {
    try checked(
      try options.v1.request(from: params).then { (request) throws(TranslationRefusal) in
        try options.v2.params(from: request) { _ in nil }
      })
  }

  /// Translates a v2 request body to v1.
  ///
  /// - Throws: ``TranslationRefusal`` if the body is invalid, v1 can't represent it, or the policy
  ///   refuses a note.
  public func v1Body(
    from params: V2.ClassifyCreateParams
  ) throws(TranslationRefusal) -> Translation<V1.JobCreateParams> {
    try checked(
      try options.v2.request(from: params).then { (request) throws(TranslationRefusal) in
        try options.v1.params(from: request)
      })
  }

  /// Applies the policy to the notes of reading, too, which never refuses by itself.
  private func checked<Value>(
    _ translation: Translation<Value>
  ) throws(TranslationRefusal) -> Translation<Value> {
    guard !translation.notes.contains(where: { options.policy.refuses($0.effect) }) else {
      throw TranslationRefusal(notes: translation.notes, policy: options.policy)
    }
    return translation
  }
}
