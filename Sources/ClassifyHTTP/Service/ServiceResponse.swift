// SPDX-License-Identifier: Apache-2.0

/// The answer to a call, and what came with it.
public struct ServiceResponse<Answer: Sendable>: Sendable {
  /// The answer.
  public let value: Answer
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
