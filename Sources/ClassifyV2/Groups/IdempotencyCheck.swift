// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
package import ClassifyModel

/// The check that a returned job matches the request that created it.
///
/// The service responds to a repeated idempotency key with the first job and ignores the rest of
/// the request, so a reused key can return a job of another request.
package enum IdempotencyCheck {
  /// Compares a job with the request body that created it.
  ///
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/idempotencyMismatch`` if the
  ///   job's key, document or configuration differs from the body's.
  package static func check(
    _ job: V2.Job, against body: V2.ClassifyCreateParams
  ) throws(ClassifyError) {
    guard let difference = difference(job, body) else { return }
    throw ClassifyError(
      code: .idempotencyMismatch,
      message: "the key \"\(body.transactionID.value ?? "")\" belongs to job \(job.id), which has "
        + "\(difference); use a new key for a new request",
      operation: "classify.create", jobID: .v2(job.id))
  }

  /// Describes the first difference, for an error message; `nil` if there is none.
  private static func difference(_ job: V2.Job, _ body: V2.ClassifyCreateParams) -> String? {
    if let echoed = job.transactionID.value, echoed != body.transactionID.value {
      return "the key \"\(echoed)\""
    }
    let input = job.fileInput ?? job.documentInputValue
    let document = body.fileInput.value ?? body.fileID.value ?? body.parseJobID.value
    if let input, let requested = document,
      !DocumentReference.file(input).isSameDocument(as: .file(requested))
    {
      return "the document \"\(input)\" in place of \"\(requested)\""
    }
    // An absent `configuration_id` proves nothing: only a present one can differ.
    if let requested = body.configurationID.value, !job.configurationID.isAbsent,
      job.configurationID.value != requested
    {
      let echoed = job.configurationID.value.map { "the configuration \"\($0)\"" }
      return "\(echoed ?? "rules of its own") in place of the configuration \"\(requested)\""
    }
    guard let requested = body.configuration.value,
      !requested.hasSameMeaning(as: job.configuration, ignoringMode: true)
    else { return nil }
    return requested.rules.map { Rule($0) } == job.configuration.rules.map { Rule($0) }
      ? "another language, page limit or selection of pages" : "other rules"
  }
}
