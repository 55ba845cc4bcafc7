// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import ClassifyCurl
import TestSupport
import Testing

/// Conversion and limits of responses.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportResponseTests {
  private func exchange(
    _ behavior: LoopbackBehavior, method: HTTPMethod = .post,
    options: CurlTransport.Options = .init()
  ) async throws -> HTTPResponse {
    try await LoopbackPlan.always(behavior).run { server in
      let body: [UInt8]? = method == .get ? nil : [1]
      let response = try await CurlTransport(options: options).send(
        .to(server, method, body: body))
      #expect(server.requests.count == 1)
      return response
    }
  }

  private func raw(_ text: String) -> LoopbackBehavior { .raw(Array(text.utf8)) }

  @Test(arguments: [200, 201, 400, 404, 409, 422, 429, 500, 503, 599])
  func returnsResponseForEveryStatus(code: Int) async throws {
    let response = try await exchange(.json(code, "{\"a\":1}", headers: [("X-Request-ID", "r")]))
    #expect(response.status.code == code)
    #expect(response.body == Array("{\"a\":1}".utf8))
    #expect(response.headerFields["x-request-id"] == "r")
    #expect(response.headerFields[.contentType] == "application/json")
  }

  @Test(arguments: [300, 301, 302, 303, 307, 308], [HTTPMethod.get, .post])
  func returnsRedirectsUnfollowed(code: Int, method: HTTPMethod) async throws {
    let behavior = LoopbackBehavior.respond(
      status: code, headers: [("Location", "/elsewhere")], body: Array("moved".utf8))
    let response = try await exchange(behavior, method: method)
    #expect(response.status.code == code)
    #expect(response.headerFields[.location] == "/elsewhere")
    #expect(response.body == Array("moved".utf8))
  }

  @Test(arguments: ["Bearer", "Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"", "NTLM"])
  func returnsAuthenticationChallengeAsResponse(challenge: String) async throws {
    let behavior = LoopbackBehavior.respond(
      status: 401, headers: [("WWW-Authenticate", challenge)], body: Array("no".utf8))
    let response = try await exchange(behavior)
    #expect(response.status == 401)
    #expect(response.body == Array("no".utf8))
  }

  @Test func skipsInformationalResponses() async throws {
    let response = try await exchange(
      raw(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nok"))
    #expect(response.status == 200)
    #expect(response.headerFields["X-A"] == "1")
    #expect(response.headerFields["Link"] == nil)
    #expect(response.body == Array("ok".utf8))
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\nabc", "HTTP/1.0 200 OK\r\n\r\nabc",
  ])
  func readsBodiesOfUnknownLength(text: String) async throws {
    #expect(try await exchange(raw(text)).body == Array("abc".utf8))
  }

  @Test func readsResponseInSmallChunks() async throws {
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
    let response = try await exchange(.drip(Array(text.utf8), pauseMilliseconds: 1))
    #expect(response.body == Array("abc".utf8))
  }

  @Test func readsEmptyResponse() async throws {
    let response = try await exchange(raw("HTTP/1.1 204 No Content\r\n\r\n"))
    #expect(response.status == 204)
    #expect(response.body.isEmpty)
  }

  @Test func keepsOrderAndRepetitionOfFields() async throws {
    let response = try await exchange(
      raw("HTTP/1.1 200 OK\r\nX-B: 1\r\nX-A: 2\r\nX-B: 3\r\nContent-Length: 0\r\n\r\n"))
    #expect(
      response.headerFields.map(\.description)
        == (try HTTPFields(["X-B": "1", "X-A": "2", "X-B": "3", "Content-Length": "0"]))
        .map(\.description))
    #expect(response.headerFields["x-b"] == "1, 3")
  }

  @Test func ignoresCookies() async throws {
    let cookie = ("Set-Cookie", "session=1; Path=/")
    try await LoopbackPlan.always(.json(200, "{}", headers: [cookie])).run { server in
      let transport = try CurlTransport()
      for _ in 0..<3 { _ = try await transport.send(.to(server)) }
      #expect(server.requests.count == 3)
      #expect(server.requests.allSatisfy { $0.values(of: "Cookie").isEmpty })
    }
  }

  @Test func doesNotCacheResponses() async throws {
    let fresh = [("Cache-Control", "max-age=3600"), ("ETag", "\"1\"")]
    try await LoopbackPlan.always(.json(200, "{}", headers: fresh)).run { server in
      let transport = try CurlTransport()
      for _ in 0..<3 { _ = try await transport.send(.to(server)) }
      #expect(server.requests.count == 3)
      #expect(server.requests.allSatisfy { $0.values(of: "If-None-Match").isEmpty })
    }
  }

  // MARK: - Limits

  /// Gzip of 100,000 zeros, as Python's `gzip.compress(bytes(100_000), 9, mtime=0)` writes it.
  private static let compressedZeros: [UInt8] =
    [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x31, 0x01, 0x00,
      0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x0D, 0x0F, 0xA0,
    ] + [UInt8](repeating: 0, count: 96) + [
      0x80, 0x57, 0x03, 0x7D, 0x95, 0x11, 0xD4, 0xA0, 0x86, 0x01, 0x00,
    ]

  @Test func acceptsBodyAtLimit() async throws {
    var options = CurlTransport.Options()
    options.maximumResponseBytes = 1_000
    let body = [UInt8](repeating: 7, count: 1_000)
    let response = try await exchange(
      .respond(status: 200, headers: [], body: body), options: options)
    #expect(response.body == body)
  }

  @Test(
    arguments: [
      .respond(status: 200, headers: [], body: [UInt8](repeating: 7, count: 1_001)),
      .raw(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + [UInt8](repeating: 7, count: 1_001)),
      .respond(status: 200, headers: [("Content-Encoding", "gzip")], body: compressedZeros),
    ] as [LoopbackBehavior])
  func rejectsBodyAboveLimit(behavior: LoopbackBehavior) async throws {
    var options = CurlTransport.Options()
    options.maximumResponseBytes = 1_000
    let transport = try CurlTransport(options: options)
    try await LoopbackPlan.always(behavior).run { server in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server))
      }
      #expect(error?.kind == .responseTooLarge)
      #expect(error?.delivery == .unknown)
    }
  }

  @Test func decompressesBodies() async throws {
    let response = try await exchange(
      .respond(status: 200, headers: [("Content-Encoding", "gzip")], body: Self.compressedZeros))
    #expect(response.body == [UInt8](repeating: 0, count: 100_000))
  }
}
#endif
