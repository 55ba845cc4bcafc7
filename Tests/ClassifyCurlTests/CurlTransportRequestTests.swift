// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyCurl
import ClassifyHTTP
import TestSupport
import Testing

/// What the transport adds to requests, and refuses to send.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportRequestTests {
  private func received(
    _ make: (LoopbackServer) throws -> HTTPRequest
  ) async throws -> LoopbackRequest {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      _ = try await CurlTransport().send(make(server))
      #expect(server.requests.count == 1)
      return try #require(server.requests.first)
    }
  }

  /// The transport frames the body itself, so a wrong length can't split the connection.
  @Test func ignoresFramingFieldsOfCaller() async throws {
    let fields = try HTTPFields([
      "Content-Length": "1", "Transfer-Encoding": "chunked", "Expect": "100-continue",
    ])
    let request = try await received { .to($0, .post, fields: fields, body: [1, 2, 3]) }
    #expect(request.values(of: "Content-Length") == ["3"])
    #expect(request.values(of: "Transfer-Encoding").isEmpty)
    #expect(request.values(of: "Expect").isEmpty)
    #expect(request.body == [1, 2, 3])
  }

  @Test func asksForCompressedBodies() async throws {
    #expect(try await received { .to($0) }.values(of: "Accept-Encoding") == ["gzip, deflate"])
  }

  @Test func sendsHeadWithoutWaitingForBody() async throws {
    let head = HTTPMethod.head
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"
    try await LoopbackPlan.always(.rawKeepingOpen(Array(answer.utf8))).run { server in
      let response = try await CurlTransport().send(.to(server, head))
      #expect(response.status == 200)
      #expect(response.body.isEmpty)
      #expect(server.requests.map(\.method) == ["HEAD"])
    }
  }

  @Test(arguments: ["a", "/a#b", "/a\\b"])
  func rejectsInvalidPaths(path: String) async {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: path)
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(request)
    }
    #expect(error?.kind == .invalidRequest)
  }

  @Test(arguments: ["user:secret@127.0.0.1:1", "127.0.0.1:99999", "é", "a/b", "a?b"])
  func rejectsInvalidHosts(authority: String) async {
    let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(request)
    }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.delivery == .notSent)
    #expect(error?.message.contains("secret") == false)
  }
}
#endif
