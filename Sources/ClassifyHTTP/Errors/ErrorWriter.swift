// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Writes the errors of one call: what happened, where, and what to do, without secrets.
struct ErrorWriter: Sendable {
  private static let longestServerMessage = 2_000
  private static let longestRequestID = 200

  let operation: String
  let method: HTTPMethod
  let baseURL: BaseURL
  let scrubber: Scrubber
  var url: String?
  var attempts = 0

  /// Returns the error of a call's last attempt.
  func error(_ failure: AttemptFailure) -> ClassifyError {
    switch failure {
    case .response(let response): error(response)
    case .transport(let error): self.error(error)
    }
  }

  /// Returns the error for an answer that is not what the contract says.
  func malformed(_ error: JSONError, _ response: HTTPResponse) -> ClassifyError {
    let type = response.headerFields[.contentType] ?? "no content type"
    let isJSON = HTTPSyntax.lowercased(type).contains("json")
    let hint = isJSON ? "" : " It has \(type): check that the base URL is that of the service."
    let place = error.pointer.isRoot ? "its top level" : "\(error.pointer)"
    let message =
      "The answer is not what the contract says: at \(place), line \(error.line), column "
      + "\(error.column), \(error.message), near \(excerpt(response.body, error.offset)).\(hint)"
    return placed(ClassifyError(code: .malformedResponse, message: message), response)
  }

  /// Returns the error for an answer of more bytes than the configuration allows.
  func tooLarge(limit: Int, _ response: HTTPResponse? = nil) -> ClassifyError {
    let message =
      "The answer is larger than \(limit) bytes: ask for less at a time, or raise "
      + "maximumResponseBytes."
    return placed(ClassifyError(code: .responseTooLarge, message: message), response)
  }

  /// Returns an error with what is known of the call filled in, and secrets taken out.
  func placed(_ error: ClassifyError, _ response: HTTPResponse? = nil) -> ClassifyError {
    ClassifyError(
      code: error.code, message: scrubber.scrubbed(error.message), operation: operation,
      method: method.rawValue, url: url.map { scrubber.scrubbed($0) },
      status: response?.status.code,
      serverMessage: error.serverMessage.map {
        scrubber.scrubbed($0, limit: Self.longestServerMessage)
      },
      requestID: response?.headerFields.serviceRequestID.map {
        scrubber.scrubbed($0, limit: Self.longestRequestID)
      },
      attempts: attempts)
  }

  // MARK: - Kinds of failure

  private func error(_ response: HTTPResponse) -> ClassifyError {
    let rule = StatusRule.rule(for: response.status)
    let said = ServerMessage.text(in: response.body)
    let quoted = said.map { ": \(scrubber.scrubbed($0, limit: 500))" } ?? ""
    let target = response.headerFields[.location].map { " to \(Self.withoutCredentials($0))" } ?? ""
    let isRedirection = response.status.kind == .redirection
    return placed(
      ClassifyError(
        code: rule.code,
        message: "\(rule.meaning) (\(response.status) from \(baseURL.authority)"
          + "\(isRedirection ? target : ""))\(quoted)\(quoted.hasSuffix(".") ? "" : ".") "
          + rule.advice,
        serverMessage: said),
      response)
  }

  private func error(_ error: TransportError) -> ClassifyError {
    let host = baseURL.authority
    let said = error.message
    let (code, message): (ClassifyError.Code, String) =
      switch error.kind {
      case .cannotConnect:
        (
          .connection,
          "No connection to \(host) could be made (\(said)). Check the network and the base URL."
        )
      case .connectionLost:
        (.connection, "The connection to \(host) broke (\(said)). \(retryAdvice(error))")
      case .timedOut:
        (.timeout, "\(host) took too long (\(said)). \(retryAdvice(error))")
      case .insecureConnection:
        (
          .insecureConnection,
          "No secure connection to \(host) could be made (\(said)). Check the base URL, and that "
            + "this machine trusts the server's certificate."
        )
      case .responseTooLarge:
        (.responseTooLarge, "The answer is too large (\(said)). Ask for less at a time.")
      case .cancelled:
        (.connection, "The request to \(host) was cancelled by the transport (\(said)).")
      case .invalidRequest:
        (.invalidRequest, "The request can't be sent (\(said)).")
      }
    return placed(ClassifyError(code: code, message: message))
  }

  private func retryAdvice(_ error: TransportError) -> String {
    switch error.delivery {
    case .notSent: "Nothing was sent: try again."
    case .unknown: "The service may have received the request: look before sending it again."
    }
  }

  // MARK: - Quotations

  /// Returns the bytes from an offset on, on one line and in quotes.
  ///
  /// What stands before could be the end of a secret, which nobody would know for one.
  private func excerpt(_ body: [UInt8], _ offset: Int) -> String {
    "“\(scrubber.scrubbed(body[min(offset, body.count)...], limit: 60))”"
  }

  /// Returns a URL without a user part, and without a query or fragment, which may hold tokens.
  private static func withoutCredentials(_ url: String) -> String {
    let plain = url.prefix { $0 != "?" && $0 != "#" }
    guard let slashes = plain.firstRange(of: "//") else { return String(plain) }
    let authority = plain[slashes.upperBound...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return String(plain) }
    return String(plain[..<slashes.upperBound] + plain[plain.index(after: at)...])
  }
}
