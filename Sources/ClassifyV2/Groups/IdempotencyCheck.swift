// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
package import ClassifyHTTP
import ClassifyJSON
package import ClassifyModel

/// The check that a returned job matches the request that created it.
///
/// The service responds to a repeated idempotency key with the first job and ignores the rest of
/// the request, so a reused key can return a job of another request.
///
/// Errors quote the request, and of the response only the job's ID. In errors and notes, the secrets
/// of the call are redacted.
package enum IdempotencyCheck {
  /// The origin of an idempotency key.
  package enum KeyOrigin: Sendable, Hashable {
    /// The caller's own key, which can belong to another request.
    case caller
    /// A random key of this client, which belongs to this request only.
    case generated
  }

  /// Compares a job with the request body that created it.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - body: The request body.
  ///   - origin: The origin of the key. A job with a generated key is of this request, so another
  ///     configuration is how the service understood it: a note, not an error.
  ///   - redactor: The redactor of the call; made only if there is a difference.
  /// - Returns: The differences of the configuration.
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/idempotencyMismatch`` if the
  ///   job's key or document differs from the body's, or its configuration although the key is the
  ///   caller's.
  @discardableResult
  package static func check(
    _ job: V2.Job, against body: V2.ClassifyCreateParams, key origin: KeyOrigin = .caller,
    redactor: @autoclosure () -> Redactor
  ) throws(ClassifyError) -> [Note] {
    if let difference = differentIdentity(job, body) {
      throw mismatch(job, body, difference, redactor())
    }
    let differences = differentConfiguration(job, body)
    if origin == .caller, let first = differences.first {
      throw mismatch(job, body, first.text, redactor())
    }
    guard !differences.isEmpty else { return [] }
    let redactor = redactor()
    return differences.map { difference in
      Note(
        .echoDiffers, at: difference.pointer, before: difference.before.map(redactor.redacting),
        after: difference.after.map(redactor.redacting),
        message: redactor.redacting("the service created job \(job.id) with \(difference.text)"))
    }
  }

  private static func mismatch(
    _ job: V2.Job, _ body: V2.ClassifyCreateParams, _ difference: String, _ redactor: Redactor
  ) -> ClassifyError {
    let key = body.transactionID.value ?? ""
    // Callers of a group know its ID, and not the keys of its members.
    let message =
      if let member = GroupMemberKey(key) {
        "job \(job.id), of document \(member.index + 1) of the group \(member.group), has "
          + "\(difference); use a new group for a new request"
      } else {
        "the key \"\(key)\" belongs to job \(job.id), which has \(difference); use a new key for a "
          + "new request"
      }
    return ClassifyError(
      code: .idempotencyMismatch,
      message: redactor.redacted(message),
      operation: "classify.create", jobID: .v2(redactor.redacted(job.id)))
  }

  /// Describes another key or document; `nil` if there is none.
  private static func differentIdentity(
    _ job: V2.Job, _ body: V2.ClassifyCreateParams
  ) -> String? {
    if let echoed = job.transactionID.value, echoed != body.transactionID.value {
      return "another key"
    }
    let input = job.fileInput ?? job.documentInputValue
    let document = body.fileInput.value ?? body.fileID.value ?? body.parseJobID.value
    if let input, let requested = document,
      !DocumentReference.file(input).isSameDocument(as: .file(requested))
    {
      return "another document in place of \"\(requested)\""
    }
    return nil
  }

  /// A value of the configuration that the service echoes differently.
  private struct Difference {
    let pointer: String
    let before: String?
    let after: String?
    let text: String
  }

  private static func differentConfiguration(
    _ job: V2.Job, _ body: V2.ClassifyCreateParams
  ) -> [Difference] {
    var differences: [Difference] = []
    // An absent `configuration_id` proves nothing: only a present one can differ.
    if let requested = body.configurationID.value, !job.configurationID.isAbsent,
      job.configurationID.value != requested
    {
      let echoed = job.configurationID.value == nil ? "rules of its own" : "another configuration"
      differences.append(
        Difference(
          pointer: "/configuration_id", before: requested, after: job.configurationID.value,
          text: "\(echoed) in place of the configuration \"\(requested)\""))
    }
    guard let requested = body.configuration.value,
      !requested.hasSameMeaning(as: job.configuration, ignoringMode: true)
    else { return differences }
    let rules = differentRules(requested.rules, job.configuration.rules)
    return differences
      + (rules.isEmpty
        ? [
          Difference(
            pointer: "/configuration/parsing_configuration",
            before: requested.parsingConfiguration.value?.jsonText(),
            after: job.configuration.parsingConfiguration.value?.jsonText(),
            text: "another language, page limit or selection of pages")
        ] : rules)
  }

  private static func differentRules(
    _ requested: [V2.Rule], _ echoed: [V2.Rule]
  ) -> [Difference] {
    guard requested.count == echoed.count else {
      return [
        Difference(
          pointer: "/configuration/rules", before: Counted.text(requested.count, "rule"),
          after: Counted.text(echoed.count, "rule"), text: "other rules")
      ]
    }
    var differences: [Difference] = []
    for (position, (left, right)) in zip(requested, echoed).enumerated() {
      let pointer = "/configuration/rules/\(position)"
      for (name, before, after) in [
        ("type", left.type, right.type), ("description", left.description, right.description),
      ] where before != after {
        differences.append(
          Difference(
            pointer: "\(pointer)/\(name)", before: before, after: after, text: "other rules"))
      }
    }
    return differences
  }
}
