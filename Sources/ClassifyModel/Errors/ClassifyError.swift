// SPDX-License-Identifier: Apache-2.0

/// The failure of one call to a Classify backend.
///
/// Every backend throws this type for failures of the service or the connection, so that callers
/// handle, for example, a missing job in the same way for both versions. A cancelled task throws
/// `CancellationError` instead.
///
/// An error never contains an API key: headers are not part of it, and the URL is stored without
/// user information.
public struct ClassifyError: Error, Sendable, Hashable {
  /// An error code, stable across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The service rejected the request as malformed (400).
    case badRequest
    /// The API key is missing or invalid (401).
    case authentication
    /// The account has no credits left (402).
    case paymentRequired
    /// The API key does not permit the operation (403).
    case permissionDenied
    /// The job, file or configuration does not exist (404).
    case notFound
    /// The state of the job does not permit the operation (409).
    case conflict
    /// The service rejected values in the request (422).
    case unprocessable
    /// Too many requests, and all retries were used (429).
    case rateLimited
    /// The service failed (500 or above), and all retries were used.
    case server
    /// Any other status that is not a success, such as a redirect.
    case unexpectedStatus
    /// The response violates the API contract; ``ClassifyError/message`` has the location.
    case malformedResponse
    /// The response exceeds the client's size limit.
    case responseTooLarge
    /// The connection could not be established, or it was lost.
    case connection
    /// The server's certificate was rejected.
    case insecureConnection
    /// The call timed out.
    case timeout
    /// The request can't be sent, for example because an ID is empty.
    case invalidRequest
    /// The backend's version has no such operation; see ``BackendCapabilities``.
    case unsupported
    /// The idempotency key already belongs to a different job.
    case idempotencyMismatch
    /// Members of a job group could not be created or found; the message lists them.
    case incompleteGroup
  }

  /// The error code.
  public var code: Code
  /// A description for people: what happened, with the values quoted, and what to do.
  ///
  /// Show ``keyAdvice`` after it, or ``description``, which has both.
  public var message: String
  /// A sentence that names the idempotency key with which to repeat a creation that may have created
  /// a job; `nil` for other errors.
  public var keyAdvice: String?
  /// The failed operation, as named in the service's reference, such as `classify.create`.
  public var operation: String?
  /// The HTTP method of the failed request, such as `POST`.
  public var method: String?
  /// The URL of the failed request, without user information.
  public var url: String?
  /// The HTTP status code of the response; `nil` if there was no response.
  public var status: Int?
  /// The service's own error message, from `detail` in the response body.
  public var serverMessage: String?
  /// The ID of the request in the service's logs.
  public var requestID: String?
  /// The number of times the request was sent.
  public var attempts: Int
  /// The job or group that the failed operation was about; `nil` if its ID is not known, as for a
  /// creation whose response was lost.
  public var jobID: JobID?
  /// The time after which the service asked to be called again; `nil` if it did not ask.
  public var retryAfter: Duration?
  /// Whether the service may have processed the failed request, so that what it creates may exist.
  ///
  /// It is `false` only if the opposite is proved: every attempt was either not sent or rejected.
  package var mayHaveBeenProcessed = true
  /// Whether the response has another form than the service's, like the page of a proxy.
  package var isForeignResponse = false
  /// Whether the response is an error without `detail`, which the service's errors have.
  package var lacksDetail = false

  /// Creates an error; properties other than the code and the message can be set later.
  public init(
    code: Code, message: String, operation: String? = nil, method: String? = nil,
    url: String? = nil, status: Int? = nil, serverMessage: String? = nil,
    requestID: String? = nil, attempts: Int = 0, jobID: JobID? = nil, retryAfter: Duration? = nil
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
    self.jobID = jobID
    self.retryAfter = retryAfter
  }
}

extension ClassifyError {
  /// Whether the same call can succeed later, although nothing is changed: after too many requests
  /// (429), a failure of the service (500 or above) or of the connection, or a timeout (also 408).
  ///
  /// Waiting for a job continues after such an error. A creation without an idempotency key can have
  /// created a job despite one.
  public var isTransient: Bool {
    switch code {
    case .rateLimited, .server, .connection, .timeout: true
    case .unexpectedStatus: status == 408
    case .badRequest, .authentication, .paymentRequired, .permissionDenied, .notFound, .conflict,
      .unprocessable, .malformedResponse, .responseTooLarge, .insecureConnection, .invalidRequest,
      .unsupported, .idempotencyMismatch, .incompleteGroup:
      false
    }
  }

  /// Returns the error with the job or group that it is about, unless it names a job already; a group
  /// replaces the ID of its member.
  package func concerning(_ id: JobID) -> ClassifyError {
    if case .job = id, jobID != nil { return self }
    var error = self
    error.jobID = id
    return error
  }
}

extension ClassifyError: CustomStringConvertible {
  /// The maximum number of characters of a job ID in ``description``.
  private static let maximumIDLength = 200

  /// The message and the advice on the idempotency key, followed by the known facts about the
  /// request, on one line.
  public var description: String {
    var facts: [String] = []
    if let operation { facts.append(operation) }
    if let jobID, !message.contains(jobID.text) {
      facts.append("job \(jobID.description.prefix(Self.maximumIDLength))")
    }
    if let method, let url { facts.append("\(method) \(url)") }
    if let status { facts.append("status \(status)") }
    if let requestID { facts.append("request ID \(requestID)") }
    if attempts > 1 { facts.append("\(attempts) attempts") }
    let text = [message, keyAdvice].compactMap(\.self).joined(separator: " ")
    return facts.isEmpty ? text : "\(text) [\(facts.joined(separator: ", "))]"
  }
}
