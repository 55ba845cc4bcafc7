// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct ClassifyErrorTests {
  @Test func describesMessageAloneWithoutContext() {
    #expect(ClassifyError(code: .notFound, message: "no such job").description == "no such job")
  }

  @Test func appendsRequestContextToMessage() {
    let error = ClassifyError(
      code: .rateLimited, message: "too many requests", operation: "classify.create",
      method: "POST", url: "https://example.com/api/v2/classify", status: 429,
      serverMessage: "slow down", requestID: "req-1", attempts: 3)
    #expect(
      error.description == "too many requests [classify.create, "
        + "POST https://example.com/api/v2/classify, status 429, request ID req-1, 3 attempts]")
  }

  @Test(arguments: [
    (0, "x"), (1, "x"), (2, "x [2 attempts]"),
  ])
  func omitsAttemptCountBelowTwo(attempts: Int, description: String) {
    let error = ClassifyError(code: .server, message: "x", attempts: attempts)
    #expect(error.description == description)
  }

  @Test func describesKeyAdviceAfterMessage() {
    var error = ClassifyError(code: .server, message: "it failed.", status: 503)
    error.keyAdvice = "Repeat it with the key “k”."
    #expect(error.message == "it failed.")
    #expect(error.description == "it failed. Repeat it with the key “k”. [status 503]")
  }

  @Test func omitsMethodWithoutURL() {
    let error = ClassifyError(code: .server, message: "x", method: "GET", status: 500)
    #expect(error.description == "x [status 500]")
  }

  @Test(arguments: [
    ("it failed", "it failed [job v2:clj-1]"), ("job clj-1 failed", "job clj-1 failed"),
  ])
  func namesJobUnlessMessageDoes(message: String, description: String) {
    let error = ClassifyError(code: .server, message: message, jobID: .job("clj-1", .v2))
    #expect(error.description == description)
  }

  @Test func shortensLongJobIDs() {
    let id = JobID.job(String(repeating: "a", count: 100_000), .v2)
    let error = ClassifyError(code: .invalidRequest, message: "too long", jobID: id)
    #expect(error.description.utf8.count < 300)
  }

  @Test func keepsStableCodeStrings() {
    #expect(
      ClassifyError.Code.allCases.map(\.rawValue) == [
        "badRequest", "authentication", "paymentRequired", "permissionDenied", "notFound",
        "conflict", "unprocessable", "rateLimited", "server", "unexpectedStatus",
        "malformedResponse", "responseTooLarge", "connection", "insecureConnection", "timeout",
        "invalidRequest", "unsupported", "idempotencyMismatch", "incompleteGroup",
      ])
  }
}
