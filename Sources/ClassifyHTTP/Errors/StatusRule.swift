// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The error code, explanation and advice for a status that is not 2xx.
struct StatusRule {
  let code: ClassifyError.Code
  let meaning: String
  let advice: String

  private static let byStatus: [Int: StatusRule] = [
    400: StatusRule(
      code: .badRequest, meaning: "The service rejected the request as malformed",
      advice: "Correct the request; unchanged, it will be rejected again."),
    401: StatusRule(
      code: .authentication, meaning: "The key was not accepted",
      advice: "Check LLAMA_CLOUD_API_KEY, and that the base URL is of the key's own region: keys "
        + "belong to one region."),
    402: StatusRule(
      code: .paymentRequired, meaning: "The account has no credits left",
      advice: "Add credits, or wait until they are renewed."),
    403: StatusRule(
      code: .permissionDenied, meaning: "The key is not allowed to do this",
      advice: "Check the project and the organization, and what the key may do in them."),
    404: StatusRule(
      code: .notFound, meaning: "The service has no such job, file or configuration",
      advice: "Check the ID, the project and the region of the base URL."),
    409: StatusRule(
      code: .conflict, meaning: "The current state does not allow this",
      advice: "Check the state of the job before trying again."),
    413: StatusRule(
      code: .unexpectedStatus, meaning: "The file or request is too large for the service",
      advice: "Send a smaller one."),
    422: StatusRule(
      code: .unprocessable, meaning: "The service rejected the values of the request",
      advice: "Correct the values that it names."),
    429: StatusRule(
      code: .rateLimited, meaning: "There were too many requests",
      advice: "Wait, or send fewer at a time."),
  ]

  private static let server = StatusRule(
    code: .server, meaning: "The service failed",
    advice: "Try again later; if it fails again, report the request ID to the service's operators.")

  private static let unexpected = StatusRule(
    code: .unexpectedStatus, meaning: "The service responded with an unexpected status",
    advice: "Check that the base URL is that of the service.")

  private static let redirection = StatusRule(
    code: .unexpectedStatus,
    meaning: "The service responded with a redirect, which is not followed",
    advice: "Set the base URL to the final address.")

  /// Returns the rule of the status, with a generic one for statuses not listed.
  static func rule(for status: HTTPStatus) -> StatusRule {
    if let rule = byStatus[status.code] { return rule }
    if status.code >= 500 { return server }
    return status.kind == .redirection ? redirection : unexpected
  }
}
