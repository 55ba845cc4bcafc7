// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A builder of the errors of one call, with context added and secrets redacted.
struct ErrorBuilder: Sendable {
  private static let maximumServerMessageBytes = 2_000
  private static let maximumRequestIDBytes = 200
  private static let maximumExcerptBytes = 60
  /// At least the number of bytes at its offset that a ``JSONError`` quotes: up to 40 characters,
  /// which can be escaped.
  private static let maximumQuotedBytes = 256

  let operation: String
  let method: HTTPMethod
  let baseURL: BaseURL
  let jobID: JobID?
  let idempotencyKey: String?
  /// Returns the call's redactor; called for errors only, because successful calls need none.
  let makeRedactor: @Sendable () -> Redactor
  var url: String?
  /// The size of the request's body in bytes.
  var requestSize = 0
  var attempts = 0
  /// Whether the service may have processed the request in any attempt so far.
  var mayHaveBeenProcessed = false

  private var redactor: Redactor { makeRedactor() }

  /// Returns the error for the failure of the last attempt.
  func error(_ failure: AttemptFailure) -> ClassifyError {
    switch failure {
    case .response(let response): error(response)
    case .transport(let error): self.error(error)
    }
  }

  /// Returns the error for a response body that can't be decoded.
  func malformed(_ error: JSONError, _ response: HTTPResponse) -> ClassifyError {
    let type = response.headerFields[.contentType] ?? "no content type"
    let isJSON = HTTPSyntax.lowercased(type).contains("json")
    let hint = isJSON ? "" : " It has \(type): check that the base URL is that of the service."
    let redactor = redactor
    // A pointer escapes `/` and `~`, which would hide a secret in a name.
    let pointer = JSONPointer(tokens: error.pointer.tokens.map { redactor.redacted($0) })
    let place = pointer.isRoot ? "its top level" : "\(pointer)"
    let start = min(error.offset, response.body.count)
    // The error quotes the beginning of what follows: too little of a secret to recognize it.
    let follows = redactor.redacted(response.body, from: start, limit: Self.maximumQuotedBytes)
    let reason = follows.contains(Redaction.placeholder) ? "" : "\(error.message), "
    let excerpt = redactor.redacted(response.body, from: start, limit: Self.maximumExcerptBytes)
    let message =
      "The response does not match the contract: at \(place), line \(error.line), column "
      + "\(error.column), \(reason)near “\(excerpt)”.\(hint)"
    var result = addingContext(
      to: ClassifyError(code: .malformedResponse, message: message), response)
    // Every response of the service that is decoded is an object.
    let first = response.body.first { $0 > UInt8(ascii: " ") }
    result.isForeignResponse = first != UInt8(ascii: "{")
    return result
  }

  /// Returns the error for a response body larger than `limit` bytes.
  func tooLarge(limit: Int, _ response: HTTPResponse? = nil) -> ClassifyError {
    let message =
      "The response is larger than \(limit) bytes: request less at a time, or raise "
      + "maximumResponseBytes."
    return addingContext(to: ClassifyError(code: .responseTooLarge, message: message), response)
  }

  /// Returns the error for a response about another job than the call's.
  func aboutOtherJob(_ other: String, _ response: HTTPResponse) -> ClassifyError {
    let message =
      "The response is about the job \(quoted(other)), and not about \(quoted(jobID?.text ?? "")), "
      + "which was requested: report this to the operators of the service, or of a proxy before it."
    return addingContext(to: ClassifyError(code: .malformedResponse, message: message), response)
  }

  /// Returns the error with the call's context added and secrets redacted.
  func addingContext(to error: ClassifyError, _ response: HTTPResponse? = nil) -> ClassifyError {
    let redactor = redactor
    var result = ClassifyError(
      code: error.code, message: redactor.redacted(error.message), operation: operation,
      method: method.rawValue, url: url.map { ShortURL.text(redactor.redacted($0)) },
      status: response?.status.code,
      serverMessage: error.serverMessage.map {
        redactor.redacted($0, limit: Self.maximumServerMessageBytes)
      },
      requestID: response?.headerFields.serviceRequestID.map {
        redactor.redacted($0, limit: Self.maximumRequestIDBytes)
      },
      attempts: attempts, jobID: error.jobID ?? redactedJobID,
      retryAfter: response.flatMap { RetryHint.delay(in: $0.headerFields, now: nil) })
    result.keyAdvice = keyAdvice.map { redactor.redacted($0) }
    result.mayHaveBeenProcessed = mayHaveBeenProcessed
    return result
  }

  private func quoted(_ id: String) -> String { "“\(redactor.redacted(id, limit: 100))”" }

  private var redactedJobID: JobID? {
    guard case .job(let id, let version) = jobID else { return jobID }
    return .job(redactor.redacted(id, limit: PercentEncoding.maximumSegmentBytes), version)
  }

  // MARK: - Kinds of failure

