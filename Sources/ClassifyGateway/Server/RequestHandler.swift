// SPDX-License-Identifier: Apache-2.0

#if Gateway
public import ClassifyHTTP
public import NIOCore

/// What answers the requests that a ``TransportServer`` receives.
///
/// A handler is called on the event loop of the client's connection, where it must neither block nor
/// compute for long; `withTaskExecutorPreference(globalConcurrentExecutor)` leaves it. Its task is
/// cancelled when the client disconnects and when ``TransportServer/Limits/handlingTimeout`` ends.
public protocol RequestHandler: Sendable {
  /// Answers a request whose head has been received.
  ///
  /// - Parameter request: The request; its body is received while it is read.
  /// - Returns: The response, also for everything that a client must be told.
  /// - Throws: `TransportError`, which has the effect listed for ``TransportServer``. If the server
  ///   has rejected the request while its body was received, the rejection is sent instead.
  func respond(to request: IncomingRequest) async throws(TransportError) -> OutgoingResponse
}

/// A request whose head has been received; its body arrives while it is handled.
public struct IncomingRequest: Sendable {
  /// The method.
  public let method: ClassifyHTTP.HTTPMethod
  /// The path and query exactly as received, in origin form: it starts with a slash.
  public let target: String
  /// The host that the client named, with `:port` if there is one; empty if it named none.
  public let authority: String
  /// The header fields in their original order and spelling, without hop-by-hop fields (RFC 9110
  /// §7.6.1), `Host`, `Content-Length` and `Expect`.
  public internal(set) var fields: HTTPFields
  /// The body, with one consumer.
  public let body: IncomingBody
  /// The ID for logs and responses.
  public var id: RequestID
  /// The request on its connection; `nil` for a request that no server has received.
  var inFlight: RequestInFlight?

  /// The rejection that replaces the handler's response; `nil` if the response is sent.
  var rejection: RequestRejection? { inFlight?.rejection }

  /// Creates a request; the parts are not validated.
  public init(
    method: ClassifyHTTP.HTTPMethod, target: String, authority: String = "",
    fields: HTTPFields = [], body: IncomingBody = IncomingBody()
  ) {
    self.method = method
    self.target = target
    self.authority = authority
    self.fields = fields
    self.body = body
    id = RequestID(of: fields)
  }
}

/// A response, whose body can still be produced while it is sent.
public struct OutgoingResponse: Sendable {
  /// A response body.
  public enum Body: Sendable {
    /// The complete body, in an array.
    ///
    /// A `Content-Length` field that is larger truncates the body: it is sent as it is, and then the
    /// connection is closed. A smaller one is replaced.
    case bytes([UInt8])
    /// The complete body, sent like ``bytes(_:)``.
    case buffer(ByteBuffer)
    /// A body in parts, each of which is sent before the next is asked for.
    ///
    /// With `length`, its size in bytes, the response has `Content-Length`; without, it is chunked.
    /// If the parts have another size in total, or if the sequence throws, the connection is reset,
    /// so that the client knows that the body is not complete. Responses that have no body are sent
    /// with the length, and the sequence is not used.
    case stream(length: Int?, any AsyncSequence<ByteBuffer, any Error> & Sendable)
  }

  /// The status code; one outside 200 to 999 is replaced by 502.
  public var status: Int
  /// The header fields; hop-by-hop fields are dropped.
  public var fields: HTTPFields
  /// The body; not sent in response to `HEAD` or with the status 204 or 304.
  public var body: Body

  /// Creates a response.
  public init(status: Int, fields: HTTPFields = [], body: Body = .bytes([])) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}

extension OutgoingResponse {
  /// Creates a response with a complete body.
  init(_ response: ClassifyHTTP.HTTPResponse) {
    self.init(
      status: response.status.code, fields: response.headerFields, body: .bytes(response.body))
  }

  /// Creates the response to a rejected request, with its ID.
  init(_ rejection: RequestRejection, _ id: RequestID) {
    self.init(rejection.response)
    fields.append(id.field)
  }
}
#endif
