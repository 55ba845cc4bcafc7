// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// What the upstream requests for one translated request have in common: the client's header
/// fields, and what the answer tells of the upstream's responses.
///
/// It is a task-local value, because the clients between here and the transport are shared by the
/// requests of a caller.
final class UpstreamCalls: Sendable {
  /// Those of the task's request.
  @TaskLocal static var current: UpstreamCalls?

  /// The maximum number of failed responses that are kept, one for each status.
  private static let maximumFailures = 8
  /// The maximum size of a failed response's body that is kept, in bytes.
  private static let maximumFailureBytes = 256 * 1_024

  private struct State {
    var failures: [Int: HTTPResponse] = [:]
    var requestIDs: HTTPFields = []
    var hasCreated = false
  }

  /// The client's fields that go upstream unchanged with every request.
  let forwardedFields: HTTPFields
  /// The client's cookies, which do, too.
  let cookies: Cookies
  private let state = Mutex(State())

  /// Creates those of a client's request.
  init(forwarding fields: HTTPFields) {
    cookies = Cookies(fields)
    forwardedFields = HTTPFields(fields.filter { !Self.isOwn($0.name) })
  }

  /// Whether a request has created a job, or found that it exists.
  var hasCreated: Bool { state.withLock(\.hasCreated) }
  /// The IDs of the last response in the upstream's logs.
  var requestIDs: HTTPFields { state.withLock(\.requestIDs) }

  /// Returns the first failed response with a status.
  func failure(_ status: Int) -> HTTPResponse? { state.withLock { $0.failures[status] } }

  /// Records a response to a request.
  func record(_ response: HTTPResponse, to request: HTTPRequest) {
    let isCreation = request.method == .post && !request.path.contains("/cancel")
    let ids = HTTPFields(
      response.headerFields.filter { [.requestID, .correlationID].contains($0.name) })
    state.withLock { state in
      if !ids.isEmpty { state.requestIDs = ids }
      let status = response.status
      guard status.kind != .successful else {
        state.hasCreated = state.hasCreated || isCreation
        return
      }
      guard state.failures[status.code] == nil, state.failures.count < Self.maximumFailures else {
        return
      }
      var kept = response
      if kept.body.count > Self.maximumFailureBytes { kept.body = [] }
      state.failures[status.code] = kept
    }
  }

  /// Names of the fields of a request that are not the client's upstream.
  ///
  /// They are those of the gateway's own bodies and connections, and those that would change what
  /// is returned. The credentials are added by ``CallerTransport`` and the client.
  private static let ownNames: Set<String> = [
    "accept", "accept-encoding", "authorization", "connection", "cookie", "expect",
    "host", "keep-alive", "proxy-authorization", "proxy-connection", "range", "te", "trailer",
    "transfer-encoding", "upgrade", "x-retry-count",
  ]
  private static let ownPrefixes = ["content-", "if-"]

  private static func isOwn(_ name: HTTPFieldName) -> Bool {
    let name = name.canonicalName
    return ownNames.contains(name) || ownPrefixes.contains { name.hasPrefix($0) }
  }
}
#endif
