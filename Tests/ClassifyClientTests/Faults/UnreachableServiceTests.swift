// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// A port on which nobody listens, and one whose connections break while a file is sent.
@Suite(.timeLimit(.minutes(5))) struct UnreachableServiceTests {
  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func everyCallIsTriedAgainAndEnds(call: FaultedCall) async throws {
    try await RefusingPort.run { port in
      var configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://127.0.0.1:\(port)"), key: try Secret(FaultRun.key))
      configuration.retryPolicy = RetryPolicy(maximumRetries: 2, backoff: Backoff(base: .zero))
      let client = LlamaCloud(configuration: configuration, classifier: call.classifier)
      let subject = try await call.prepare(Sandbox())
      let error = try await classifyError { try await call.make(with: client, about: subject) }
      #expect(error?.code == .connection)
      #expect(error?.operation == call.operation)
      #expect(error?.attempts == 3)
    }
  }

  /// Each connection is broken while the file is on its way: the service has none of it.
  @available(*, deprecated)
  @Test(arguments: [1, 1_000, 100_000, 250_000])
  func anUploadThatBreaksLeavesNoFile(bytesRead: Int) async throws {
    let fault = WireFault(
      "a reset after \(bytesRead) bytes", .connection(.resetAfterReading(bytesRead)),
      .repeatedIfUnsent(orElse: .connection))
    try await FaultCheck(.upload, fault).once()
    try await FaultCheck(.upload, fault).always()
  }
}
