// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
package import ClassifyModel

/// Compares the job that the service answered with what was asked for.
///
/// The service answers a repeated idempotency key with the first job and ignores the rest of the
/// request. Somebody else's job must not pass for the one that was asked for.
package enum EchoCheck {
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/idempotencyMismatch`` if the
  ///   job has another document, other rules, or reads other pages.
  package static func check(
    _ job: V2.Job, against body: V2.ClassifyCreateParams
  ) throws(ClassifyError) {
    guard let difference = difference(job, body) else { return }
    throw ClassifyError(
      code: .idempotencyMismatch,
      message: "the key \"\(body.transactionID.value ?? "")\" belongs to job \(job.id), which has "
        + "\(difference); use a new key for a new request",
      operation: "classify.create")
  }

  private static func difference(_ job: V2.Job, _ body: V2.ClassifyCreateParams) -> String? {
    if let echoed = job.transactionID.value, echoed != body.transactionID.value {
      return "the key \"\(echoed)\""
    }
    let input = job.fileInput ?? job.documentInputValue
    let document = body.fileInput.value ?? body.fileID.value ?? body.parseJobID.value
    if let input, let asked = document,
      !DocumentReference.file(input).isSameDocument(as: .file(asked))
    {
      return "the document \"\(input)\" in place of \"\(asked)\""
    }
    // A job without the member may have the configuration; one with another value has not.
    if let asked = body.configurationID.value, !job.configurationID.isAbsent,
      job.configurationID.value != asked
    {
      let echoed = job.configurationID.value.map { "the configuration \"\($0)\"" }
      return "\(echoed ?? "rules of its own") in place of the configuration \"\(asked)\""
    }
    guard let asked = body.configuration.value,
      !asked.hasSameMeaning(as: job.configuration)
    else { return nil }
    return asked.rules.map(Self.plain) == job.configuration.rules.map(Self.plain)
      ? "another mode, language, page limit or selection of pages" : "other rules"
  }

  private static func plain(_ rule: V2.Rule) -> Rule {
    Rule(type: rule.type, description: rule.description)
  }
}
