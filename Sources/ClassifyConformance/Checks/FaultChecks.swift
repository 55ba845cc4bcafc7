// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

// Failures of the service, and cancelled tasks.
extension BackendConformance {
  static let faultChecks = [cancelledTask, retry, malformedResponse]

  private static let cancelledTask = ConformanceCheck(
    "fault.cancelledTask", "A call in a cancelled task ends and throws `CancellationError`."
  ) { run in
    let fixture = try await run.fixture()
    let request = try await fixture.invoices()
    try await fixture.inject(.hang, times: .max)
    let task = Task { try await fixture.backend.submit(request) }
    // The request may be in flight or not sent yet; the call must end in both cases.
    task.cancel()
    _ = try await run.error(CancellationError.self, from: "submit in a cancelled task") {
      try await task.value
    }
  }

  private static let retry = ConformanceCheck(
    "fault.retry", "Reading a job is retried after a transient failure."
  ) { run in
    let fixture = try await run.fixture()
    let job = try await fixture.classify(try await fixture.invoices())
    let faults: [ServiceFault] = [
      .unavailable, .rateLimited(retryAfter: 3), .connectionLostBeforeProcessing,
    ]
    for fault in faults {
      try await fixture.inject(fault, times: 1)
      let read = try await fixture.backend.job(job.id)
      try run.expect("status after \(fault)", read.status, equals: .succeeded)
    }
    try run.expect("pending faults", try await fixture.pendingFaultCount(), equals: 0)
  }

  private static let malformedResponse = ConformanceCheck(
    "fault.malformedResponse",
    "A response that does not follow the contract throws `malformedResponse`."
  ) { run in
    let fixture = try await run.fixture()
    let job = try await fixture.backend.submit(try await fixture.invoices())
    try await fixture.inject(.garbage, times: .max)
    try await run.expectError(.malformedResponse, from: "job with a garbage response") {
      try await fixture.backend.job(job.id)
    }
  }
}
