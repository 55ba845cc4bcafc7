// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import TestSupport
import Testing

/// Answers that point elsewhere: nobody there learns of the call, nor of its key.
@Suite(.timeLimit(.minutes(5))) struct RedirectTests {
  @available(*, deprecated)
  @Test(arguments: [300, 301, 302, 303, 307, 308], FaultedCall.allCases)
  func noCallIsMadeElsewhere(status: Int, call: FaultedCall) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { elsewhere in
      let location = "http://\(elsewhere.authority)/api/v2/classify?token=t"
      let fault = WireFault(
        "\(status)",
        .instead(.respond(status: status, headers: [("Location", location)], body: [])),
        .failure(.unexpectedStatus))
      try await FaultCheck(call, fault).always()
      #expect(elsewhere.connectionCount == 0)
    }
  }

  @available(*, deprecated)
  @Test(arguments: FaultedCall.allCases)
  func noCallIsMadeAtAnotherPathOfTheSameHost(call: FaultedCall) async throws {
    let fault = WireFault(
      "307", .instead(.respond(status: 307, headers: [("Location", "/elsewhere")], body: [])),
      .failure(.unexpectedStatus))
    try await FaultCheck(call, fault).always()
  }
}
