// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// What a server knows of a request when it is done with it, for logs and counters.
///
/// It holds neither bodies nor header fields nor the query, so that no secret can be among it.
public struct ServedExchange: Sendable, Hashable {
  /// How an exchange ended.
  public enum Ending: Sendable, Hashable {
    /// With an answer of this status, of which the client need not have read all yet.
    case answered(status: Int)
    /// The connection was broken without an answer, since the transport's was.
    case broken
    /// The client had left before there was an answer.
    case abandoned
  }

  /// The method; nil if the request was too broken to have one.
  public var method: String?
  /// The path without its query; nil if the request was too broken to have one.
  public var path: String?
  /// The size of the request's body.
  public var requestBytes: Int
  /// How it ended.
  public var ending: Ending
  /// From the end of the request to when the answer was on its way.
  public var duration: Duration
}
#endif
