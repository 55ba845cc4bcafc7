// SPDX-License-Identifier: Apache-2.0

/// The failure of one call to a Classify backend.
///
/// Every backend throws this one type for what went wrong between it and the service, so that a
/// caller handles a missing job alike whichever version answered. A cancelled task throws
/// `CancellationError` instead.
///
/// It never holds a key: headers are not part of it, and a URL is kept without its user part.
public struct ClassifyError: Error, Sendable, Hashable {
  /// What went wrong, as a word that stays the same across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The service refused the request as malformed (400).
    case badRequest
    /// The key is missing or wrong (401).
    case authentication
    /// The account has no credits left (402).
    case paymentRequired
    /// The key is not allowed to do this (403).
    case permissionDenied
    /// No such job, file or configuration (404).
    case notFound
    /// The state of the job does not permit this (409).
    case conflict
    /// The service refused the values of the request (422).
    case unprocessable
    /// Too many requests, and the retries are used up (429).
    case rateLimited
    /// The service failed (500 and above), and the retries are used up.
    case server
    /// The service answered with another status that is not a success, such as a redirect.
    case unexpectedStatus
    /// The answer is not what the contract says; ``ClassifyError/message`` says where.
    case malformedResponse
    /// The answer is larger than the client accepts.
    case responseTooLarge
    /// No connection could be made, or it broke.
    case connection
    /// The server's certificate was not accepted.
    case insecureConnection
    /// The time for the call ran out.
    case timeout
    /// The request can't be sent as it stands, for instance because an id is empty.
    case invalidRequest
    /// The backend's version has no such operation; ``BackendCapabilities`` says so beforehand.
    case unsupported
    /// The service holds another job under the same idempotency key.
    case idempotencyMismatch
    /// Members of a job group could not be created or found; the message lists them.
    case incompleteGroup
  }

  /// What went wrong.
  public var code: Code
  /// A sentence for a person: what happened, with the values quoted, and what to do.
  public var message: String
  /// The operation that failed, named as in the service's reference, such as `classify.create`.
  public var operation: String?
  /// The HTTP method of the failed request, such as `POST`.
  public var method: String?
  /// The URL of the failed request, without a user part.
  public var url: String?
  /// The HTTP status of the answer, if there was one.
  public var status: Int?
  /// What the service itself said, from `detail` of the answer's body.
  public var serverMessage: String?
  /// The id by which the service's own logs know the request.
  public var requestID: String?
  /// How many times the request was sent.
  public var attempts: Int

  /// Makes an error; everything but the code and the message can be added later.
  public init(
    code: Code, message: String, operation: String? = nil, method: String? = nil,
    url: String? = nil, status: Int? = nil, serverMessage: String? = nil,
    requestID: String? = nil, attempts: Int = 0
  ) {
    self.code = code
    self.message = message
    self.operation = operation
    self.method = method
    self.url = url
    self.status = status
    self.serverMessage = serverMessage
    self.requestID = requestID
    self.attempts = attempts
  }
}

extension ClassifyError: CustomStringConvertible {
  /// The message, and behind it what is known of the request, on one line.
  public var description: String {
    var facts: [String] = []
    if let operation { facts.append(operation) }
    if let method, let url { facts.append("\(method) \(url)") }
    if let status { facts.append("status \(status)") }
    if let requestID { facts.append("request id \(requestID)") }
    if attempts > 1 { facts.append("\(attempts) attempts") }
    return facts.isEmpty ? message : "\(message) [\(facts.joined(separator: ", "))]"
  }
}
