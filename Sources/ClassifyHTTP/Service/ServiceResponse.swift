// SPDX-License-Identifier: Apache-2.0

/// The decoded response to a call, with its metadata.
public struct ServiceResponse<Value: Sendable>: Sendable {
  /// The decoded body.
  public let value: Value
  /// The status, the header fields, and the number of attempts.
  public let metadata: ResponseMetadata

  /// The status, always 2xx.
  public var status: HTTPStatus { metadata.status }
  /// The header fields.
  public var headerFields: HTTPFields { metadata.headerFields }
  /// The number of attempts, 1 or more.
  public var attempts: Int { metadata.attempts }
  /// The ID of the request in the service's logs; `nil` if the response has none.
  public var requestID: String? { metadata.requestID }
}

/// The status, header fields and attempt count of a successful call.
public struct ResponseMetadata: Sendable, Hashable {
  /// The name of the operation in the service's API reference, such as `classify.create`.
  public let operation: String
  /// The status, always 2xx.
  public let status: HTTPStatus
  /// The header fields.
  public let headerFields: HTTPFields
  /// The number of attempts, 1 or more.
  public let attempts: Int

  /// The ID of the request in the service's logs; `nil` if the response has none.
  public var requestID: String? { headerFields.serviceRequestID }
}

extension HTTPFields {
  /// The value of `x-request-id` or, if absent, of `x-correlation-id`.
  var serviceRequestID: String? { self[.requestID] ?? self[.correlationID] }
}
