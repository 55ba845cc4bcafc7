// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import ClassifySandbox
import Testing

@testable import classify_bridge

@Suite struct FaultTextTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let rule: Sandbox.FaultRule
    var testDescription: String { text }

    init(_ text: String, _ rule: Sandbox.FaultRule) {
      self.text = text
      self.rule = rule
    }
  }

  @Test(arguments: [
    Example("429", .init(.rateLimited())),
    Example("429:retry-after=2", .init(.rateLimited(retryAfter: "2"))),
    Example(
      "429:retry-after=Wed, 21 Oct 2026 07:28:00 GMT",
      .init(.rateLimited(retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT"))),
    Example("402", .init(.creditsExhausted)), Example("500", .init(.serverError)),
    Example("503", .init(.unavailable)),
    Example("404", .init(.errorResponse(404, detail: "A fault of the sandbox."))),
    Example(
      "503:retry-after=1",
      .init(.errorResponse(503, detail: "A fault of the sandbox.", retryAfter: "1"))),
    Example("reset-before", .init(.connectionLost(.beforeProcessing))),
    Example("reset-after", .init(.connectionLost(.afterProcessing))),
    Example("hang", .init(.hang(.beforeProcessing))),
    Example("hang-before", .init(.hang(.beforeProcessing))),
    Example("hang-after", .init(.hang(.afterProcessing))), Example("garbage", .init(.garbage)),
    Example("truncate", .init(.truncation)), Example("wait=2s", .init(.latency(.seconds(2)))),
    Example("503@createV2Job", .init(.unavailable, into: [.createV2Job])),
    Example(
      "garbage@getV1Job,getV1Results", .init(.garbage, into: [.getV1Job, .getV1Results])),
    Example(
      "hang@v1",
      .init(
        .hang(.beforeProcessing), into: [.createV1Job, .listV1Jobs, .getV1Job, .getV1Results])),
    Example(
      "503@v2",
      .init(
        .unavailable, into: [.createV2Job, .listV2Jobs, .getV2Job, .cancelV2Job, .deleteV2Job])),
    Example(
      "503@files,createV1Job",
      .init(
        .unavailable,
        into: [.uploadFile, .uploadFileOld, .listFiles, .getFile, .deleteFile, .createV1Job])),
    Example("500*3", .init(.serverError, times: 3)),
    Example("500*all", .init(.serverError, times: .max)),
    Example("500+2", .init(.serverError, skipping: 2)),
    Example("500%25", .init(.serverError, times: .max, probability: 0.25)),
    Example("500%0.5", .init(.serverError, times: .max, probability: 0.005)),
    Example(
      "429:retry-after=1@createV2Job+2*3%50",
      .init(
        .rateLimited(retryAfter: "1"), into: [.createV2Job], skipping: 2, times: 3,
        probability: 0.5)),
  ])
  func parsesFault(example: Example) throws {
    #expect(try FaultText.rule(example.text) == example.rule)
  }

  @Test(arguments: [
    ("", "there is no fault \"\""), ("nonsense", "there is no fault \"nonsense\""),
    ("200", "there is no fault \"200\""), ("600", "there is no fault"),
    ("0429", "there is no fault"), ("+429", "there is no fault"), ("@v1", "there is no fault"),
    ("429:", "is not understood"), ("429:retry=1", "is not understood"),
    ("429:retry-after=", "invalid Retry-After value"),
    ("429:retry-after=1\r\nx: y", "invalid Retry-After value"),
    ("garbage:retry-after=1", "there is no fault"), ("wait=", "is not a duration"),
    ("wait=2", "is not a duration"), ("503@", "there is no operation \"\""),
    ("503@v3", "there is no operation \"v3\""), ("503@v1,", "there is no operation \"\""),
    ("503*", "a number of requests to affect"), ("503*x", "a number of requests to affect"),
    ("503*-1", "a number of requests to affect"), ("503+x", "a number of requests to skip"),
    ("503%", "is not a probability"), ("503%101", "is not a probability"),
    ("503%nan", "is not a probability"),
    ("503*3@v1", "a number of requests to affect"),
  ])
  func rejectsInvalidFaultWithReason(text: String, reason: String) {
    let error = #expect(throws: CommandFailure.self) { try FaultText.rule(text) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func acceptsEveryOperation() throws {
    for operation in Sandbox.Operation.allCases {
      #expect(try FaultText.rule("garbage@\(operation.rawValue)").operations == [operation])
    }
  }
}
#endif
