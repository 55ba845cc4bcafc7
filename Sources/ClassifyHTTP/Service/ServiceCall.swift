// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// One operation of the service as a value: what to send, and how to read the answer.
public struct ServiceCall<Answer: Sendable>: Sendable {
  /// The operation, named as in the service's reference, such as `classify.create`.
  public var operation: String
  /// The method.
  public var method: HTTPMethod
  /// The segments of the path behind the base URL, not encoded, such as `["api", "v2", "classify"]`.
  public var path: [String]
  /// The items of the query.
  public var query: QueryItems
  /// The body.
  public var body: RequestBody?
  /// Whether the request may be sent again when nobody knows what became of it.
  public var idempotency: Idempotency

  /// Reads the body of an answer whose status is a success.
  let decode: @Sendable ([UInt8], JSONLimits) throws(JSONError) -> Answer

  private init(
    _ operation: String, _ method: HTTPMethod, _ path: [String], _ query: QueryItems,
    _ body: RequestBody?, _ idempotency: Idempotency?,
    decode: @escaping @Sendable ([UInt8], JSONLimits) throws(JSONError) -> Answer
  ) {
    self.operation = operation
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.idempotency = idempotency ?? (method == .post ? .nonIdempotent : .idempotent)
    self.decode = decode
  }

  /// Makes a call that is answered with JSON.
  ///
  /// Without an `idempotency`, all but a `POST` counts as idempotent.
  public init(
    operation: String, method: HTTPMethod, path: [String], query: QueryItems = [:],
    body: RequestBody? = nil, idempotency: Idempotency? = nil
  ) where Answer: JSONReadable {
    self.init(operation, method, path, query, body, idempotency) {
      bytes, limits throws(JSONError) in
      try Answer(json: bytes, limits: limits)
    }
  }

  /// Makes a call whose answer says nothing but that it is done; its body is not looked at.
  ///
  /// Without an `idempotency`, all but a `POST` counts as idempotent.
  public init(
    operation: String, method: HTTPMethod, path: [String], query: QueryItems = [:],
    body: RequestBody? = nil, idempotency: Idempotency? = nil
  ) where Answer == Void {
    self.init(operation, method, path, query, body, idempotency) { _, _ in }
  }
}
