// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifyValidation

/// An error as a v1 client gets it: a status, and a body `{"detail": …}`.
struct V1Failure: Error {
  var status: Int
  var detail: JSONValue
  /// The fields that clients act on, such as `Retry-After`.
  var fields: HTTPFields = []
  /// The error of the service, or of the way to it; `nil` for an error of the request.
  var upstreamError: ClassifyError?

  /// Creates a failure with a text.
  init(_ status: Int, _ detail: String, fields: HTTPFields = []) {
    self.status = status
    self.detail = .string(detail)
    self.fields = fields
  }

  /// Creates the 422 of a request that v1 would refuse.
  init(_ validator: Validator) {
    status = 422
    detail = ErrorDetail.list(validator)
  }

  /// Creates the 422 of a request that v2 can't express.
  init(_ refusal: TranslationRefusal, body: JSONValue) {
    status = 422
    detail = ErrorDetail.list(refusal, body: body)
  }

  /// The failure of a request that was given up, because its client is gone or the gateway ends.
  static let cancelled = V1Failure(503, "The request was cancelled; send it again.")
}

// MARK: - Errors of the service

extension V1Failure {
  /// The fields of an error response that clients act on.
  private static let keptNames: Set<String> = [
    "retry-after", "retry-after-ms", "www-authenticate", "x-should-retry",
  ]
  /// v1's text for a job that does not exist.
  static let jobNotFound = "Classify job not found"

  /// Creates the failure of a call to the service.
  ///
  /// A response of the service keeps its status, its `detail` and the fields that clients act on.
  init(_ error: ClassifyError, _ calls: UpstreamCalls) {
    let status = Self.status(of: error)
    self.status = status
    upstreamError = error
    let response = error.status == status ? calls.failure(status) : nil
    fields = HTTPFields(
      (response?.headerFields ?? []).filter { Self.keptNames.contains($0.name.canonicalName) })
    let detail = response.flatMap { try? JSONValue(json: $0.body) }?["detail"]
    if status == 422 {
      self.detail =
        detail.map(ErrorDetail.list(ofV2:))
        ?? ErrorDetail.list(error.serverMessage ?? error.message, type: "value_error")
    } else {
      self.detail = detail.flatMap { $0.isNull ? nil : $0 } ?? .string(Self.text(of: error, status))
    }
  }

  /// Returns the status of the service, or that of a gateway whose upstream fails.
  private static func status(of error: ClassifyError) -> Int {
    if let status = error.status, (400..<600).contains(status), error.code != .malformedResponse {
      return status
    }
    switch error.code {
    case .notFound: return 404
    case .invalidRequest: return 400
    case .timeout: return 504
    default: return 502
    }
  }

  private static func text(of error: ClassifyError, _ status: Int) -> String {
    if error.status == status { return "The service responded with status \(status)." }
    switch error.code {
    case .notFound: return jobNotFound
    case .timeout: return "The service took too long. \(retryAdvice)"
    case .insecureConnection: return "The connection to the service is not secure."
    case .connection: return "The service can't be reached, or sent no response. \(retryAdvice)"
    case .malformedResponse where error.isForeignResponse:
      return "The service's response is not a JSON object."
    case .incompleteGroup: return "The service failed before the job was complete. \(retryAdvice)"
    default: return error.message
    }
  }

  private static let retryAdvice = "Send the request again."
}

// MARK: - Response

extension V1Failure {
  /// Returns the answer, with the caller's secrets redacted.
  func answer(redactor: Redactor) -> V1Answer {
    let body: JSONValue = ["detail": redactor.redacting(detail)]
    var answer = V1Answer(
      response: HTTPResponse(
        status: HTTPStatus(code: status), headerFields: fields, body: body.jsonBytes()))
    answer.upstreamError = upstreamError?.code
    answer.unknowns = [upstreamError.flatMap { DriftFinding(of: $0, on: .v2) }].compactMap(\.self)
    return answer
  }
}
#endif
