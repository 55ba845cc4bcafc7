// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import TestSupport
import Testing

/// The results of v1's finished jobs, and odd records in its lists.
@Suite struct V1ResultsTests {
  private static func job(_ status: String, id: String = "clj-1") -> String {
    #"{"id":"\#(id)","project_id":"p","rules":[],"status":"\#(status)","user_id":"u"}"#
  }

  private static func item(_ file: String, job: String = "clj-1") -> String {
    #"{"id":"item-\#(file)","classify_job_id":"\#(job)","file_id":"\#(file)","#
      + #""result":{"type":"a","confidence":1,"reasoning":"r"}}"#
  }

  private static func page(_ items: [String], next: String = "null") -> StubTransport.Stub {
    .json(200, #"{"items":[\#(items.joined(separator: ","))],"next_page_token":\#(next)}"#)
  }

  private func backend(_ transport: StubTransport) -> V1Backend {
    var configuration = ServiceConfiguration(key: nil)
    configuration.retryPolicy = .never
    return V1Backend(
      client: ServiceClient(
        configuration: configuration, transport: transport, clock: ManualClock()))
  }

  @Test(arguments: [("ERROR", JobStatus.failed), ("CANCELLED", .cancelled)])
  func returnsFailedJobWithoutResults(status: String, expected: JobStatus) async throws {
    let stubs = [StubTransport.Stub.json(200, Self.job(status)), .json(404, "")]
    try await StubTransport.run(stubs) { transport in
      let job = try await backend(transport).job(.v1("clj-1"))
      #expect(job.status == expected)
      #expect(job.documents.isEmpty)
    }
  }

  @Test(arguments: [("ERROR", 403), ("ERROR", 500), ("SUCCESS", 404), ("PARTIAL_SUCCESS", 404)])
  func throwsAnyOtherFailureOfResults(status: String, code: Int) async throws {
    let stubs = [
      StubTransport.Stub.json(200, Self.job(status)), .json(HTTPStatus(code: code), ""),
    ]
    await StubTransport.run(stubs) { transport in
      let error = await #expect(throws: ClassifyError.self) {
        try await backend(transport).job(.v1("clj-1"))
      }
      #expect(error?.status == code)
      #expect(error?.jobID == .v1("clj-1"))
    }
  }

  @Test func classifiesFilesOfFailedJobAsFailed() async throws {
    let stubs = [
      StubTransport.Stub.json(200, Self.job("PENDING")), .json(200, Self.job("ERROR")),
      .json(404, ""),
    ]
    try await StubTransport.run(stubs) { transport in
      let request = ClassifyRequest(
        documents: [.file("f"), .file("g")],
        rules: [Rule(type: "a", description: "is about nothing at all")])
      let job = try await backend(transport).classify(request, clock: ManualClock())
      #expect(job.status == .failed)
      #expect(job.documents.map(\.reference) == [.file("f"), .file("g")])
      #expect(job.documents.map(\.outcome) == [.failed(message: nil), .failed(message: nil)])
    }
  }

  @Test func readsResultsAroundOddOnes() async throws {
    let odd = #"{"id":"item-g","classify_job_id":"clj-1","file_id":"g","result":{"type":"a"}}"#
    let stubs = [
      StubTransport.Stub.json(200, Self.job("SUCCESS")),
      Self.page([Self.item("f")], next: #""2""#), Self.page([Self.item("x"), odd, Self.item("h")]),
    ]
    try await StubTransport.run(stubs) { transport in
      let documents = try await backend(transport).job(.v1("clj-1")).documents
      #expect(documents.map(\.reference?.identifier) == ["f", "x", "g", "h"])
      #expect(documents.map { $0.classification != nil } == [true, true, false, true])
      let message = documents[2].errorMessage ?? ""
      #expect(message.contains("/items/1/result/confidence"), "\(message)")
      #expect(documents[2].outcome == .failed(message: message))
      #expect(documents[2].identifier == "item-g")
    }
  }

  @Test func rejectsResultsOfAnotherJob() async throws {
    let stubs = [
      StubTransport.Stub.json(200, Self.job("SUCCESS")),
      Self.page([Self.item("f"), Self.item("g", job: "clj-OTHER")]),
    ]
    await StubTransport.run(stubs) { transport in
      let error = await #expect(throws: ClassifyError.self) {
        try await backend(transport).job(.v1("clj-1"))
      }
      #expect(error?.code == .malformedResponse)
      #expect(error?.message.contains("clj-OTHER") == true)
      #expect(error?.message.contains("clj-1") == true)
    }
  }

  @Test func rejectsAnotherJob() async throws {
    let stub = StubTransport.Stub.json(200, Self.job("PENDING", id: "clj-OTHER"))
    await StubTransport.run([stub]) { transport in
      let error = await #expect(throws: ClassifyError.self) {
        try await backend(transport).job(.v1("clj-1"))
      }
      #expect(error?.code == .malformedResponse)
      #expect(error?.jobID == .v1("clj-1"))
    }
  }

  @Test(arguments: [
    #"{"id":"clj-2","status":"PENDING"}"#, #"{"id":7}"#, "\"clj-2\"", "null",
    #"{"project_id":"p","rules":[],"status":"ERROR","user_id":"u"}"#,
    #"{"id":"clj-2","project_id":"p","rules":[],"status":"ERROR","user_id":"u","created_at":5}"#,
  ])
  func listsJobsAroundOddRecord(odd: String) async throws {
    let page = Self.page([Self.job("PENDING"), odd, Self.job("SUCCESS", id: "clj-3")])
    try await StubTransport.run([page, page]) { transport in
      let list = backend(transport).jobs(matching: JobQuery())
      var pages: [JobPages.Page] = []
      for try await page in list.pages { pages.append(page) }
      #expect(pages.map { $0.items.map(\.id.text) } == [["clj-1", "clj-3"]])
      #expect(pages.first?.unreadable.map(\.index) == [1])
      #expect(pages.first?.unreadable.first?.value == (try JSONValue(json: odd)))
      var ids: [String] = []
      for try await job in list { ids.append(job.id.text) }
      #expect(ids == ["clj-1", "clj-3"])
    }
  }
}
