// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A request that one version has answered, to be repeated on the other.
struct MirroredRequest: Sendable {
  /// The caller's request without webhooks, whose secrets a mirror must not keep.
  let request: ClassifyRequest
  /// The size of the texts of the request, in bytes.
  let byteCount: Int
  /// The caller's job.
  let primaryID: JobID
  /// The version to repeat it on.
  let version: APIVersion
  /// The time since the caller submitted the request.
  let sinceSubmission: Stopwatch

  init(
    request: ClassifyRequest, primaryID: JobID, version: APIVersion, sinceSubmission: Stopwatch
  ) {
    var kept = request
    kept.webhooks = []
    kept.savedWebhookIDs = []
    self.request = kept
    byteCount = Self.byteCount(of: kept)
    self.primaryID = primaryID
    self.version = version
    self.sinceSubmission = sinceSubmission
  }

  private static func byteCount(of request: ClassifyRequest) -> Int {
    var count = request.documents.reduce(0) { $0 + $1.identifier.utf8.count }
    switch request.configuration {
    case .saved(let id): count += id.utf8.count
    case .inline(let inline):
      for rule in inline.rules { count += rule.type.utf8.count + rule.description.utf8.count }
      let ranges = inline.parsing.pages.pages?.ranges.count ?? 0
      count += ranges * MemoryLayout<PageRanges.Bounds>.stride
    }
    return count
  }

  /// Returns the request for one document, with a key of its own.
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
