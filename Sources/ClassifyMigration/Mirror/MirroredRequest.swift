// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A request that one version has answered, to be repeated on the other.
struct MirroredRequest: Sendable {
  /// The request as the caller submitted it.
  let request: ClassifyRequest
  /// The caller's job.
  let primaryID: JobID
  /// The version to repeat it on.
  let version: APIVersion
  /// The time since the caller submitted the request.
  let sinceSubmission: Stopwatch

  /// Returns the request for one document: without webhooks, and with a key of its own.
  ///
  /// - Parameters:
  ///   - position: The zero-based position of the document.
  ///   - hasKeys: Whether the version has idempotency keys.
  /// - Returns: The request.
  func request(at position: Int, hasKeys: Bool) -> ClassifyRequest {
    ClassifyRequest(
      documents: [request.documents[position]], configuration: request.configuration,
      idempotency: hasKeys
        ? .transaction(MirrorKey.text(of: primaryID, position: position)) : .automatic)
  }
}

/// The idempotency keys of mirrored jobs, by which lists recognize them.
enum MirrorKey {
  /// The prefix of all keys.
  static let prefix = "cb1-mirror."

  /// Returns the key for one document of a job: `cb1-mirror.<job id>.<position>`.
  ///
  /// An ID that is too long for a key is replaced by a UUID that is derived from it.
  static func text(of id: JobID, position: Int) -> String {
    let key = "\(prefix)\(id.text).\(position)"
    guard ClassifyRequest.keyLengths.contains(key.unicodeScalars.count) else {
      return "\(prefix)\(UniversalID(derivedFrom: id.text)).\(position)"
    }
    return key
  }
}
