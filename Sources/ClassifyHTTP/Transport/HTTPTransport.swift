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

  /// Sends a request, tells how much of its body has left, and returns the response.
  ///
  /// A transport that can't tell need not implement it: all is then told at once, at the end.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called with the number of bytes of the body that have left so far.
  /// - Returns: The response with its whole body.
  /// - Throws: ``TransportError`` if there is no complete response.
  func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (_ bytesSent: Int) -> Void
  ) async throws(TransportError) -> HTTPResponse
}

extension HTTPTransport {
  /// Sends a request, and tells at the end that all of its body has left.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called with the number of bytes of the body.
  /// - Returns: The response with its whole body.
  /// - Throws: ``TransportError`` if there is no complete response.
  public func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (_ bytesSent: Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    let response = try await send(request)
    onProgress(request.body?.count ?? 0)
    return response
  }
}
