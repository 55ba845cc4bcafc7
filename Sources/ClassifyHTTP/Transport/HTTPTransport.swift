// SPDX-License-Identifier: Apache-2.0

/// A way to carry a request to a server and its response back: the seam to an HTTP library.
///
/// What an implementation owes:
/// - It returns every response whatever its status, and never follows a redirect.
/// - It neither stores nor sends cookies, nor answers from a cache.
/// - It sends the request once. Repeating is the business of ``ServiceClient``, which relies on
///   ``TransportError/delivery-swift.property`` to know what may be repeated.
/// - When the task is cancelled it ends promptly, with the kind
///   ``TransportError/Kind/cancelled``. Deadlines work by this.
/// - It may be called from many tasks at once.
public protocol HTTPTransport: Sendable {
  /// Sends a request and returns the response with its whole body.
  ///
  /// - Throws: ``TransportError`` if there is no complete response.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
