// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

extension Sandbox {
  /// One request as the sandbox saw it.
  public struct RequestRecord: Sendable, Hashable {
    /// What was asked for; nil if it is nothing that the sandbox does.
    public let operation: Operation?
    /// The method.
    public let method: HTTPMethod
    /// The path with its query, as it was sent.
    public let path: String
    /// Whether the request was worked on; a fault can keep it from that.
    public internal(set) var wasProcessed: Bool
    /// The status of the response; nil if the client got none.
    public internal(set) var status: HTTPStatus?
  }
}
