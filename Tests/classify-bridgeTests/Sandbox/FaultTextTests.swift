// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import ClassifySandbox
import Testing

@testable import classify_bridge

@Suite struct FaultTextTests {
  struct Written: Sendable, CustomTestStringConvertible {
    let text: String
    let rule: Sandbox.FaultRule
    var testDescription: String { text }

    init(_ text: String, _ rule: Sandbox.FaultRule) {
      self.text = text
      self.rule = rule
    }
  }

  @Test(arguments: [
    Written("429", .init(.rateLimited())),
    Written("429:retry-after=2", .init(.rateLimited(retryAfter: "2"))),
    Written(
      "429:retry-after=Wed, 21 Oct 2026 07:28:00 GMT",
      .init(.rateLimited(retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT"))),
    Written("402", .init(.creditsExhausted)), Written("500", .init(.serverError)),
    Written("503", .init(.unavailable)),
    Written("404", .init(.answer(404, detail: "A fault of the sandbox."))),
    Written(
      "503:retry-after=1",
      .init(.answer(503, detail: "A fault of the sandbox.", retryAfter: "1"))),
    Written("reset-before", .init(.connectionLost(.beforeProcessing))),
    Written("reset-after", .init(.connectionLost(.afterProcessing))),
    Written("hang", .init(.hang(.beforeProcessing))),
    Written("hang-before", .init(.hang(.beforeProcessing))),
    Written("hang-after", .init(.hang(.afterProcessing))), Written("garbage", .init(.garbage)),
    Written("truncate", .init(.truncation)), Written("wait=2s", .init(.latency(.seconds(2)))),
    Written("503@createV2Job", .init(.unavailable, into: [.createV2Job])),
    Written(
      "garbage@getV1Job,getV1Results", .init(.garbage, into: [.getV1Job, .getV1Results])),
    Written(
      "hang@v1",
      .init(
        .hang(.beforeProcessing), into: [.createV1Job, .listV1Jobs, .getV1Job, .getV1Results])),
    Written(
      "503@v2",
      .init(
        .unavailable, into: [.createV2Job, .listV2Jobs, .getV2Job, .cancelV2Job, .deleteV2Job])),
    Written(
      "503@files,createV1Job",
      .init(
        .unavailable,
        into: [.uploadFile, .uploadFileOld, .listFiles, .getFile, .deleteFile, .createV1Job])),
    Written("500*3", .init(.serverError, times: 3)),
    Written("500*all", .init(.serverError, times: .max)),
    Written("500+2", .init(.serverError, skipping: 2)),
    Written("500%25", .init(.serverError, times: .max, probability: 0.25)),
    Written("500%0.5", .init(.serverError, times: .max, probability: 0.005)),
    Written(
      "429:retry-after=1@createV2Job+2*3%50",
      .init(
        .rateLimited(retryAfter: "1"), into: [.createV2Job], skipping: 2, times: 3,
        probability: 0.5)),
  ])
  func faultsAreRead(written: Written) throws {
    #expect(try FaultText.rule(written.text) == written.rule)
  }

  @Test(arguments: [
    ("", "there is no fault \"\""), ("nonsense", "there is no fault \"nonsense\""),
    ("200", "there is no fault \"200\""), ("600", "there is no fault"),
    ("0429", "there is no fault"), ("+429", "there is no fault"), ("@v1", "there is no fault"),
    ("429:", "is not understood"), ("429:retry=1", "is not understood"),
    ("429:retry-after=", "no value that Retry-After can have"),
    ("429:retry-after=1\r\nx: y", "no value that Retry-After can have"),
    ("garbage:retry-after=1", "there is no fault"), ("wait=", "is no duration"),
    ("wait=2", "is no duration"), ("503@", "there is no operation \"\""),
    ("503@v3", "there is no operation \"v3\""), ("503@v1,", "there is no operation \"\""),
    ("503*", "how many requests it happens to"), ("503*x", "how many requests it happens to"),
    ("503*-1", "how many requests it happens to"), ("503+x", "how many requests are spared"),
    ("503%", "is no probability"), ("503%101", "is no probability"),
    ("503%nan", "is no probability"),
    ("503*3@v1", "how many requests it happens to"),
  ])
  func othersAreRefusedWithAReason(text: String, reason: String) {
    let error = #expect(throws: CommandFailure.self) { try FaultText.rule(text) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func everyOperationCanBeNamed() throws {
    for operation in Sandbox.Operation.allCases {
      #expect(try FaultText.rule("garbage@\(operation.rawValue)").operations == [operation])
    }
  }
}
#endif
