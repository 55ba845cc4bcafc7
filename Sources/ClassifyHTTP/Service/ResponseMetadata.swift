// SPDX-License-Identifier: Apache-2.0

/// What came with an answer besides the answer itself.
public struct ResponseMetadata: Sendable, Hashable {
  /// The operation, named as in the service's reference, such as `classify.create`.
  public let operation: String
  /// The status, which is a success.
  public let status: HTTPStatus
  /// The header fields.
  public let headerFields: HTTPFields
  /// How many times the request was sent.
  public let attempts: Int

  /// The id by which the service's own logs know the request.
  public var requestID: String? { headerFields.serviceRequestID }
}

extension HTTPFields {
  var serviceRequestID: String? { self[.requestID] ?? self[.correlationID] }
}
