// SPDX-License-Identifier: Apache-2.0

/// The answer to a call, and what came with it.
public struct ServiceResponse<Answer: Sendable>: Sendable {
  /// The answer.
  public let value: Answer
  /// What came with it.
  public let metadata: ResponseMetadata

  /// The status, which is a success.
  public var status: HTTPStatus { metadata.status }
  /// The header fields.
  public var headerFields: HTTPFields { metadata.headerFields }
  /// How many times the request was sent.
  public var attempts: Int { metadata.attempts }
  /// The id by which the service's own logs know the request.
  public var requestID: String? { metadata.requestID }
}
