// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import Synchronization
import TestSupport
import Testing

@testable import ClassifyGateway

/// Errors of the service, and of the way to it.
@Suite struct V1ErrorTests {
  private static let unknownID = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  @Test func returnsNotFoundForUnknownJob() async throws {
    let world = V1World()
    let gateway = world.gateway()
    for id in [Self.unknownID, "01987654-3210-8002-8000-000000000000"] {
      for answer in [try await gateway.get(id), try await gateway.results(id)] {
        #expect(answer.status == 404)
        #expect(answer.json == ["detail": .string(V1Endpoints.jobNotFoundWithoutProject)])
        #expect(answer.upstreamError == .notFound)
      }
      let query = "?project_id=\(world.sandbox.projectID)"
      #expect(
        try await gateway.get(id, query: query).json == ["detail": "Classify job not found"])
    }
  }

  /// How v2 rejects an ID of another form is not published.
  @Test(arguments: [400, 404, 422])
  func looksUpJobByOtherFormOfItsID(status: Int) async throws {
    let job: JSONValue = [
      "id": .string("clj-\(Self.unknownID)"), "project_id": "p", "user_id": "u",
      "status": "COMPLETED",
      "document_input_type": "file_id", "file_input": "f",
      "configuration": ["rules": [V1World.invoiceRule]],
    ]
    let stub = FunctionTransport { request in
      request.path.contains("/clj-")
        ? HTTPResponse(status: 200, body: job.jsonBytes())
        : HTTPResponse(
          status: HTTPStatus(code: status), body: Array(#"{"detail":"No such ID"}"#.utf8))
    }
    let answer = try await V1World().gateway(through: stub).get(Self.unknownID)
    #expect(answer.status == 200)
    #expect(answer.id == Self.unknownID)
  }

  @Test(arguments: [nil, "llx-a-wrong-key-of-somebody"])
  func returnsServiceErrorForBadKey(key: String?) async throws {
    let world = V1World { $0.acceptedKeys = [V1World.key] }
    let gateway = world.gateway()
    for answer in [
      try await gateway.list(key: key), try await gateway.get(Self.unknownID, key: key),
      try await gateway.create(V1World.body(world.addFiles(2)), key: key),
    ] {
      #expect(answer.status == 401)
      #expect(answer.json == ["detail": "Not authenticated"])
      #expect(answer.upstreamError == .authentication)
      if let key {
        #expect(!String(decoding: answer.response.body, as: UTF8.self).contains(key))
      }
    }
    #expect(try await gateway.list().status == 200)
  }

  @Test func returnsServiceErrorForFileOfOtherProject() async throws {
    let world = V1World { $0.jobDurations = .init(pending: .seconds(9), running: .seconds(9)) }
    let gateway = world.gateway()
    let files = world.addFiles(2) + [Self.unknownID]
    let answer = try await gateway.create(V1World.body(files))
    #expect(answer.status == 400)
    #expect(
      answer.json["detail"]?.string
        == "File ID dfl-\(Self.unknownID) is not in Project ID \(world.sandbox.projectID)")
    // v1 would have created nothing, so what was created is cancelled.
    let statuses = try await statuses(world)
    #expect(statuses == ["CANCELLED", "CANCELLED"])
  }

  private func statuses(_ world: V1World) async throws -> [String?] {
    let response = try await world.sandbox.send(try V1World.request(.get, "/api/v2/classify"))
    return try JSONValue(json: response.body)["items"]?.array?.map { $0["status"]?.string } ?? []
  }

  @Test(arguments: [
    (429, ClassifyError.Code.rateLimited), (402, .paymentRequired), (403, .permissionDenied),
    (500, .server), (503, .server),
  ])
  func keepsStatusDetailAndRetryAfter(status: Int, code: ClassifyError.Code) async throws {
    let stub = FunctionTransport { _ in
      HTTPResponse(
        status: HTTPStatus(code: status),
        headerFields: (try? HTTPFields([
          "Retry-After": "7", "x-request-id": "req-1", "x-should-retry": "false", "Server": "x",
        ])) ?? [],
        body: Array(#"{"detail":"No."}"#.utf8))
    }
    let gateway = V1World().gateway(through: stub)
    for answer in [
      try await gateway.list(), try await gateway.get(Self.unknownID),
      try await gateway.create(V1World.body([Self.unknownID])),
    ] {
      #expect(answer.status == status)
      #expect(answer.json == ["detail": "No."])
      #expect(answer.upstreamError == code)
      #expect(answer.response.headerFields[.retryAfter] == "7")
      #expect(answer.response.headerFields[.requestID] == "req-1")
      #expect(answer.response.headerFields["x-should-retry"] == "false")
      #expect(answer.response.headerFields["Server"] == nil)
      #expect(answer.response.headerFields[.contentType] == "application/json")
    }
  }

  /// v1 clients decode the detail of a 422 as a list.
  @Test(arguments: [
    (
      #"{"detail":[{"loc":["body","configuration","rules",0,"type"],"msg":"m","type":"t"}]}"#,
      #"[{"loc":["body","rules",0,"type"],"msg":"m","type":"t"}]"#
    ),
    (
      #"{"detail":[{"loc":["body","file_input"],"msg":"m","type":"t"}]}"#,
      #"[{"loc":["body","file_ids"],"msg":"m","type":"t"}]"#
    ),
    (#"{"detail":"No."}"#, #"[{"type":"value_error","loc":["body"],"msg":"No."}]"#),
  ])
  func convertsInvalidRequestOfV2(body: String, detail: String) async throws {
    let stub = FunctionTransport { _ in
      HTTPResponse(status: 422, headerFields: [.contentTypeJSON], body: Array(body.utf8))
    }
    let answer = try await V1World().gateway(through: stub).create(V1World.body([Self.unknownID]))
    #expect(answer.status == 422)
    #expect(answer.json["detail"] == (try JSONValue(json: detail)))
  }

  @Test(arguments: [
    (TransportError.Kind.cannotConnect, 502), (.connectionLost, 502), (.insecureConnection, 502),
    (.timedOut, 504),
  ])
  func returnsGatewayErrorWhenUpstreamFails(
    kind: TransportError.Kind, status: Int
  ) async throws {
    let stub = FunctionTransport { _ throws(TransportError) in
      throw TransportError(kind: kind, delivery: .notSent, message: "no")
    }
    let gateway = V1World().gateway(through: stub)
    for answer in [
      try await gateway.list(), try await gateway.get(Self.unknownID),
      try await gateway.create(V1World.body([Self.unknownID])),
    ] {
      #expect(answer.status == status)
      #expect(answer.json["detail"]?.string?.isEmpty == false)
      #expect(answer.upstreamError != nil)
    }
  }

  /// The upstream can close an idle connection at the moment of a request.
  @Test func readsAgainOnceAfterLostConnection() async throws {
    let isFirst = Atomic(true)
    let stub = FunctionTransport { _ throws(TransportError) in
      guard !isFirst.exchange(false, ordering: .relaxed) else {
        throw TransportError(kind: .connectionLost, delivery: .unknown, message: "closed")
      }
      return HTTPResponse(
        status: 200, body: Array(#"{"items":[],"next_page_token":null}"#.utf8))
    }
    #expect(try await V1World().gateway(through: stub).list().status == 200)
    #expect(stub.requests.count == 2)
  }

  @Test(arguments: ["<html></html>", "{", "[]", #"{"id":1}"#])
  func returnsGatewayErrorForOtherResponse(body: String) async throws {
    let stub = FunctionTransport { _ in HTTPResponse(status: 200, body: Array(body.utf8)) }
    let answer = try await V1World().gateway(through: stub).list()
    #expect(answer.status == 502)
    #expect(answer.upstreamError == .malformedResponse)
    #expect(answer.unknowns.map(\.kind) == [.response])
  }

  /// A page of a proxy is not repeated to the client.
  @Test func replacesErrorWithoutDetail() async throws {
    let stub = FunctionTransport { _ in HTTPResponse(status: 503, body: Array("<html>".utf8)) }
    let answer = try await V1World().gateway(through: stub).list()
    #expect(answer.status == 503)
    #expect(answer.json == ["detail": "The service responded with status 503."])
  }

  @Test func neverRepeatsCredentials() async throws {
    let stub = FunctionTransport { request in
      let text =
        "\(request.headerFields["Authorization"] ?? "") \(request.headerFields["Cookie"] ?? "")"
      return HTTPResponse(
        status: 400, body: (["detail": .string(text)] as JSONValue).jsonBytes())
    }
    let answer = await V1World().gateway(through: stub).respond(
      .list,
      to: try V1World.request(
        .get, V1World.jobsPath,
        fields: ["Cookie": "session=a-secret-session-value; b=another-secret"]))
    let text = String(decoding: answer.response.body, as: UTF8.self)
    for secret in [V1World.key, "a-secret-session-value", "another-secret"] {
      #expect(!text.contains(secret))
    }
  }
}
#endif
