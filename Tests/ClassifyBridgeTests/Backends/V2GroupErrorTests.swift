// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

/// The IDs in the errors of groups, and odd records in the lists of v2.
@Suite struct V2GroupErrorTests {
  private static let id = "0190a3c2-7b40-8003-9abc-0123456789ab"

  @Test func namesGroupInErrorOfCreation() async throws {
    let subject = try SandboxedBackend(
      .v2Published, options: V2Options(concurrency: 1), retries: 0)
    let backend = try #require(subject.backend as? V2Backend)
    let group = try #require(backend.newGroup(memberCount: 3))
    for skipped in [0, 1] {
      subject.sandbox.inject(.unavailable, into: [.createV2Job], skipping: skipped, times: .max)
      let request = subject.request(
        Array(repeating: SandboxedBackend.invoice, count: 3), idempotency: .group(group))
      let error = await classifyError { _ = try await backend.submit(request) }
      subject.sandbox.removeFaults()
      #expect(error?.jobID == .group(group))
      #expect(error?.description.contains(group.description) == true)
    }
  }

  @Test func namesGroupInEveryOtherError() async throws {
    let group = try #require(JobID("group:\(Self.id)"))
    for fault in [nil, Sandbox.Fault.errorResponse(401, detail: "no")] {
      let subject = try SandboxedBackend(.v2Current, retries: 0)
      if let fault { subject.sandbox.inject(fault, into: [.listV2Jobs], times: .max) }
      let errors = [
        await classifyError { _ = try await subject.backend.job(group) },
        await classifyError { _ = try await subject.backend.cancel(group) },
        await classifyError { try await subject.backend.delete(group) },
        await classifyError {
          _ = try await subject.backend.waitUntilFinished(group, clock: subject.clock)
        },
      ]
      #expect(errors.map(\.?.jobID) == Array(repeating: group, count: 4))
      #expect(
        errors.map(\.?.code)
          == Array(repeating: fault == nil ? .notFound : .authentication, count: 4))
    }
  }

  @Test func listsJobsAroundOddRecord() async throws {
    let job = { (id: String) in
      #"{"id":"\#(id)","configuration":{"rules":[]},"document_input_type":"file_id","#
        + #""file_input":"f","project_id":"p","status":"PENDING","user_id":"u"}"#
    }
    let page = StubTransport.Stub.json(200, #"{"items":[\#(job("a")),{"id":"b"},\#(job("c"))]}"#)
    try await StubTransport.run([page]) { transport in
      let backend = try SandboxedBackend.backend(.v2Current, on: transport, clock: ManualClock())
      var pages: [JobPages.Page] = []
      for try await page in backend.jobs(matching: JobQuery()).pages { pages.append(page) }
      #expect(pages.map { $0.items.map(\.id) } == [[.v2("a"), .v2("c")]])
      #expect(
        pages.first?.unreadable.map(\.description).first?.contains("record b at /items/1") == true)
    }
  }
}