  private func error(_ response: HTTPResponse) -> ClassifyError {
    let rule = StatusRule.rule(for: response.status)
    let serverMessage = ServerMessage.text(in: response.body)
    let quoted = serverMessage.map { ": \(redactor.redacted($0, limit: 500))" } ?? ""
    let target =
      response.headerFields[.location].map {
        " to \(ShortURL.text(redactor.redacted(Self.withoutCredentials($0))))"
      } ?? ""
    let size =
      response.status.code == 413 && requestSize > 0 ? " This one has \(requestSize) bytes." : ""
    let isRedirection = response.status.kind == .redirection
    var result = addingContext(
      to: ClassifyError(
        code: rule.code,
        message: "\(rule.meaning) (\(response.status) from \(baseURL.authority)"
          + "\(isRedirection ? target : ""))\(quoted)\(quoted.hasSuffix(".") ? "" : ".") "
          + rule.advice + size,
        serverMessage: serverMessage),
      response)
    result.lacksDetail = !isRedirection && ServerMessage.detail(in: response.body) == nil
    return result
  }

  private func error(_ error: TransportError) -> ClassifyError {
    let host = baseURL.authority
    let detail = error.message
    let (code, message): (ClassifyError.Code, String) =
      switch error.kind {
      case .cannotConnect:
        (
          .connection,
          "No connection to \(host) could be made (\(detail)). Check the network and the base URL."
        )
      case .connectionLost:
        (.connection, "The connection to \(host) broke (\(detail)). \(retryAdvice(error))")
      case .timedOut:
        (.timeout, "\(host) took too long (\(detail)). \(retryAdvice(error))")
      case .insecureConnection:
        (
          .insecureConnection,
          "No secure connection to \(host) could be made (\(detail)). Check the base URL, and that "
            + "this machine trusts the server's certificate."
        )
      case .responseTooLarge:
        (.responseTooLarge, "The response is too large (\(detail)). Request less at a time.")
      case .cancelled:
        (.connection, "The request to \(host) was cancelled by the transport (\(detail)).")
      case .invalidRequest:
        (.invalidRequest, "The request can't be sent (\(detail)).")
      }
    return addingContext(to: ClassifyError(code: code, message: message))
  }

  private func retryAdvice(_ error: TransportError) -> String {
    switch error.delivery {
    case .notSent: "Nothing was sent: try again."
    case .unknown where idempotencyKey != nil:
      "The service may have received the request."
    case .unknown:
      "The service may have received the request: check whether it did before sending it again."
    }
  }

  /// A sentence that names the idempotency key; `nil` for calls without one, and if no attempt can
  /// have created a job.
  private var keyAdvice: String? {
    guard let idempotencyKey, mayHaveBeenProcessed else { return nil }
    return "A job may exist: repeat the request with the transaction_id “\(idempotencyKey)”, which "
      + "returns that job and creates no second one."
  }

  /// Returns the URL without user information, query and fragment, which can hold secrets.
  private static func withoutCredentials(_ url: String) -> String {
    let plain = url.prefix { $0 != "?" && $0 != "#" }
    guard let slashes = plain.firstRange(of: "//") else { return String(plain) }
    let authority = plain[slashes.upperBound...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return String(plain) }
    return String(plain[..<slashes.upperBound] + plain[plain.index(after: at)...])
  }
}

/// The error message in a response body.
package enum ServerMessage {
  private static let maximumParsedBytes = 1 << 20
  private static let maximumProblems = 20

  /// Returns the `detail` member as text, or the body if there is none; `nil` if that is empty.
  ///
  /// A list of validation problems becomes `body.file_ids: Field required; body.rules.0.type: …`.
  package static func text(in body: [UInt8]) -> String? {
    if let detail = detail(in: body) { return detail }
    let text = HTTPSyntax.trimmingWhitespace(
      String(decoding: body.prefix(maximumParsedBytes), as: UTF8.self))
    return text.isEmpty ? nil : text
  }

  /// Returns the `detail` member as text; `nil` if there is none, as in the error of a proxy.
  static func detail(in body: [UInt8]) -> String? {
    let limits = JSONLimits(maximumBytes: maximumParsedBytes)
    guard let value = try? JSONValue(json: body, limits: limits), let detail = value["detail"]
    else { return nil }
    if let text = detail.string { return text }
    guard let problems = detail.array else {
      return detail.isNull ? nil : withoutInput(detail).jsonText()
    }
    let texts = problems.prefix(maximumProblems).map(problem)
    let rest = problems.count - texts.count
    let list = texts.joined(separator: "; ")
    return rest > 0 ? "\(list); and \(rest) more" : list
  }

  private static func problem(_ value: JSONValue) -> String {
    guard let message = value["msg"]?.string else { return withoutInput(value).jsonText() }
    let place = (value["loc"]?.array ?? []).map { $0.string ?? $0.jsonText() }
    return place.isEmpty ? message : "\(place.joined(separator: ".")): \(message)"
  }

  /// Returns details without the members with which FastAPI repeats the request, and without the
  /// secrets of webhooks.
  private static func withoutInput(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .number, .string: return value
    case .array(let elements): return .array(elements.map(withoutInput))
    case .object(let members):
      var result = JSONObject()
      for (name, member) in members where name != "input" && name != "ctx" {
        result.append(name, withoutInput(Redaction.withoutWebhookSecrets(member, named: name)))
      }
      return .object(result)
    }
  }
}
