// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import TestSupport
import Testing

/// Request building and response decoding.
@Suite struct ServiceClientTests {
  private func client(_ transport: StubTransport) throws -> ServiceClient {
    ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("llx-1")), transport: transport,
      clock: ManualClock(), generator: SharedGenerator(SeededGenerator(seed: 1)))
  }

  @Test func sendsDefaultHeadersQueryAndBody() async throws {
    try await StubTransport.run([.json(200, "{\"id\":1}", ["X-Request-ID": "r1"])]) { transport in
      var client = try client(transport)
      client.configuration.projectID = "p"
      let body: JSONValue = ["a": 1]
      let response = try await client.send(
        ServiceCall<JSONValue>(
          operation: "classify.create", method: .post, path: ["api", "v2", "classify"],
          query: ["b": "c+d"], body: .json(body)))
      #expect(response.value == ["id": 1])
      #expect(response.status == 200)
      #expect(response.requestID == "r1")
      #expect(response.attempts == 1)
      let request = try #require(transport.requests.first)
      #expect(request.url == "https://api.cloud.llamaindex.ai/api/v2/classify?b=c%2Bd&project_id=p")
      #expect(request.method == .post)
      #expect(request.body == Array("{\"a\":1}".utf8))
      #expect(
        request.headerFields
          == (try HTTPFields([
            "Accept": "application/json", "User-Agent": client.configuration.userAgent,
            "Authorization": "Bearer llx-1", "Content-Type": "application/json",
          ])))
    }
  }

  @Test func sendsSessionCookieAndRedactsIt() async throws {
    let stubs: [StubTransport.Stub] = [
      .json(200, "1"), .json(400, #"{"detail":"session Qz7Wv9Kp3Xt5 ended"}"#),
    ]
    try await StubTransport.run(stubs) { transport in
      var client = try client(transport)
      client.configuration.session = try SessionCookie("Qz7Wv9Kp3Xt5")
      let call = ServiceCall<JSONValue>(operation: "classify.list", method: .get, path: ["a"])
      _ = try await client.send(call)
      #expect(transport.requests.first?.headerFields["Cookie"] == "session=Qz7Wv9Kp3Xt5")
      #expect(transport.requests.first.map { "\($0)".contains("Qz7Wv9Kp3Xt5") } == false)
      let configured = client
      let error = await #expect(throws: ClassifyError.self) {
        try await configured.send(call)
      }
      #expect(error?.serverMessage == "session «redacted» ended")
      #expect(error.map { "\($0)".contains("Qz7Wv9Kp3Xt5") } == false)
    }
  }

  @Test func omitsContentTypeWithoutBody() async throws {
    try await StubTransport.run([.response(HTTPResponse(status: 204))]) { transport in
      let call = ServiceCall<Void>(operation: "x", method: .delete, path: ["a"])
      try await client(transport).send(call).value
      #expect(transport.requests.first?.headerFields[.contentType] == nil)
      #expect(transport.requests.first?.body == nil)
    }
  }

  @Test func appliesOptionsOverCallOverConfiguration() async throws {
    try await StubTransport.run([.json(200, "1")]) { transport in
      var client = try client(transport)
      client.configuration.projectID = "configured"
      client.configuration.organizationID = "o"
      client.configuration.headerFields = try HTTPFields(["X-A": "1", "X-B": "1"])
      let call = ServiceCall<JSONValue>(
        operation: "x", method: .get, path: ["a"], query: ["project_id": "called", "c": "1"])
      let options = ServiceOptions(
        headerFields: try HTTPFields(["X-B": "2", "Authorization": "Bearer llx-2"]),
        queryItems: ["c": "2"])
      _ = try await client.send(call, options: options)
      let request = try #require(transport.requests.first)
      #expect(request.path == "/a?c=2&project_id=called&organization_id=o")
      #expect(request.headerFields["X-A"] == "1")
      #expect(request.headerFields["X-B"] == "2")
      #expect(request.headerFields[.authorization] == "Bearer llx-2")
    }
  }

  @Test func keepsPathPrefixAndEncodesIDs() async throws {
    try await StubTransport.run([.json(200, "1")]) { transport in
      var client = try client(transport)
      client.configuration.baseURL = try BaseURL("http://localhost:8080/gate/way/")
      _ = try await client.send(
        ServiceCall<JSONValue>(operation: "x", method: .get, path: ["a", "../b?c#d"]))
      #expect(
        transport.requests.first?.url == "http://localhost:8080/gate/way/a/..%2Fb%3Fc%23d")
    }
  }

  @Test(arguments: ["", ".", ".."])
  func rejectsEmptyAndDotSegmentIDs(id: String) async throws {
    try await StubTransport.run([]) { transport in
      let client = try client(transport)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(
          ServiceCall<JSONValue>(operation: "classify.get", method: .get, path: ["a", id]))
      }
      #expect(error?.code == .invalidRequest)
      #expect(error?.operation == "classify.get")
      #expect(error?.attempts == 0)
    }
  }

  @Test(arguments: ["Host", "content-length", "Transfer-Encoding", "Connection", "Cookie"])
  func rejectsReservedHeaderFields(name: String) async throws {
    try await StubTransport.run([]) { transport in
      let client = try client(transport)
      let options = ServiceOptions(headerFields: [try HTTPField(name: name, value: "1")])
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(
          ServiceCall<JSONValue>(operation: "x", method: .get, path: ["a"]), options: options)
      }
      #expect(error?.code == .invalidRequest)
      #expect(error?.message.contains(name) == true)
    }
  }

  @Test func rejectsInvalidUserAgent() async throws {
    try await StubTransport.run([]) { transport in
      var altered = try client(transport)
      altered.configuration.userAgent = "a\r\nX-Evil: 1"
      let client = altered
      let error = await #expect(throws: ClassifyError.self) {
        try await client.send(ServiceCall<JSONValue>(operation: "x", method: .get, path: ["a"]))
      }
      #expect(error?.code == .invalidRequest)
    }
  }
}
