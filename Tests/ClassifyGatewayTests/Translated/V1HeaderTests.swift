// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

@testable import ClassifyGateway

/// The header fields of answers, and those that go upstream.
@Suite struct V1HeaderTests {
  @Test func saysDeprecationOnEveryAnswer() async throws {
    let world = V1World()
    let gateway = world.gateway {
      $0.sunset = Timestamp.Instant(milliseconds: 1_798_761_600_000)
    }
    for answer in [
      try await gateway.create(V1World.body(world.addFiles(1))), try await gateway.list(),
      try await gateway.get("x"), try await gateway.create(["file_ids": []]),
    ] {
      let fields = answer.response.headerFields
      // 2026-03-05, and the form of RFC 9745.
      #expect(fields["Deprecation"] == "@1772668800")
      #expect(fields["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT")
      #expect(fields["Link"] == "</api/v2/classify>; rel=\"successor-version\"")
      #expect(fields.values(of: .contentType) == ["application/json"])
    }
  }

  @Test func usesConfiguredDeprecationAndNoSunset() async throws {
    let gateway = V1World().gateway {
      $0.deprecation = Timestamp.Instant(milliseconds: 1_700_000_000_999)
    }
    let fields = try await gateway.list().response.headerFields
    #expect(fields["Deprecation"] == "@1700000000")
    #expect(fields["Sunset"] == nil)
  }

  @Test func listsCodesOnceInOrder() {
    let codes: [NoteCode] = [.requestFanOut, .pageLimitDefaulted, .requestFanOut]
    let notes = codes.map { Note($0, at: "") }
    #expect(V1Answer.notesValue(notes) == "pageLimit.defaulted, request.fanOut")
    // Every code has its place in a header field.
    let all = V1Answer.notesValue(NoteCode.allCases.map { Note($0, at: "") })
    #expect(all.split(separator: ", ").count == NoteCode.allCases.count)
    #expect(all.utf8.count < 8_000)
  }

  @Test func noteCodesOfCreationAndReading() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let job = try await gateway.create(V1World.body(world.addFiles(2)))
    #expect(Set(job.codes).isSuperset(of: ["pageLimit.defaulted", "request.fanOut"]))
    #expect(job.codes == job.codes.sorted())
    #expect(Set(job.notes.map(\.code.rawValue)) == Set(job.codes))
    #expect(try await gateway.get(job.id).codes.contains("record.merged"))
  }

  @Test func sendsFieldsOfClientUpstream() async throws {
    let transport = FunctionTransport { _ in
      HTTPResponse(status: 200, body: Array(#"{"items":[],"next_page_token":null}"#.utf8))
    }
    _ = await V1World().gateway(through: transport).respond(
      .list,
      to: try V1World.request(
        .get, V1World.jobsPath + "?organization_id=182BD5E5-6E1A-4FE4-A799-AA6D9A6AB26E",
        fields: [
          "Cookie": "session=abc; other=1", "X-Custom": "1", "X-Stainless-Lang": "python",
          "Accept-Encoding": "gzip, br", "If-None-Match": "\"x\"", "Range": "bytes=0-1",
        ]))
    let request = try #require(transport.requests.first)
    let fields = request.headerFields
    #expect(fields.values(of: .authorization) == ["Bearer \(V1World.key)"])
    #expect(fields["Cookie"] == "session=abc; other=1")
    #expect(fields["X-Custom"] == "1")
    #expect(fields["X-Stainless-Lang"] == "python")
    #expect(fields.values(of: .userAgent) == ["LlamaCloud/Python 1.6.0"])
    for name in ["Accept-Encoding", "If-None-Match", "Range", "Content-Type"] {
      #expect(fields[name] == nil)
    }
    #expect(request.path.contains("organization_id=182BD5E5-6E1A-4FE4-A799-AA6D9A6AB26E"))
    #expect(request.scheme == "https")
    #expect(request.authority == "api.cloud.llamaindex.ai")
  }

  /// A caller's cookies change; each request has its own.
  @Test func sendsCookiesOfEachRequest() async throws {
    let transport = FunctionTransport { _ in
      HTTPResponse(status: 200, body: Array(#"{"items":[],"next_page_token":null}"#.utf8))
    }
    let gateway = V1World().gateway(through: transport)
    for cookie in ["lb=1; session=a", "lb=2", nil] {
      var request = try V1World.request(.get, V1World.jobsPath)
      if let cookie { request.headerFields.append(try HTTPField(name: "Cookie", value: cookie)) }
      _ = await gateway.respond(.list, to: request)
    }
    let sent = transport.requests.map { $0.headerFields["Cookie"] }
    #expect(sent == ["lb=1; session=a", "lb=2", nil])
  }

  /// Callers share an instance, and none gets what belongs to another.
  @Test func keepsCallersApart() async throws {
    let transport = FunctionTransport { request in
      let key = request.headerFields[.authorization] ?? ""
      let job: JSONValue = [
        "id": "clj-1", "project_id": .string(key), "user_id": "u", "status": "PENDING",
        "document_input_type": "file_id", "file_input": "f",
        "configuration": ["rules": [V1World.invoiceRule]],
      ]
      return HTTPResponse(status: 200, body: job.jsonBytes())
    }
    let gateway = V1World().gateway(through: transport)
    await withTaskGroup { group in
      for number in 0..<300 {
        group.addTask {
          let answer = try? await gateway.get("clj-1", key: "llx-\(number)")
          #expect(answer?.json["project_id"]?.string == "Bearer llx-\(number)")
        }
      }
    }
  }
}
#endif
