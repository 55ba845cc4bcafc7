// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyURLSession
import TestSupport
import Testing

/// Calls over real sockets, cancelled while the service is at work on each of their requests.
@Suite(.timeLimit(.minutes(5))) struct CancellationOverSocketsTests {
  private static let hang = WireFault("a hang", .instead(.hang), .failure(.timeout))
  private static let hangAfterwards = WireFault(
    "a hang after the work", .afterwards { _ in .hang }, .failure(.timeout))

  /// How many requests a call makes when nothing comes between.
  private func requestCount(_ call: FaultedCall) -> Int {
    switch call {
    case .v1Create, .v2Create, .get, .upload: 1
    case .groupCreate: FaultedCall.count
    // Five jobs on pages of two.
    case .list: 3
    }
  }

  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases, [hang, hangAfterwards])
  func cancellingEndsItWhicheverRequestHangs(call: FaultedCall, fault: WireFault) async throws {
    for spared in 0..<requestCount(call) {
      let sandbox = Sandbox()
      let subject = try await call.prepare(sandbox)
      let service = FaultyService(sandbox, fault: fault, sparing: spared, times: .max)
      let before = service.createdCount
      try await service.plan.run { server in
        try await cancel(call, about: subject, at: server, whenRead: spared + 1)
        #if os(Linux)
        while try ClientSockets.count(to: server.port) > 0 {
          try await Task.sleep(for: .milliseconds(1))
        }
        #endif
        while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        // A group has up to 4 more requests under way, and begins none after it is cancelled.
        let largest = call == .groupCreate ? FaultedCall.count : spared + 1
        #expect(server.requests.count <= largest)
      }
      #expect(service.createdCount - before <= call.createdCount)
    }
  }

  @available(*, deprecated)
  private func cancel(
    _ call: FaultedCall, about subject: FaultedCall.Subject, at server: LoopbackServer,
    whenRead count: Int
  ) async throws {
    var transport: URLSessionTransport? = URLSessionTransport()
    weak let remains = transport
    if let transport {
      let configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://\(server.authority)"), key: try Secret(FaultRun.key))
      let client = LlamaCloud(
        configuration: configuration, classifier: call.classifier, transport: transport)
      let task = Task { try await call.make(with: client, about: subject) }
      while server.requests.count < count { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
    transport = nil
    while remains != nil { try await Task.sleep(for: .milliseconds(1)) }
  }
}
